/** The namespace `people`: who they are, corrected by hand, and which of their faces stand for them. */
import { randomUUID } from 'node:crypto';
import type {
  Changed,
  Consent,
  Enrolment,
  Enrolments,
  Person,
  QualityLimits,
} from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { withinLimits } from '../../src-shared/quality/index.ts';
import {
  chooseFaces,
  commonName,
  hasChoice,
  mergePeople,
  moveFaces,
  type Permission,
  type PersonDetails,
  type Receiver,
  refuseForeign,
  rejectPerson,
  renamePerson,
  setAllowedTwice,
  setIgnored,
  updatePerson,
} from '../store/corrections.ts';
import { photoName } from '../store/folder.ts';
import { change } from '../store/journal.ts';
import { Kept } from '../store/kept.ts';
import { namedFaces } from '../store/labelled-faces.ts';
import { labelFace, listPeople, nameOf, personNamed } from '../store/people.ts';
import { type FaceRecord, insertLooseFace, photoPath } from '../store/photos.ts';
import type { Store } from '../store/store.ts';
import { listTwice } from '../store/twice.ts';
import { toRecords } from './described-faces.ts';
import { forgetPerson, previewForgetting } from './forget.ts';
import type { Handlers } from './handlers.ts';
import type { Spreads } from './spreads.ts';

/** Chooses for everybody the labelled faces within the limits. @param limits null: all labelled faces. */
export function enrolEveryone({ db }: Store, limits: QualityLimits | null): Enrolments {
  const faces = namedFaces(db);
  const { kept, count } = withinLimits(faces, limits);
  const byPerson = Map.groupBy(kept, ({ personId }) => personId);
  const { entryId } = change(
    db,
    () => {
      for (const [personId, own] of byPerson)
        chooseFaces(
          db,
          personId,
          own.map(({ faceId }) => faceId),
        );
    },
    () => ({ action: 'enrol-everyone', parameters: { people: byPerson.size, faces: kept.length } }),
  );
  const left = new Map(
    faces.filter(({ personId }) => !byPerson.has(personId)).map(({ personId, name }) => [personId, name]),
  );
  return { entryId, people: byPerson.size, leftOut: count, notEnrolled: [...left.values()] };
}

/** A face that does not come from a photo of the library. */
export interface LooseFace {
  /** The photo's name. */
  source: string;
  face: FaceRecord;
}

/**
 * Gives a person faces that do not come from a photo of the library; they are kept, the photo is not.
 * @param consent the person's from now on; absent: as it was.
 */
export function enrolLoose(
  { db }: Store,
  name: string,
  faces: readonly LooseFace[],
  consent?: Consent,
): Enrolment {
  const { entryId, result } = change(
    db,
    () => {
      const personId = personNamed(db, name);
      const isChosen = hasChoice(db, personId);
      for (const { source, face } of faces) {
        const { faceId } = insertLooseFace(db, `enrolled:${randomUUID()}/${source}`, face);
        labelFace(db, faceId, personId, 'enrolment');
        if (isChosen) db.prepare('UPDATE labels SET chosen = 1 WHERE face_id = ?').run(faceId);
      }
      updatePerson(db, personId, { consent });
      return personId;
    },
    () => ({ action: 'enrol-person', parameters: { name, faces: faces.length } }),
  );
  return { entryId, personId: result, name, added: faces.length };
}

/** Renames somebody. @throws TammesError 'person-exists' for a name that somebody else has. */
export function rename({ db }: Store, personId: number, name: string): Changed {
  const from = nameOf(db, personId);
  const { entryId } = change(
    db,
    () => renamePerson(db, personId, name),
    () => ({ action: 'rename-person', parameters: { from, to: name } }),
  );
  return { entryId };
}

/** Makes several people one. @throws TammesError 'person-twice' unless that is allowed. */
export function merge(
  { db }: Store,
  personIds: readonly number[],
  into: number,
  permission: Permission,
): Changed {
  const others = [...new Set(personIds)].filter((id) => id !== into);
  const names = others.map((id) => nameOf(db, id));
  const moved = db.prepare(
    'SELECT count(*) AS n FROM labels WHERE person_id IN (SELECT value FROM json_each(?))',
  );
  const faces = Number(moved.get(JSON.stringify(others))!.n);
  const { entryId } = change(
    db,
    () => mergePeople(db, others, into, permission),
    () => ({ action: 'merge-people', parameters: { names, into: nameOf(db, into), faces } }),
  );
  return { entryId };
}

/** Gives faces to somebody or nobody: see `moveFaces` of store/corrections.ts. */
export function move(
  { db }: Store,
  faceIds: readonly number[],
  to: Receiver,
  permission: Permission,
): Changed & { personId: number | null } {
  const from = commonName(db, faceIds);
  const { entryId, result: personId } = change(
    db,
    () => moveFaces(db, faceIds, to, permission),
    (id) => ({
      action: 'move-faces',
      parameters: { faces: faceIds.length, from, to: id === null ? null : nameOf(db, id) },
    }),
  );
  return { entryId, personId };
}

/** Changes what is kept of somebody beside the name. */
export function update({ db }: Store, personId: number, details: PersonDetails): Changed {
  const fields = (['portrait', 'hidden', 'ignored', 'birthYear', 'note', 'consent'] as const).filter(
    (field) => details[field] !== undefined,
  );
  const { entryId } = change(
    db,
    () => updatePerson(db, personId, details),
    () => ({ action: 'change-person', parameters: { name: nameOf(db, personId), fields } }),
  );
  return { entryId };
}

/** Somebody's number. @throws TammesError 'person-unknown' */
export function personCalled({ db }: Store, name: string): number {
  const person = listPeople(db).find((one) => one.name === name);
  if (person === undefined) throw new TammesError('person-unknown', { name });
  return person.id;
}

/** Gives some of a person's faces to somebody new. @throws TammesError 'person-exists', or 'face-of-another' */
export function split(
  store: Store,
  personId: number,
  name: string,
  faceIds: readonly number[],
): ReturnType<typeof move> {
  if (listPeople(store.db).some((one) => one.name === name)) throw new TammesError('person-exists', { name });
  for (const faceId of faceIds) refuseForeign(store.db, faceId, personId);
  return move(store, faceIds, { name }, { allowTwice: false });
}

function reject({ db }: Store, faceIds: readonly number[], personId: number): Changed {
  const name = nameOf(db, personId);
  const { entryId } = change(
    db,
    () => rejectPerson(db, faceIds, personId),
    () => ({ action: 'reject-person', parameters: { faces: faceIds.length, name } }),
  );
  return { entryId };
}

function choose({ db }: Store, personId: number, faceIds: readonly number[] | null): Changed {
  const { entryId } = change(
    db,
    () => chooseFaces(db, personId, faceIds ?? []),
    () => ({
      action: 'enrol-person',
      parameters: { name: nameOf(db, personId), faces: faceIds?.length ?? null },
    }),
  );
  return { entryId };
}

function ignore({ db }: Store, faceIds: readonly number[], ignored: boolean): Changed {
  const { entryId } = change(
    db,
    () => setIgnored(db, faceIds, ignored),
    () => ({ action: 'ignore-faces', parameters: { faces: faceIds.length, ignored } }),
  );
  return { entryId };
}

function allowTwice({ db }: Store, photoId: number, personId: number, allowed: boolean): Changed {
  const path = photoPath(db, photoId);
  if (path === null) throw new TammesError('photo-unknown', { photoId });
  const [photo, name] = [photoName(path), nameOf(db, personId)];
  const { entryId } = change(
    db,
    () => setAllowedTwice(db, photoId, personId, allowed),
    () => ({ action: 'allow-twice', parameters: { photo, name, allowed } }),
  );
  return { entryId };
}

/** Everybody, by name; without the spread, which takes time. */
export function peopleOf({ db }: Store): Omit<Person, 'spread'>[] {
  return listPeople(db);
}

/** The namespace `people`. @param clearRecognised forgets the recognised folder, whose table names candidates for each face. */
export function peopleHandlers(
  store: Store,
  spreads: Spreads,
  clearRecognised: () => Promise<void>,
): Handlers<'people'> {
  const kept = new Kept(store.db);
  return {
    'people.list': async () => {
      spreads.refresh();
      const people = kept.get('people', () => peopleOf(store));
      return people.map((person) => ({ ...person, spread: spreads.of(person.id) }));
    },
    'people.rename': async ({ personId, name }) => rename(store, personId, name),
    'people.merge': async ({ personIds, into, allowTwice }) => merge(store, personIds, into, { allowTwice }),
    'people.moveFaces': async ({ faceIds, to, allowTwice }) => move(store, faceIds, to, { allowTwice }),
    'people.reject': async ({ faceIds, personId }) => reject(store, faceIds, personId),
    'people.ignoreFaces': async ({ faceIds, ignored }) => ignore(store, faceIds, ignored),
    'people.update': async ({ personId, ...details }) => update(store, personId, details),
    'people.twice': async () => kept.get('twice', () => listTwice(store.db)),
    'people.allowTwice': async ({ photoId, personId, allowed }) =>
      allowTwice(store, photoId, personId, allowed),
    'people.chooseFaces': async ({ personId, faceIds }) => choose(store, personId, faceIds),
    'people.enrolAll': async ({ limits }) => enrolEveryone(store, limits),
    'people.forgetPreview': ({ personId }) => previewForgetting(store, personId),
    'people.forget': async ({ personId, heads }) => {
      const receipt = await forgetPerson(store, personId, heads);
      await clearRecognised();
      return receipt;
    },
    'people.enrolNew': async ({ name, source, face }) => {
      const [record] = await toRecords([face]);
      return enrolLoose(store, name, [{ source, face: record! }]);
    },
  };
}
