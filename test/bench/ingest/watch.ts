import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ScanChanges } from '../../../src-shared/contract/index.ts';
import type { Failure } from '../../../src-shared/errors/index.ts';
import type { MemoryCourse } from '../long/result.ts';
import { residentOf } from './memory.ts';

const entry = fileURLToPath(new URL('watched.ts', import.meta.url));

/** What became of a file of an ingest that is watched. */
export interface WatchedFile {
  path: string;
  kind: keyof ScanChanges;
  faces: number;
  failure?: Failure;
}

export interface Watched {
  seconds: number;
  /** Empty if the system does not tell. */
  memory: MemoryCourse;
  /** How the process ended, if it did not end well. */
  fault: string | null;
}

/** Files after which memory is looked at. */
const look = 10;
/** Silence after which the process is ended. */
const patienceMilliseconds = 120_000;

/**
 * Ingests a folder in a process of its own and watches it.
 * @param every files of a part in the course of memory.
 * @param onFile hears of each file in order, and how long none was done before it; nothing of the first, as the networks start.
 */
export async function watchIngest(
  folder: string,
  library: string,
  {
    workers,
    every,
    onFile,
  }: { workers: number; every: number; onFile(file: WatchedFile, milliseconds: number): void },
): Promise<Watched> {
  const child = fork(entry, [folder, library, String(workers)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const memory: MemoryCourse = [];
  const started = performance.now();
  const end = () => child.kill('SIGKILL');
  let timer = setTimeout(end, patienceMilliseconds);
  let files = 0;
  let last = Number.POSITIVE_INFINITY;
  child.on('message', (file) => {
    clearTimeout(timer);
    timer = setTimeout(end, patienceMilliseconds);
    if (files % every === 0) memory.push({ files, main: 0, worker: 0 });
    const part = memory.at(-1)!;
    part.files = ++files;
    const now = performance.now();
    onFile(file as WatchedFile, Math.max(0, now - last));
    last = now;
    const resident = files % look === 0 ? residentOf(child.pid!) : null;
    if (resident === null) return;
    part.main = Math.max(part.main, resident.self);
    part.worker = Math.max(part.worker, ...resident.workers);
  });
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) =>
    child.on('exit', (...ended) => resolve(ended)),
  );
  clearTimeout(timer);
  return {
    seconds: (performance.now() - started) / 1000,
    memory: memory.filter(({ main }) => main > 0),
    fault: code === 0 ? null : `The ingest ended with ${signal ?? `code ${code}`} after ${files} files.`,
  };
}
