/** The part of the namespace `library` that is about tags, and the faces that a tag leaves out of training. */
import type { LibraryTag, ParsedInput, TagCondition } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { groupingKinds } from '../../src-shared/recognition/index.ts';
import { change } from '../store/journal.ts';
import type { Database } from '../store/sql.ts';
import type { Store } from '../store/store.ts';
import {
  setTags,
  type Tagged,
  taggedByFaces,
  taggedPeople,
  tagNames,
  tagOfFaces,
  tagsOfFace,
  tagsOfPerson,
} from '../store/tags.ts';
import type { Handlers } from './handlers.ts';

/** All tags of a library, by name; values by their faces, most first. */
export function listTags(db: Database): LibraryTag[] {
  return tagNames(db).map((name) => ({
    name,
    values: [...Map.groupBy(tagOfFaces(db, name).values(), (value) => value)]
      .map(([value, { length }]) => ({ value, faces: length }))
      .sort((a, b) => b.faces - a.faces || (a.value < b.value ? -1 : 1)),
  }));
}

/** As it is written in commands: `doubtful`, or `glasses=yes`. */
export const tagText = ({ name, value }: TagCondition) => (value === null ? name : `${name}=${value}`);

/** Most that an error lists. */
const mostKnown = 20;

/** @returns ids of named faces. */
export function facesWithTag(db: Database, { name, value }: TagCondition): Set<number> {
  const wanted = [...tagOfFaces(db, name)].filter(([, one]) => value === null || one === value);
  return new Set(wanted.map(([faceId]) => faceId));
}

/**
 * Faces that a tag does not leave out, in their order.
 * @throws TammesError 'tag-unknown' if no face of the library has it: nothing would be left out, whatever was meant.
 */
export function withoutTagged<F extends { faceId: number }>(
  db: Database,
  faces: readonly F[],
  without: TagCondition | null,
): F[] {
  if (without === null) return [...faces];
  const tagged = facesWithTag(db, without);
  if (tagged.size === 0) {
    const known = listTags(db).flatMap(({ name, values }) =>
      name === without.name ? values.map(({ value }) => tagText({ name, value })) : [name],
    );
    throw new TammesError('tag-unknown', {
      tag: tagText(without),
      known: known.slice(0, mostKnown),
    });
  }
  return faces.filter(({ faceId }) => !tagged.has(faceId));
}

/** Gives a tag to faces or people, or takes it away. @throws TammesError 'tag-name-taken' or 'tag-needs-names' */
export function setTag(
  { db }: Store,
  { of, name, value }: ParsedInput<'library.setTag'>,
): { entryId: number | null; unnamed: number } {
  if (groupingKinds.some((kind) => kind === name)) throw new TammesError('tag-name-taken', { name });
  const [tagged, faces, people]: [Tagged[], number, number] =
    'faceIds' in of
      ? [taggedByFaces(db, of.faceIds), of.faceIds.length, 0]
      : [taggedPeople(db, of.personIds), 0, of.personIds.length];
  if (tagged.length === 0) throw new TammesError('tag-needs-names', {});
  const unnamed = faces === 0 ? 0 : faces - tagged.length;
  const { entryId } = change(
    db,
    () =>
      setTags(
        db,
        tagged.map((one) => ({ ...one, name, value })),
      ),
    () => ({ action: 'set-tag', parameters: { name, value, faces: faces - unnamed, people } }),
  );
  return { entryId, unnamed };
}

export function tagsHandlers(
  store: Store,
): Pick<Handlers<'library'>, 'library.tags' | 'library.tagsOf' | 'library.setTag'> {
  return {
    'library.tags': async () => listTags(store.db),
    'library.tagsOf': async (input) =>
      'faceId' in input ? tagsOfFace(store.db, input.faceId) : tagsOfPerson(store.db, input.personId),
    'library.setTag': async (input) => setTag(store, input),
  };
}
