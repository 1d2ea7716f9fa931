import { resolve } from 'node:path';
import { openDatabase } from './database.ts';
import { finishForm } from './encryption/convert.ts';
import { eraseRemoved } from './erase.ts';
import { finishMove } from './move.ts';
import { judgeFaces } from './quality.ts';
import { removeStaged } from './restore.ts';
import { markInterrupted } from './runs.ts';
import type { Database } from './sql.ts';
import { markInterruptedSweeps } from './sweeps.ts';

export { writeFileAtomic } from './write-file.ts';

/** An open library: its folder and its database. */
export interface Store {
  /** Absolute. */
  folder: string;
  db: Database;
  close(): void;
}

/** Opens a library, making it when there is none. */
export function openStore(folder: string): Store {
  const absolute = resolve(folder);
  const db = openDatabase(absolute);
  try {
    markInterrupted(db);
    markInterruptedSweeps(db);
    judgeFaces(db);
    // Of a process that ended before it could.
    eraseRemoved(db);
    removeStaged(absolute);
    finishForm(absolute);
    finishMove(absolute);
  } catch (error) {
    db.close();
    throw error;
  }
  return { folder: absolute, db, close: () => db.close() };
}
