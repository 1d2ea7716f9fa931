/** Looks for damage in a library's database: pages, tables, rows, references, features and heads. */
import { existsSync } from 'node:fs';
import type { LibraryFault, LibraryUse } from '../../src-shared/contract/index.ts';
import { type Failure, failureOf, toFailure } from '../../src-shared/errors/index.ts';
import type { Steps } from '../../src-shared/steps.ts';
import { damagedRuns, headData } from './runs.ts';
import { areTablesSound, brokenRows, hasSeals, sealedTables } from './seals.ts';
import { damagedFeatures } from './sound-feature.ts';
import type { Database } from './sql.ts';

/** What a table is for; those that are not named are for small things, and are told without. */
const usesOf: Readonly<Record<string, readonly LibraryUse[]>> = {
  people: ['names', 'recognition', 'training'],
  labels: ['names', 'recognition', 'training'],
  aliases: ['names'],
  refusals: ['names'],
  settings: ['recognition'],
  bare_faces: ['names', 'recognition'],
  faces: ['recognition', 'training'],
  chips: ['photos'],
  thumbnails: ['photos'],
  photos: ['photos'],
  places: ['photos'],
  heads: ['recognition'],
  runs: ['runs'],
  journal: ['undo'],
  journal_rows: ['undo'],
};
const uses = (table: string) => [...(usesOf[table] ?? [])];

/** What decides whom faces are taken for: looked at whenever a library is opened. */
const quickTables: ReadonlySet<string> = new Set(['people', 'labels', 'settings', 'heads']);

/** Bytes that the rows of some tables hold. */
const sizes = [
  { table: 'thumbnails', column: 'pixels', bytes: 56 * 56 },
  { table: 'faces', column: 'landmarks', bytes: 4 * 136 },
] as const;

/**
 * Looks for damage and changes nothing. Reads within one transaction of its own, so that others may write meanwhile.
 * @param thorough false: only what takes about a second for each gigabyte. The checks of pages are one step each.
 */
export function* checkDatabase(db: Database, thorough: boolean): Steps<LibraryFault[]> {
  const faults: LibraryFault[] = [];
  /** What cannot even be read is damaged, too. */
  const look = (stops: LibraryUse[], work: () => LibraryFault[]) => {
    try {
      faults.push(...work());
    } catch (error) {
      faults.push({ failure: damageOf(error), stops });
    }
  };
  db.exec('BEGIN');
  try {
    look([], () => ofPages(db, thorough));
    yield 0.2;
    look([], () => ofTables(db));
    const tables = hasSeals(db) ? sealedTables(db) : [];
    const looked = tables.filter((table) => thorough || quickTables.has(table));
    for (const [i, table] of looked.entries()) {
      look(uses(table), () => ofRows(db, table));
      yield 0.2 + (0.5 * (i + 1)) / looked.length;
    }
    look(['recognition'], () => ofHeads(db));
    look(['runs'], () =>
      damagedRuns(db).map((runId) => ({ failure: failureOf('run-damaged', { runId }), stops: ['runs'] })),
    );
    if (!thorough) return unique(faults);
    yield 0.8;
    look([], () => ofReferences(db));
    look(uses('faces'), () => ofFeatures(db));
    for (const size of sizes) look(uses(size.table), () => ofSizes(db, size));
    return unique(faults);
  } finally {
    db.exec('COMMIT');
  }
}

/** A sound library has nothing that SQLite, or who reads a row, would stumble over. */
function damageOf(error: unknown): Failure {
  const failure = toFailure(error);
  if (failure.problem !== 'unexpected') return failure;
  return failureOf('pages-damaged', { count: 1, first: String((error as Error).message) });
}

/** Several parts fail at the same page with the same words. */
function unique(faults: readonly LibraryFault[]): LibraryFault[] {
  const byFailure = Map.groupBy(faults, ({ failure }) => JSON.stringify(failure));
  return [...byFailure.values()].map((same) => ({
    failure: same[0]!.failure,
    stops: [...new Set(same.flatMap(({ stops }) => stops))],
  }));
}

function ofPages(db: Database, thorough: boolean): LibraryFault[] {
  const found = db
    .prepare(`PRAGMA ${thorough ? 'integrity_check' : 'quick_check'}(100)`)
    .all()
    .map((row) => String(Object.values(row)[0]))
    .filter((text) => text !== 'ok');
  if (found.length === 0) return [];
  const first = found[0]!.replace(/\s+/g, ' ').slice(0, 200);
  return [{ failure: failureOf('pages-damaged', { count: found.length, first }), stops: [] }];
}

function ofTables(db: Database): LibraryFault[] {
  return !hasSeals(db) || areTablesSound(db) ? [] : [{ failure: failureOf('tables-changed', {}), stops: [] }];
}

function ofRows(db: Database, table: string): LibraryFault[] {
  const rows = brokenRows(db, table);
  if (rows.length === 0) return [];
  const lost = rows.filter(({ fault }) => fault === 'lost').length;
  return [
    {
      failure: failureOf('rows-damaged', { table, changed: rows.length - lost, lost }),
      stops: uses(table),
    },
  ];
}

function ofReferences(db: Database): LibraryFault[] {
  const broken = Map.groupBy(db.prepare('PRAGMA foreign_key_check').all(), ({ table }) => String(table));
  return [...broken].map(([table, rows]) => ({
    failure: failureOf('references-broken', { table, count: rows.length }),
    stops: uses(table),
  }));
}

function ofFeatures(db: Database): LibraryFault[] {
  const damaged = damagedFeatures(db);
  if (damaged.length === 0) return [];
  const { faceId } = damaged[0]!;
  return [
    { failure: failureOf('features-damaged', { count: damaged.length, faceId }), stops: uses('faces') },
  ];
}

function ofSizes(db: Database, { table, column, bytes }: (typeof sizes)[number]): LibraryFault[] {
  const row = db.prepare(`SELECT count(*) AS n FROM ${table} WHERE length(${column}) <> ?`).get(bytes)!;
  if (row.n === 0) return [];
  return [{ failure: failureOf('sizes-wrong', { table, count: Number(row.n) }), stops: uses(table) }];
}

/** Heads that are damaged stop what uses them; others work. */
function ofHeads(db: Database): LibraryFault[] {
  const there = '(run_id IS NULL OR run_id IN (SELECT id FROM runs WHERE removed_at IS NULL))';
  const ids = db.prepare(`SELECT id FROM heads WHERE ${there} ORDER BY id`).all();
  return ids.flatMap(({ id }) => {
    try {
      headData(db, Number(id));
      return [];
    } catch (error) {
      return [{ failure: damageOf(error), stops: ['recognition' as const] }];
    }
  });
}

/** Folders that were read and are not there any more. */
export function foldersGone(db: Database): Failure[] {
  const folders = db
    .prepare(
      `SELECT s.folder, count(*) AS n FROM scans s JOIN places l ON l.scan_id = s.id
       WHERE l.photo_id IS NOT NULL AND l.missing_since IS NULL GROUP BY s.folder ORDER BY s.folder`,
    )
    .all();
  return folders
    .filter(({ folder }) => !existsSync(String(folder)))
    .map(({ folder, n }) => failureOf('photo-folder-gone', { folder: String(folder), count: Number(n) }));
}
