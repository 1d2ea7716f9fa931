/** Kills the forgetting of somebody, backups and restores: nothing is lost, and nothing half erased. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { backUp, backupsIn } from '../../src-main/services/backups.ts';
import { checkLibrary } from '../../src-main/services/health.ts';
import { rename } from '../../src-main/services/people.ts';
import { soundBackup } from '../../src-main/store/backup.ts';
import { listPeople } from '../../src-main/store/people.ts';
import { openStore } from '../../src-main/store/store.ts';
import { randomFrom } from '../../src-shared/random.ts';
import { occurrences, spellings } from '../helpers/occurrences.ts';
import { makeLibrary } from './library-made.ts';

const childEntry = fileURLToPath(new URL('upkeep-child.ts', import.meta.url));
const kinds = ['forget', 'backup', 'restore'] as const;
type Kind = (typeof kinds)[number];

/** Somebody whose name occurs nowhere else. */
const secret = 'Zyxwvüt Sécretname';

export interface KillUpkeepReport {
  kills: number;
  /** By what was killed, and what was found then. */
  outcomes: Record<string, number>;
  faults: string[];
}

export async function killUpkeep(
  seed: number,
  times: number,
  onKill: (kills: number) => void = () => {},
): Promise<KillUpkeepReport> {
  const random = randomFrom(seed);
  const work = await mkdtemp(join(tmpdir(), 'tammes-kill-upkeep-'));
  const at = (name: string) => join(work, name);
  const report: KillUpkeepReport = { kills: 0, outcomes: {}, faults: [] };
  try {
    const backup = await prepare(at('start'), at('elsewhere'));
    const argumentOf = { forget: secret, backup: '', restore: backup };
    const run = async (kind: Kind, library: string, killAfter?: number) => {
      await rm(library, { recursive: true, force: true });
      await cp(at('start'), library, { recursive: true });
      return runChild([kind, library, argumentOf[kind]], killAfter);
    };
    const lengths = { forget: 0, backup: 0, restore: 0 };
    for (const kind of kinds) lengths[kind] = (await run(kind, at('library'))).milliseconds;
    for (let i = 0; report.kills < times; i++) {
      const kind = kinds[i % kinds.length]!;
      const { killed } = await run(kind, at('library'), random.uniform() * lengths[kind]);
      if (!killed) continue;
      report.kills++;
      onKill(report.kills);
      const { outcome, faults } = await lookAt(kind, at('library'));
      const key = `${kind}: ${outcome}`;
      report.outcomes[key] = (report.outcomes[key] ?? 0) + 1;
      report.faults.push(...faults.map((fault) => `${i} ${kind}: ${fault}`));
    }
    return report;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** A library with somebody who is to be forgotten, and a backup of before somebody was called Ada. */
async function prepare(library: string, backups: string): Promise<string> {
  await makeLibrary(library);
  const store = openStore(library);
  const [first, second] = listPeople(store.db);
  rename(store, first!.id, secret);
  const { folder } = backUp(store, backups);
  rename(store, second!.id, 'Ada');
  store.close();
  return folder;
}

async function lookAt(kind: Kind, library: string): Promise<{ outcome: string; faults: string[] }> {
  const faults: string[] = [];
  if (!existsSync(join(library, 'library.db'))) return { outcome: 'gone', faults: ['there is no library'] };
  // As it is opened next: what was begun is ended or taken back.
  const store = openStore(library);
  const names = listPeople(store.db).map(({ name }) => name);
  const faces = Number(store.db.prepare('SELECT count(*) AS n FROM faces').get()!.n);
  store.close();
  const check = await checkLibrary(library, true);
  const damage = check.faults.map(({ failure }) => failure.problem);
  // Forgetting removes the checkpoints first: a killed one is done again, and its runs cannot be gone on with meanwhile.
  const expected = kind === 'forget' ? ['checkpoint-missing'] : [];
  faults.push(...damage.filter((problem) => !expected.includes(problem)));
  for (const { folder } of backupsIn(library)) soundBackup(folder);
  const [isThere, isAda] = [names.includes(secret), names.includes('Ada')];
  if (kind === 'forget') {
    if (!isThere && Object.keys(await occurrences(library, spellings(secret))).length > 0)
      faults.push('the name is still in a file');
    if (isThere !== (faces === 48))
      faults.push(`${faces} faces, and the person is ${isThere ? '' : 'not '}there`);
    return { outcome: isThere ? 'still there' : 'forgotten', faults };
  }
  if (names.length !== 12 || faces !== 48) faults.push(`${names.length} people with ${faces} faces`);
  if (kind === 'backup' && !isAda) faults.push('a change is lost');
  return {
    outcome: kind === 'backup' ? `${backupsIn(library).length} made` : isAda ? 'as before' : 'restored',
    faults,
  };
}

function runChild(args: string[], killAfter?: number): Promise<{ killed: boolean; milliseconds: number }> {
  const child = spawn(process.execPath, [childEntry, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let [errors, began] = ['', 0];
  let timer: NodeJS.Timeout | undefined;
  child.stderr.on('data', (text) => {
    errors += text;
  });
  child.stdout.on('data', () => {
    began = performance.now();
    if (killAfter !== undefined) timer = setTimeout(() => child.kill('SIGKILL'), killAfter);
  });
  return new Promise((resolve, reject) =>
    child.on('exit', (code, signal) => {
      clearTimeout(timer);
      if (signal !== 'SIGKILL' && code !== 0) reject(new Error(`It failed: ${errors}`));
      else resolve({ killed: signal === 'SIGKILL', milliseconds: performance.now() - began });
    }),
  );
}
