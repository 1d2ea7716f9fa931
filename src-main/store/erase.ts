/** Clears the library's file of what was removed for good: deleted rows alone leave names and features in its free space. */
import type { Database } from './sql.ts';

/** Notes that something was removed for good. Call within the transaction that removes it: a crash afterwards forgets nothing. */
export function noteErasure(db: Database): void {
  db.exec('CREATE TABLE IF NOT EXISTS unerased (noted INTEGER) STRICT');
}

/**
 * Writes the file and its log anew without what was removed for good, if there is such: moved cells leave traces that overwriting
 * deleted ones does not reach. If another process keeps the file, or the disk is full, the next opening or removal does it.
 *
 * @returns whether nothing of what was removed is left.
 */
export function eraseRemoved(db: Database): boolean {
  if (db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'unerased'").get() === undefined) return true;
  try {
    db.exec('VACUUM');
    // Pages of before lie in the log until they are copied and it is cut off.
    const { busy } = db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()!;
    if (busy !== 0) return false;
    db.exec('DROP TABLE unerased');
    return true;
  } catch (error) {
    const { errcode } = error as { errcode?: number };
    if (errcode === undefined || !passing.has(errcode & 0xff)) throw error;
    return false;
  }
}

/** SQLITE_BUSY, SQLITE_LOCKED, SQLITE_READONLY, SQLITE_IOERR and SQLITE_FULL. */
const passing: ReadonlySet<number> = new Set([5, 6, 8, 10, 13]);
