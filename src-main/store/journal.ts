/**
 * The journal: each change that people make is one transaction with an entry, which keeps the rows that it changed as they were
 * before and after. Undo puts the former back in reverse, redo the latter, whatever the change was.
 */
import {
  type JournalAction,
  type JournalEntry,
  type JournalState,
  journalEntry,
} from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { transaction } from './database.ts';
import { JournaledRows } from './journal-rows.ts';
import type { Database } from './sql.ts';

/** Entries that are kept; older ones cannot be undone any more. */
const mostEntries = 1000;

/**
 * Does `work` as one change that can be undone: with its entry it is one transaction. What had been undone can then not be done
 * again. Rows must be changed by INSERT, UPDATE and DELETE, as REPLACE deletes without a trigger.
 *
 * @param describe says what was done.
 * @returns the entry's number, or null if no row changed, and what `work` returned.
 */
export function change<T>(
  db: Database,
  work: () => T,
  describe: (result: T) => JournalAction,
): { entryId: number | null; result: T } {
  return transaction(db, () => {
    const at = new Date().toISOString();
    const added = db.prepare("INSERT INTO journal (at, action, parameters) VALUES (?, '', '{}')").run(at);
    const entryId = Number(added.lastInsertRowid);
    db.prepare('INSERT INTO journal_open VALUES (?)').run(entryId);
    const result = work();
    db.exec('DELETE FROM journal_open');
    if (db.prepare('SELECT 1 FROM journal_rows WHERE entry_id = ?').get(entryId) === undefined) {
      db.prepare('DELETE FROM journal WHERE id = ?').run(entryId);
      return { entryId: null, result };
    }
    const { action, parameters } = describe(result);
    db.prepare('UPDATE journal SET action = ?, parameters = ? WHERE id = ?').run(
      action,
      JSON.stringify(parameters),
      entryId,
    );
    db.exec('DELETE FROM journal WHERE undone = 1');
    db.prepare(
      'DELETE FROM journal WHERE id <= (SELECT id FROM journal ORDER BY id DESC LIMIT 1 OFFSET ?)',
    ).run(mostEntries);
    return { entryId, result };
  });
}

/** Does `work` as a change that nothing is left of. @returns what `work` returned. */
export function preview<T>(db: Database, work: () => T): T {
  db.exec('BEGIN IMMEDIATE');
  try {
    return work();
  } finally {
    db.exec('ROLLBACK');
  }
}

/** Entries, newest first. */
export function listJournal(
  db: Database,
  offset: number,
  limit: number,
): { total: number; entries: JournalEntry[] } {
  const total = Number(db.prepare('SELECT count(*) AS n FROM journal').get()!.n);
  const rows = db.prepare('SELECT * FROM journal ORDER BY id DESC LIMIT ? OFFSET ?').all(limit, offset);
  return { total, entries: rows.map(toEntry) };
}

/** Of what was erased there is nothing to undo. */
const canBeReplayed =
  "(action <> 'erase' OR EXISTS (SELECT 1 FROM journal_rows WHERE entry_id = journal.id))";

/** What undo and redo would take next. */
export function journalState(db: Database): JournalState {
  const entry = (sql: string) => {
    const row = db.prepare(sql).get();
    return row === undefined ? null : toEntry(row);
  };
  return {
    undo: entry(`SELECT * FROM journal WHERE undone = 0 AND ${canBeReplayed} ORDER BY id DESC LIMIT 1`),
    redo: entry('SELECT * FROM journal WHERE undone = 1 ORDER BY id LIMIT 1'),
  };
}

/**
 * Takes the last change back.
 * @param entryId refused if this is not the last.
 * @throws TammesError 'journal-empty', 'journal-not-last', or 'journal-conflict' if something else has changed the rows since;
 * then nothing is changed.
 */
export function undo(db: Database, entryId?: number): JournalEntry {
  return transaction(db, () => {
    const { undo: entry } = journalState(db);
    if (entry === null) throw new TammesError('journal-empty', { direction: 'undo' });
    if (entry.id !== (entryId ?? entry.id)) throw new TammesError('journal-not-last', {});
    replay(db, entry, 'undo');
    return { ...entry, undone: true };
  });
}

/** Does the change again that was undone last. @throws TammesError as `undo` does. */
export function redo(db: Database): JournalEntry {
  return transaction(db, () => {
    const { redo: entry } = journalState(db);
    if (entry === null) throw new TammesError('journal-empty', { direction: 'redo' });
    replay(db, entry, 'redo');
    return { ...entry, undone: false };
  });
}

/** Undoes or redoes, all or nothing, until an entry is the last that is done; 0: until none is. @throws TammesError as `undo` does. */
export function goTo(db: Database, entryId: number): void {
  transaction(db, () => {
    if (entryId !== 0 && db.prepare('SELECT 1 FROM journal WHERE id = ?').get(entryId) === undefined)
      throw new TammesError('journal-entry-unknown', { entryId });
    for (let next = journalState(db); next.undo !== null && next.undo.id > entryId; next = journalState(db))
      replay(db, next.undo, 'undo');
    for (let next = journalState(db); next.redo !== null && next.redo.id <= entryId; next = journalState(db))
      replay(db, next.redo, 'redo');
  });
}

function replay(db: Database, entry: JournalEntry, direction: 'undo' | 'redo'): void {
  const rows = db
    .prepare(
      `SELECT of_table, before, after FROM journal_rows WHERE entry_id = ? ORDER BY id ${direction === 'undo' ? 'DESC' : ''}`,
    )
    .all(entry.id);
  const tables = new Map<string, JournaledRows>();
  for (const { of_table, before, after } of rows) {
    const name = String(of_table);
    const table = tables.get(name) ?? new JournaledRows(db, name);
    tables.set(name, table);
    const [from, to] = direction === 'undo' ? [after, before] : [before, after];
    if (table.replace(from as string | null, to as string | null)) continue;
    throw new TammesError('journal-conflict', { direction });
  }
  db.prepare('UPDATE journal SET undone = ? WHERE id = ?').run(direction === 'undo' ? 1 : 0, entry.id);
}

function toEntry(row: Record<string, unknown>): JournalEntry {
  return journalEntry.parse({
    id: Number(row.id),
    at: String(row.at),
    action: String(row.action),
    parameters: JSON.parse(String(row.parameters)) as unknown,
    undone: row.undone === 1,
  });
}
