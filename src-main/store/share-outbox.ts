/**
 * What a library notes of its people in a shared gallery: who of them is who there, and corrections that wait to be made there. It lies in
 * the library's database: encrypted if that is, and with the people whom it is about.
 */
import { z } from 'zod';
import { noteErasure } from './erase.ts';
import { readSetting, writeSetting } from './settings.ts';
import type { Database } from './sql.ts';

const refusal = z.object({
  /** Somebody has changed the person since; or somebody else has the name. */
  why: z.enum(['changed', 'taken']),
  /** Who has, and when; null: it is not known. */
  login: z.string().nullable(),
  at: z.string().nullable(),
});
export type Refusal = z.infer<typeof refusal>;

const person = z.object({
  person: z.uuid(),
  /** How often the person had been corrected, as far as this library knew. */
  version: z.int(),
});

const correction = person.extend({
  /** By which people call it. */
  number: z.int(),
  /** By which the gallery knows it again. */
  id: z.uuid(),
  at: z.string(),
  from: z.string(),
  to: z.string(),
  /** Who has the new name there, and is the same person; null: nobody. */
  into: person.nullable(),
  /** Null: it waits. */
  refused: refusal.nullable(),
});
/** Somebody is called otherwise, or is somebody else. */
export type Correction = z.infer<typeof correction>;

const link = person.extend({
  /** The person's number in the library. */
  local: z.int(),
  /** The name that both sides had, or that waits to be sent. */
  name: z.string(),
});
/** Somebody of the library who is in the gallery by faces of this desk. */
export type Link = z.infer<typeof link>;

const outbox = z.object({
  /** The number of the last correction. */
  last: z.int(),
  links: z.array(link),
  /** In the order in which they were made. */
  waiting: z.array(correction),
});
export type ShareOutbox = z.infer<typeof outbox>;

const setting = 'share-outbox';

export function readOutbox(db: Database): ShareOutbox {
  const text = readSetting(db, setting);
  return text === null ? { last: 0, links: [], waiting: [] } : outbox.parse(JSON.parse(text));
}

/** What linked people are called by now, in their order, or whoever they were merged into; null: the person is gone. */
export function namesNow(db: Database, links: readonly Link[]): (string | null)[] {
  const rows = db
    .prepare(
      `SELECT coalesce(p.name, q.name) AS name FROM json_each(?) l
       LEFT JOIN people p ON p.id = l.value ->> 'local'
       LEFT JOIN aliases a ON p.id IS NULL AND a.name = l.value ->> 'name'
       LEFT JOIN people q ON q.id = a.person_id ORDER BY l.key`,
    )
    .all(JSON.stringify(links));
  return rows.map(({ name }) => (name === null ? null : String(name)));
}

/** Call within a transaction in which it was read. */
export function writeOutbox(db: Database, content: ShareOutbox): void {
  const text = JSON.stringify(content);
  if (text !== readSetting(db, setting)) writeSetting(db, setting, text);
}

/** Everything goes that names somebody who is forgotten. Call within a transaction. */
export function forgetInOutbox(db: Database, personId: number, isName: (name: string) => boolean): void {
  if (readSetting(db, setting) === null) return;
  const { last, links, waiting } = readOutbox(db);
  const kept = {
    last,
    links: links.filter(({ local, name }) => local !== personId && !isName(name)),
    waiting: waiting.filter(({ from, to }) => !isName(from) && !isName(to)),
  };
  if (kept.links.length < links.length || kept.waiting.length < waiting.length) noteErasure(db);
  writeOutbox(db, kept);
}
