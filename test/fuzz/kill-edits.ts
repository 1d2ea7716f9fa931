/** Kills a process that changes a library, again and again; the journal then takes all of it back. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { goTo, listJournal } from '../../src-main/store/journal.ts';
import { openStore } from '../../src-main/store/store.ts';
import { randomFrom } from '../../src-shared/random.ts';
import { libraryFaults } from './contents.ts';
import { fillForEdits, journaledTables } from './edits.ts';

const childEntry = fileURLToPath(new URL('edit-child.ts', import.meta.url));

export interface KillEditsReport {
  /** In the journal at the end. */
  edits: number;
  kills: number;
  faults: string[];
}

/**
 * Changes a library at random until its journal has so many entries; the process that does is killed in the middle of a change, each time
 * after at most `most` others. Then all is undone and redone.
 */
export async function killEdits(options: {
  edits: number;
  seed: number;
  most: number;
  onKill?: (edits: number) => void;
}): Promise<KillEditsReport> {
  const { edits, seed, most, onKill } = options;
  const library = await mkdtemp(join(tmpdir(), 'tammes-kill-edits-'));
  const read = <T>(work: (store: ReturnType<typeof openStore>) => T): T => {
    const store = openStore(library);
    try {
      return work(store);
    } finally {
      store.close();
    }
  };
  try {
    const first = read((store) => {
      fillForEdits(store);
      return journaledTables(store.db);
    });
    const report: KillEditsReport = { edits: 0, kills: 0, faults: [] };
    const random = randomFrom(seed);
    for (let run = 0; ; run++) {
      const args = [library, String(edits), String(seed + run)];
      const killed = await editOnce(args, 1 + random.integer(most), 4 * random.uniform());
      report.edits = read((store) => listJournal(store.db, 0, 1).total);
      report.faults.push(...libraryFaults(library));
      if (!killed) break;
      report.kills++;
      onKill?.(report.edits);
    }
    read(({ db }) => {
      const last = journaledTables(db);
      const [newest] = listJournal(db, 0, 1).entries;
      goTo(db, 0);
      if (!isDeepStrictEqual(journaledTables(db), first))
        report.faults.push('Undone, it is not as it was at first.');
      goTo(db, newest!.id);
      if (!isDeepStrictEqual(journaledTables(db), last))
        report.faults.push('Redone, it is not as it was at last.');
    });
    report.faults.push(...libraryFaults(library));
    return report;
  } finally {
    await rm(library, { recursive: true });
  }
}

/** @param changes after which it is killed, @param milliseconds later. @returns whether it was, before it was done. */
async function editOnce(args: string[], changes: number, milliseconds: number): Promise<boolean> {
  const child = spawn(process.execPath, [childEntry, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (text) => {
    errors += text;
  });
  let [done, timer] = [0, undefined as NodeJS.Timeout | undefined];
  child.stdout.on('data', (points: Buffer) => {
    done += points.length;
    if (done >= changes) timer ??= setTimeout(() => child.kill('SIGKILL'), milliseconds);
  });
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) =>
    child.on('exit', (...ended) => resolve(ended)),
  );
  clearTimeout(timer);
  if (signal !== 'SIGKILL' && code !== 0) throw new Error(`The changes failed: ${errors}`);
  return signal === 'SIGKILL';
}
