import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join, relative } from 'node:path';
import { createVisionPool } from '../../src-main/vision/pool.ts';
import { watchIngest } from '../bench/ingest/watch.ts';
import type { MemoryCourse } from '../bench/long/result.ts';
import { tammes } from '../helpers/cli.ts';
import { libraryFaults } from './contents.ts';
import { mutant } from './mutate.ts';
import type { FuzzIngestResult } from './result.ts';

/** A file that takes longer hangs. */
export const longestMilliseconds = 10_000;
/** What a process may grow by, in bytes, from the second part of the files to the last: the first warms it up. */
export const mostGrowth = 64 * 2 ** 20;

/** The people's folders that the files are dealt to. */
const people = 50;

export type IngestReport = Omit<FuzzIngestResult, 'header' | 'seed'>;

/**
 * Ingests damaged photos, with the networks and two workers: each must be read or named within a time limit, no process may
 * crash or grow, the library must be intact, and a second ingest must find nothing to do.
 */
export async function ingestMutants(
  seed: number,
  files: number,
  onDone: (done: number) => void,
): Promise<IngestReport> {
  const work = await mkdtemp(join(tmpdir(), 'tammes-fuzz-'));
  try {
    const [photos, library] = [join(work, 'photos'), join(work, 'library')];
    const named = await writeMutants(photos, seed, files);
    const report: IngestReport = {
      files,
      seconds: 0,
      outcomes: {},
      faces: 0,
      slowest: { file: '', milliseconds: 0 },
      alone: [],
      memory: [],
      faults: [],
    };
    let listed = 0;
    const slow: string[] = [];
    const { seconds, memory, fault } = await watchIngest(photos, library, {
      workers: 2,
      every: Math.min(1000, Math.ceil(files / 4)),
      onFile({ path, kind, faces, failure }, milliseconds) {
        onDone(++listed);
        const outcome = failure?.code ?? (kind === 'added' ? 'read' : kind);
        report.outcomes[outcome] = (report.outcomes[outcome] ?? 0) + 1;
        report.faces += faces;
        const file = relative(photos, path);
        if (milliseconds > report.slowest.milliseconds) report.slowest = { file, milliseconds };
        if (failure?.code === 'internal')
          report.faults.push(`${file}: ${JSON.stringify(failure.parameters)}`);
        if (milliseconds > longestMilliseconds) slow.push(file);
      },
    });
    Object.assign(report, { seconds, memory, alone: await timeAlone(photos, slow) });
    for (const { file, milliseconds } of report.alone) {
      if (milliseconds > longestMilliseconds)
        report.faults.push(`${file} takes ${Math.round(milliseconds)} ms.`);
    }
    if (fault !== null) report.faults.push(fault);
    if (listed < named)
      report.faults.push(`Of ${named} files with a photo's name only ${listed} were told of.`);
    report.faults.push(...growthFaults(memory), ...libraryFaults(library));
    const { code, stdout, stderr } = await tammes(['ingest', photos, '--library', library, '--json']);
    const known = code === 0 ? JSON.parse(stdout).alreadyDone : stderr;
    if (known !== listed) report.faults.push(`A second ingest knew ${known} of ${listed} files.`);
    return report;
  } finally {
    await rm(work, { recursive: true });
  }
}

/** How long each file takes when nothing else is read; the first is read twice, as the networks start with it. */
async function timeAlone(folder: string, files: readonly string[]): Promise<IngestReport['alone']> {
  const pool = createVisionPool({ workers: 1 });
  try {
    const times: IngestReport['alone'] = [];
    for (const file of [...files.slice(0, 1), ...files]) {
      const started = performance.now();
      await pool.describe(join(folder, file)).catch(() => {});
      times.push({ file, milliseconds: performance.now() - started });
    }
    return times.slice(1);
  } finally {
    await pool.close();
  }
}

/** @returns how many have an extension; the others are only listed if they still look like photos. */
async function writeMutants(folder: string, seed: number, files: number): Promise<number> {
  let named = 0;
  for (let index = 0; index < files; index++) {
    const { name, bytes } = mutant(seed, index);
    const person = join(folder, `person ${index % people}`);
    if (index < people) await mkdir(person, { recursive: true });
    await writeFile(join(person, name), bytes);
    if (extname(name) !== '') named++;
  }
  return named;
}

function growthFaults(memory: MemoryCourse): string[] {
  const [settled, last] = [memory[1], memory.at(-1)];
  if (settled === undefined || last === undefined) return [];
  return (['main', 'worker'] as const)
    .filter((name) => last[name] - settled[name] > mostGrowth)
    .map((name) => `The ${name} process grew from ${settled[name]} to ${last[name]} bytes.`);
}
