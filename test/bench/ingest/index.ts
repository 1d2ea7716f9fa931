/**
 * `npm run bench -- ingest`: photos a second from files to stored faces, ours and other programs side by side.
 *
 * All are open at once and take turns, a set of photos each: noise of the machine then hits all of them.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeCommit, describeMachine, tagOf, withoutPaths } from '../machine.ts';
import { writeResult } from '../results.ts';
import { median } from '../statistics.ts';
import { type Contestant, one, open, type Program, peers, two } from './contestants.ts';
import { copies, firstPhoto, makeSets, type PhotoSet } from './photos.ts';
import type { IngestResult, Timing } from './result.ts';
import { ingestText } from './table.ts';

export interface IngestOptions {
  /** Photos of faces in a set, each of another person. */
  photos: number;
  rounds: number;
  /** Seconds over which a reading of a set is long: it is not repeated. */
  patience: number;
  /** A folder of 150x150 face crops, a folder a person; absent: no crops are read. */
  crops?: string;
  /** Part of the names of the sets to read; absent: all. */
  only?: string;
  /** Name of the result; absent: by the machine. */
  tag?: string;
}

/** Starts of each program for the time to the first face. */
const coldStarts = 3;

export async function benchIngest(options: IngestOptions): Promise<void> {
  const root = await mkdtemp(join(tmpdir(), 'tammes-bench-photos-'));
  try {
    await measure(options, root);
  } finally {
    await rm(root, { recursive: true });
  }
}

async function measure(options: IngestOptions, root: string): Promise<void> {
  const machine = await describeMachine();
  const before = loadavg()[0]!;
  const sets = await makeSets(root, options.photos, options.crops);
  const missing: IngestResult['missing'] = [];
  if (options.crops === undefined)
    missing.push({ name: 'crops', why: 'Name a folder of them with --crops.' });
  const programs: Program[] = [];
  const versions: Record<string, string> = {};
  const cold: IngestResult['cold'] = [];
  const first = await firstPhoto(root);
  for (const program of [one, two, ...peers]) {
    try {
      const ms = await coldStart(program, first, versions);
      cold.push({ name: program.name, ms });
      programs.push(program);
      say(`${program.name.padEnd(18)} first photo after ${(median(ms) / 1000).toFixed(2)} s`);
    } catch (error) {
      const why = withoutPaths(error instanceof Error ? error.message : String(error));
      missing.push({ name: program.name, why });
      say(`Not measured: ${program.name}. ${why}`);
    }
  }
  const contestants: Contestant[] = [];
  let peaks: IngestResult['peaks'];
  const measured: IngestResult['sets'] = [];
  try {
    for (const program of programs) contestants.push(await open(program));
    for (const set of sets.filter(({ id }) => id.includes(options.only ?? ''))) {
      measured.push({ ...set, timings: await race(set, contestants, options) });
    }
    peaks = contestants.flatMap(({ name, memory }) => {
      const resident = memory();
      return resident === null ? [] : [{ name, bytes: resident.peak, worker: resident.worker }];
    });
  } finally {
    for (const contestant of contestants) await contestant.close();
  }
  const result: IngestResult = {
    header: { at: new Date().toISOString(), commit: await describeCommit(), machine, versions },
    rounds: options.rounds,
    missing,
    sets: measured.map(({ id, photos, oneFaceEach, timings }) => ({ id, photos, oneFaceEach, timings })),
    cold,
    peaks,
    load: { before, after: loadavg()[0]! },
  };
  process.stdout.write(`${ingestText(result)}\n`);
  say(`Written: ${await writeResult('ingest', options.tag ?? tagOf(machine), result)}`);
}

/** Milliseconds until a new process has described the faces of a photo. */
async function coldStart(
  program: Program,
  folder: string,
  versions: Record<string, string>,
): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < coldStarts; i++) {
    const started = performance.now();
    const contestant = await open(program);
    try {
      await contestant.read(folder);
      times.push(performance.now() - started);
      Object.assign(versions, contestant.versions);
    } finally {
      await contestant.close();
    }
  }
  return times;
}

async function race(
  set: PhotoSet,
  contestants: readonly Contestant[],
  options: IngestOptions,
): Promise<Timing[]> {
  const entries = contestants.map((contestant) => ({
    contestant,
    blocks: [] as number[],
    slow: false,
    found: { withFace: 0, faces: 0 },
  }));
  // What is compiled or opened with the first photos, of a size, is there before anything is timed; each worker takes one.
  const first = await copies(set, join(set.folder, '..', `${set.id} first`), 2);
  const single = await copies(set, join(set.folder, '..', `${set.id} single`), 1);
  for (const { contestant } of entries) await contestant.read(contestant.name === two.name ? first : single);
  for (let round = 0; round < options.rounds; round++) {
    // Everybody begins a round once in a while.
    const start = round % entries.length;
    for (const entry of [...entries.slice(start), ...entries.slice(0, start)]) {
      if (entry.slow) continue;
      const { ms, photos, withFace, faces } = await entry.contestant.read(set.folder);
      entry.blocks.push((1000 * photos) / ms);
      entry.found = { withFace, faces };
      entry.slow = ms > 1000 * options.patience;
    }
  }
  return entries.map(({ contestant: { name }, blocks, found }) => {
    const photosPerSecond = median(blocks);
    say(
      `${set.id.padEnd(14)} ${name.padEnd(18)} ${photosPerSecond.toFixed(2)} photos/s, a face on ${found.withFace} of ${set.photos}`,
    );
    return { name, blocks, photosPerSecond, ...found };
  });
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
