/** Looks after a library while it is open: checks it, and makes backups on a schedule. The namespace `storage`. */
import { basename, resolve } from 'node:path';
import {
  type BackupPlan,
  backupsKept,
  type Input,
  type Job,
  type LibraryReport,
  libraryReport,
  type MergeReport,
} from '../../src-shared/contract/index.ts';
import { dropOldBackups } from '../store/backup.ts';
import { readSetting, writeSetting } from '../store/settings.ts';
import type { Store } from '../store/store.ts';
import { backupInfo, backupsIn, previewRestore } from './backups.ts';
import { keyByPassphrase } from './encryption.ts';
import type { Handlers } from './handlers.ts';
import type { Jobs } from './jobs.ts';
import type { Merged } from './merge-library.ts';
import { updateShots } from './update-shots.ts';
import { doUpkeep } from './upkeep-thread.ts';

const [hour, day] = [3_600_000, 86_400_000];
/** Between two thorough checks, and two backups, milliseconds. */
const [checkAfter, backUpAfter] = [7 * day, day];
/** How long a library that was opened is left alone, milliseconds: whoever opens it has something to do. */
const rest = 60_000;

const names = { report: 'last-check', daily: 'backups-daily', kept: 'backups-kept' } as const;

export class Upkeep {
  readonly #store: Store;
  readonly #jobs: Jobs;
  readonly #tell: () => void;
  /** Of the quick check as it was opened. */
  #quick: LibraryReport | null = null;
  #timers: NodeJS.Timeout[] = [];
  readonly #ended = new AbortController();

  /** @param tell says that answers of the namespace are others now. */
  constructor(store: Store, jobs: Jobs, tell: () => void) {
    [this.#store, this.#jobs, this.#tell] = [store, jobs, tell];
  }

  /** Checks quickly now, and looks each hour whether a thorough check or a backup is due. */
  begin(): void {
    this.checkQuickly().catch(() => {});
    this.#timers = [setTimeout(() => this.tend(), rest), setInterval(() => this.tend(), hour)];
    for (const timer of this.#timers) timer.unref();
  }

  stop(): void {
    this.#ended.abort();
    for (const timer of this.#timers) clearTimeout(timer);
  }

  /** What takes about a second for each gigabyte. */
  async checkQuickly(): Promise<void> {
    const { folder } = this.#store;
    const { signal } = this.#ended;
    this.#quick = (await doUpkeep({ kind: 'check', folder, thorough: false }, { signal })) as LibraryReport;
    this.#tell();
  }

  /** Begins what is due. */
  tend(now = Date.now()): void {
    try {
      if (this.#isBackupDue(now)) this.backUp('daily');
      if (now - Date.parse(this.#kept()?.at ?? '1970-01-01') > checkAfter) this.check();
    } catch {
      // One of the kind is at work already, or the library is damaged, which the check tells.
    }
  }

  #isBackupDue(now: number): boolean {
    if (!this.plan().daily) return false;
    if (this.#store.db.prepare('SELECT 1 FROM faces LIMIT 1').get() === undefined) return false;
    const [last] = backupsIn(this.#store.folder);
    return last === undefined || now - Date.parse(last.at) > backUpAfter;
  }

  /** @throws TammesError 'job-running' */
  check(): Job {
    const { db, folder } = this.#store;
    return this.#jobs.start('check', '', async ({ signal, tell }) => {
      const report = await doUpkeep(
        { kind: 'check', folder, thorough: true },
        { signal, onProgress: (share) => tell(Math.floor(100 * share), 100) },
      );
      writeSetting(db, names.report, JSON.stringify(report));
      this.#quick = null;
      this.#tell();
    });
  }

  /** @throws TammesError 'job-running' */
  backUp(reason: 'asked' | 'daily'): Job {
    const { folder } = this.#store;
    // The last one may be of the very same library.
    const unless = reason === 'daily' ? (backupsIn(folder)[0]?.state ?? null) : null;
    return this.#jobs.start('backup', '', async ({ signal }) => {
      await doUpkeep({ kind: 'backup', folder, reason, unless }, { signal });
      dropOldBackups(folder, this.plan().kept);
      this.#tell();
    });
  }

  #kept(): LibraryReport | null {
    try {
      return libraryReport.parse(JSON.parse(readSetting(this.#store.db, names.report) ?? ''));
    } catch {
      return null;
    }
  }

  /** What the quick check found is newer; what a thorough one found stays until another one finds it mended. */
  report(): LibraryReport | null {
    const kept = this.#kept();
    return this.#quick !== null && this.#quick.faults.length > 0 ? this.#quick : kept;
  }

  plan(): BackupPlan {
    const { db } = this.#store;
    const kept = backupsKept.find((count) => String(count) === readSetting(db, names.kept));
    return { daily: readSetting(db, names.daily) !== 'no', kept: kept ?? backupsKept[0] };
  }

  setPlan({ daily, kept }: BackupPlan): BackupPlan {
    const { db, folder } = this.#store;
    writeSetting(db, names.daily, daily ? 'yes' : 'no');
    writeSetting(db, names.kept, String(kept));
    dropOldBackups(folder, kept);
    return this.plan();
  }
}

/** The namespace `storage` but for what closes all of this. */
export function storageHandlers(
  store: Store,
  upkeep: Upkeep,
): Omit<Handlers<'storage'>, 'storage.restore' | 'storage.move'> {
  return {
    'storage.report': async () => upkeep.report(),
    'storage.check': async () => upkeep.check(),
    'storage.backups': async () => backupsIn(store.folder).map(backupInfo),
    'storage.plan': async () => upkeep.plan(),
    'storage.setPlan': async (plan) => upkeep.setPlan(plan),
    'storage.backUp': async () => upkeep.backUp('asked'),
    'storage.previewMerge': async (other) =>
      (await doUpkeep({ kind: 'preview-merge', ...(await merging(store, other)) })) as MergeReport,
    'storage.merge': async (other) => {
      const merged = (await doUpkeep({ kind: 'merge', ...(await merging(store, other)) })) as Merged;
      await updateShots(store.db);
      return merged;
    },
    'storage.preview': async ({ name }) => previewRestore(store, basename(name)),
  };
}

async function merging({ folder }: Store, { from, passphrase }: Input<'storage.merge'>) {
  const other = resolve(from);
  const fromKey = passphrase === undefined ? null : await keyByPassphrase(other, passphrase);
  return { folder, from: other, fromKey };
}
