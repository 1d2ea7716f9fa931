/** Clears the library's file of what was removed for good: deleted rows alone leave names and features in its free space. */
import type { DatabaseSync } from 'node:sqlite';

/** Notes that something was removed for good. Call within the transaction that removes it: a crash afterwards forgets nothing. */
export function noteErasure(db: DatabaseSync): void {
  db.exec('CREATE TABLE IF NOT EXISTS unerased (noted INTEGER) STRICT');
}

/**
 * Writes the file and its log anew without what was removed for good, if there is such: moved cells leave traces that overwriting
 * deleted ones does not reach. If another process keeps the file, or the disk is full, the next opening or removal does it.
 */
export function eraseRemoved(db: DatabaseSync): void {
  if (db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'unerased'").get() === undefined) return;
  try {
    db.exec('VACUUM');
    // Pages of before lie in the log until they are copied and it is cut off.
    const { busy } = db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()!;
    if (busy !== 0) return;
    db.exec('DROP TABLE unerased');
  } catch (error) {
    const { errcode } = error as { errcode?: number };
    if (errcode === undefined || !passing.has(errcode & 0xff)) throw error;
  }
}

/** SQLITE_BUSY, SQLITE_LOCKED, SQLITE_READONLY, SQLITE_IOERR and SQLITE_FULL. */
const passing: ReadonlySet<number> = new Set([5, 6, 8, 10, 13]);
