/** What the journal holds of somebody who is to be forgotten. */
import type { NamedFace, Naming } from '../labels/naming.ts';
import { facesIn, readResult } from './evaluation-faces.ts';
import { columnsOf, type JournaledTable, journaled } from './journal-triggers.ts';
import type { PersonNames } from './person-names.ts';
import type { Database } from './sql.ts';

/** Who and what is to be forgotten. */
interface About {
  /** null: only faces. */
  personId: number | null;
  faces: readonly number[];
  photos: readonly number[];
  names: Names;
}
type Names = Pick<PersonNames, 'isName' | 'isInPath' | 'isInText'>;

export interface JournalTraces {
  rows: number[];
  /** Entries that tell of the person, or of which rows go. */
  entries: number[];
  /** Faces of the person that only the journal still has. */
  faces: number[];
}

/** A row as the journal keeps it, without bytes. */
interface Row {
  id: number;
  entryId: number;
  table: JournaledTable;
  /** Tells it from the table's others. */
  key: string;
  states: Record<string, unknown>[];
}

/** Finds all of it. */
export function journalTraces(db: Database, about: About): JournalTraces {
  const rows = readRows(db);
  const gone = goneIds(db, rows, about);
  const faces = new Set([...about.faces, ...gone.faces]);
  const photos = new Set([...about.photos, ...gone.photos]);
  const isAbout = ({ table, states }: Row) =>
    states.some(
      (state) =>
        gone.people.has(Number(table === 'people' ? state.id : state.person_id)) ||
        faces.has(Number(table === 'faces' ? state.id : state.face_id)) ||
        photos.has(Number(table === 'photos' ? state.id : state.photo_id)) ||
        (table === 'evaluations' && isInEvaluation(state, faces, about.names)) ||
        namesPerson(state, about.names),
    );
  const found = new Set<number>();
  const keys = new Set<string>();
  // The newest first: what came before a row that goes could not be undone any more without it.
  for (const row of rows.toReversed()) {
    if (!keys.has(row.key) && !isAbout(row)) continue;
    keys.add(row.key);
    found.add(row.id);
  }
  const told = db
    .prepare('SELECT id, parameters FROM journal')
    .all()
    .filter(({ parameters }) => isTold(JSON.parse(String(parameters)), about.names))
    .map(({ id }) => Number(id));
  const changed = rows.filter(({ id }) => found.has(id)).map(({ entryId }) => entryId);
  return { rows: [...found], entries: [...new Set([...told, ...changed])], faces: [...gone.faces] };
}

function readRows(db: Database): Row[] {
  const columns = new Map(journaled.map((table) => [table, columnsOf(db, table)]));
  const rows: Row[] = [];
  for (const row of db.prepare('SELECT * FROM journal_rows ORDER BY id').iterate()) {
    const table = row.of_table as JournaledTable;
    const known = columns.get(table) ?? [];
    const states = [row.before, row.after].flatMap((json) =>
      json === null
        ? []
        : [
            Object.fromEntries(
              Object.entries(JSON.parse(String(json)) as Record<string, unknown>).filter(
                ([name]) => !known.some((column) => column.name === name && column.isBlob),
              ),
            ),
          ],
    );
    const key = known.filter(({ isKey }) => isKey).map(({ name }) => states[0]?.[name]);
    rows.push({
      id: Number(row.id),
      entryId: Number(row.entry_id),
      table,
      key: JSON.stringify([table, ...key]),
      states,
    });
  }
  return rows;
}

/** Who was merged into the person, and what was removed of the person before: only the journal has it. */
function goneIds(db: Database, rows: readonly Row[], { personId, names }: About) {
  const isThere = (table: string, id: unknown) =>
    db.prepare(`SELECT 1 FROM ${table} WHERE id = ?`).get(Number(id)) !== undefined;
  const statesOf = (...tables: JournaledTable[]) =>
    rows.flatMap(({ table, states }) => (tables.includes(table) ? states : []));
  const people = new Set(personId === null ? [] : [personId]);
  for (const { id, name } of statesOf('people'))
    if (typeof name === 'string' && names.isName(name) && !isThere('people', id)) people.add(Number(id));
  const faces = new Set<number>();
  for (const { face_id, person_id } of statesOf('labels'))
    if (people.has(Number(person_id)) && !isThere('faces', face_id)) faces.add(Number(face_id));
  const ofPhotos = Map.groupBy(
    statesOf('faces').filter(({ photo_id }) => photo_id !== undefined && !isThere('photos', photo_id)),
    ({ photo_id }) => Number(photo_id),
  );
  const photos = [...ofPhotos].filter(([, own]) => own.every(({ id }) => faces.has(Number(id))));
  return { people, faces, photos: photos.map(([id]) => id) };
}

/** Whether an evaluation is called after somebody or mentions a face. What cannot be read may mention anybody. */
function isInEvaluation(
  { name, result }: Record<string, unknown>,
  faces: ReadonlySet<number>,
  names: Names,
): boolean {
  if (typeof name === 'string' && names.isInText(name)) return true;
  if (typeof result !== 'string') return false;
  const read = readResult(result);
  return read === null || facesIn(read).some((face) => faces.has(face));
}

function namesPerson(state: Record<string, unknown>, names: Names): boolean {
  const { path, name, note, tags, consent, value, naming, named_faces } = state;
  const isNamed = (faces: readonly NamedFace[]) => faces.some((face) => names.isName(face.name));
  return (
    (typeof path === 'string' && names.isInPath(path)) ||
    (typeof name === 'string' && names.isName(name)) ||
    [note, tags, consent, value].some((text) => typeof text === 'string' && names.isInText(text)) ||
    (typeof naming === 'string' && isNamed((JSON.parse(naming) as Naming).faces)) ||
    (typeof named_faces === 'string' && isNamed(JSON.parse(named_faces) as NamedFace[]))
  );
}

/** Whether a part of what an entry says names the person. */
function isTold(value: unknown, names: Names): boolean {
  if (typeof value === 'string') return names.isInText(value) || names.isInPath(value);
  return (
    typeof value === 'object' && value !== null && Object.values(value).some((part) => isTold(part, names))
  );
}

/**
 * Removes the rows; entries of which nothing is left, or whose words name the person, say only that something was erased. What was
 * undone cannot be done again. Call within a transaction.
 */
export function eraseJournal(db: Database, { rows, entries }: JournalTraces): void {
  db.exec('DELETE FROM journal WHERE undone = 1');
  db.prepare('DELETE FROM journal_rows WHERE id IN (SELECT value FROM json_each(?))').run(
    JSON.stringify(rows),
  );
  db.prepare(
    `UPDATE journal SET action = 'erase', parameters = '{}'
     WHERE id IN (SELECT value FROM json_each(?)) OR NOT EXISTS (SELECT 1 FROM journal_rows WHERE entry_id = journal.id)`,
  ).run(JSON.stringify(entries));
  db.prepare("INSERT INTO journal (at, action, parameters) VALUES (?, 'erase', '{}')").run(
    new Date().toISOString(),
  );
}
