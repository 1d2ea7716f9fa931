/** How a library and its shared gallery stay the same people: corrections made here wait to be sent, those of others are made here, too. */
import { randomUUID } from 'node:crypto';
import { TammesError } from '../../src-shared/errors/index.ts';
import { transaction } from '../store/database.ts';
import { eraseRemoved, noteErasure } from '../store/erase.ts';
import {
  type Correction,
  type Link,
  namesNow,
  readOutbox,
  type ShareOutbox,
  writeOutbox,
} from '../store/share-outbox.ts';
import type { SharedPeople } from '../store/shared-people.ts';
import type { Database } from '../store/sql.ts';
import type { Store } from '../store/store.ts';
import { personHere, renameHere } from './rename-here.ts';

/** What a library has taken of its gallery. */
type Taken = Pick<SharedPeople, 'known' | 'merged' | 'gallery'>;

/**
 * Puts what was changed in the library since it last took what is new behind the corrections that wait: a person who is linked and called
 * otherwise now, or was merged. Nothing is sent.
 */
export function noteCorrections({ db }: Store, taken: Taken): void {
  const { links } = readOutbox(db);
  // Mostly nothing was, and a transaction waits for whoever else writes.
  if (namesNow(db, links).every((name, at) => name === links[at]!.name)) return;
  transaction(db, () => {
    const outbox = readOutbox(db);
    const links = outbox.links.slice();
    for (const [at, name] of namesNow(db, links).entries()) {
      const link = links[at]!;
      if (name === null) outbox.links.splice(outbox.links.indexOf(link), 1);
      else if (name !== link.name) queue(outbox, taken, link.person, name);
    }
    writeOutbox(db, outbox);
  });
}

/** What the gallery will say of its people when all that waits has been made. */
export function expected(
  { waiting }: ShareOutbox,
  { known }: Taken,
): Map<string, { name: string; version: number }> {
  const people = new Map(known.map(({ id, name, version }) => [id, { name, version }]));
  for (const { person, to, into, version } of waiting) {
    if (into !== null) people.delete(person);
    else if (people.has(person)) people.set(person, { name: to, version: version + 1 });
  }
  return people;
}

/** Has a correction wait. Who is called like somebody else is that person. */
function queue(outbox: ShareOutbox, taken: Taken, whom: string, to: string): void {
  const people = expected(outbox, taken);
  let person = whom;
  for (const { person: merged, into } of outbox.waiting)
    if (merged === person && into !== null) person = into.person;
  const before = people.get(person);
  for (const link of outbox.links) if (link.person === whom) link.name = to;
  // It is gone there; with what is new it will be gone here, or is sent anew.
  if (before === undefined || before.name === to) return;
  const other = [...people].find(([id, { name }]) => name === to && id !== person);
  outbox.waiting.push({
    number: ++outbox.last,
    id: randomUUID(),
    at: new Date().toISOString(),
    person,
    version: before.version,
    from: before.name,
    to,
    into: other === undefined ? null : { person: other[0], version: other[1].version },
    refused: null,
  });
}

/** What a correction is to be. */
export interface Wanted {
  from: string;
  to: string;
  /** Whether who has the new name already, there or here, is the same person then; two who became one are not told apart again. */
  mayMerge: boolean;
}

/**
 * Corrects somebody of the gallery, whichever desk has sent the faces, and in the library if she or he is there, too.
 * @returns whether two people became one. @throws TammesError 'share-person-unknown', or 'share-name-taken' if they must not
 */
export function queueCorrection(
  store: Store,
  taken: Taken,
  server: string,
  { from, to, mayMerge }: Wanted,
): boolean {
  const { db } = store;
  const { local, merges } = transaction(db, () => {
    const outbox = readOutbox(db);
    const people = [...expected(outbox, taken)];
    const person = people.find(([, { name }]) => name === from)?.[0];
    if (person === undefined) throw new TammesError('share-person-unknown', { server, name: from });
    const local = outbox.links.find((link) => link.person === person)?.local;
    const here = personHere(db, to);
    const merges =
      (here !== null && here !== local) || people.some(([id, { name }]) => name === to && id !== person);
    if (merges && !mayMerge) throw new TammesError('share-name-taken', { name: to });
    queue(outbox, taken, person, to);
    writeOutbox(db, outbox);
    return { local, merges };
  });
  if (local !== undefined) renameHere(store, local, from, to);
  return merges;
}

/** Notes that a correction was made in the gallery, or why not. */
export function settle({ db }: Store, { id }: Correction, refused: Correction['refused']): void {
  transaction(db, () => {
    const outbox = readOutbox(db);
    const at = outbox.waiting.findIndex((one) => one.id === id);
    if (at === -1) return;
    if (refused === null) outbox.waiting.splice(at, 1);
    else outbox.waiting[at]!.refused = refused;
    writeOutbox(db, outbox);
  });
}

/** People of whom a correction waits: what the library says of them is not what the gallery says. */
const peopleWaited = ({ waiting }: ShareOutbox) => new Set(waiting.map(({ person }) => person));

/**
 * Makes what others have corrected in the library, too, as changes that can be undone there; whose own correction waits is left as she or
 * he is. Corrections of people who are gone from the gallery go.
 * @returns how many corrections went.
 */
export function followCorrections(store: Store, taken: Taken): number {
  const { db } = store;
  const became = new Map(taken.merged);
  const known = new Map(taken.known.map((person) => [person.id, person]));
  const gone = dropGone(db, (person) => known.has(person) || became.has(person));
  const waited = peopleWaited(readOutbox(db));
  const moves = new Map<number, { from: string; to: string }>();
  for (const { local, person, name } of readOutbox(db).links) {
    const there = known.get(became.get(person) ?? person);
    if (!waited.has(person) && there !== undefined && there.name !== name)
      moves.set(local, { from: name, to: there.name });
  }
  for (const [local, { from, to }] of inOrder(moves)) renameHere(store, local, from, to);
  transaction(db, () => {
    const outbox = readOutbox(db);
    const still = peopleWaited(outbox);
    const links = outbox.links.filter(({ person }) => still.has(person));
    const linked = new Set(links.map(({ local }) => local));
    // Of whom this desk has sent faces, or has kept some; whose name means somebody else in files is not taken for that one.
    const find = db.prepare(
      `SELECT id FROM people p WHERE name = :name AND (:own = 1 OR name NOT IN (SELECT name FROM aliases)
         AND EXISTS (SELECT 1 FROM bare_faces b WHERE b.person_id = p.id AND b.gallery = :gallery))`,
    );
    for (const { id, name, version, own } of taken.known) {
      if (still.has(id)) continue;
      const row = find.get({ name, own: Number(own), gallery: taken.gallery });
      if (row === undefined || linked.has(Number(row.id))) continue;
      links.push({ local: Number(row.id), person: id, version, name });
    }
    writeOutbox(db, { ...outbox, links });
  });
  return gone;
}

/** Whom an owner has forgotten no correction may name any more. */
function dropGone(db: Database, isThere: (person: string) => boolean): number {
  const gone = transaction(db, () => {
    const outbox = readOutbox(db);
    const kept = outbox.waiting.filter(
      ({ person, into }) => isThere(person) && (into === null || isThere(into.person)),
    );
    const count = outbox.waiting.length - kept.length;
    if (count === 0) return 0;
    noteErasure(db);
    writeOutbox(db, { ...outbox, waiting: kept });
    return count;
  });
  if (gone > 0) eraseRemoved(db);
  return gone;
}

/** Whoever has a name goes before whoever gets it; of those who get each other's names, one has another in between. */
function* inOrder(
  moves: Map<number, { from: string; to: string }>,
): Generator<[number, { from: string; to: string }]> {
  const left = new Map(moves);
  while (left.size > 0) {
    const names = new Set([...left.values()].map(({ from }) => from));
    const free = [...left].find(([, { to }]) => !names.has(to));
    if (free !== undefined) {
      left.delete(free[0]);
      yield free;
      continue;
    }
    const [local, { from, to }] = left.entries().next().value!;
    const between = `${from} ${randomUUID()}`;
    left.set(local, { from: between, to });
    yield [local, { from, to: between }];
  }
}

/** Under which names this desk's faces are sent whose person is called otherwise in the gallery until a correction is settled. */
export function namesThere({ db }: Store, taken: Taken): Map<number, string> {
  const outbox = readOutbox(db);
  const waited = peopleWaited(outbox);
  const became = new Map(taken.merged);
  const known = new Map(taken.known.map(({ id, name }) => [id, name]));
  return new Map(
    outbox.links.flatMap(({ local, person }) => {
      const name = waited.has(person) ? known.get(became.get(person) ?? person) : undefined;
      return name === undefined ? [] : [[local, name] as const];
    }),
  );
}

/** What waits for a correction, beginning with itself: later ones that say something of the same people. */
function following({ waiting }: ShareOutbox, isFirst: (correction: Correction) => boolean): Correction[] {
  const people = new Set<string>();
  return waiting.filter((correction) => {
    const about = [correction.person, ...(correction.into === null ? [] : [correction.into.person])];
    if (!isFirst(correction) && !about.some((person) => people.has(person))) return false;
    for (const person of about) people.add(person);
    return true;
  });
}

/** The next correction that can be sent, in their order: it is not refused, and waits for none that is. */
export function nextCorrection({ db }: Store): Correction | null {
  const outbox = readOutbox(db);
  const held = new Set(following(outbox, ({ refused }) => refused !== null));
  return outbox.waiting.find((correction) => !held.has(correction)) ?? null;
}

/**
 * Settles a correction that was refused, or takes one back that waits, with all later ones that build on it.
 * @param whose 'theirs': what the gallery says counts; 'mine': it is sent again, of the version that is there now.
 * @throws TammesError 'share-correction-unknown'
 */
export function decideCorrection(store: Store, taken: Taken, number: number, whose: 'mine' | 'theirs'): void {
  const { db } = store;
  const became = new Map(taken.merged);
  const known = new Map(taken.known.map(({ id, name }) => [id, name]));
  const joined: [Link, string][] = [];
  transaction(db, () => {
    const outbox = readOutbox(db);
    const settled = following(outbox, (one) => one.number === number);
    if (settled.length === 0) throw new TammesError('share-correction-unknown', { number });
    outbox.waiting = outbox.waiting.filter((one) => !settled.includes(one));
    for (const { person, to, into } of whose === 'mine' ? settled : []) {
      const now = became.get(person) ?? person;
      const name = (into && known.get(became.get(into.person) ?? into.person)) ?? to;
      const own = outbox.links.find((link) => link.person === person);
      // Whom somebody else has made one is one here, too.
      const others = outbox.links.filter((link) => own && link !== own && link.person === now);
      joined.push(...others.map((link): [Link, string] => [{ ...link }, name]));
      outbox.links = outbox.links.filter((link) => !others.includes(link));
      if (own !== undefined) own.person = now;
      queue(outbox, taken, now, name);
    }
    writeOutbox(db, outbox);
  });
  for (const [{ local, name }, to] of joined) renameHere(store, local, name, to);
  followCorrections(store, taken);
}
