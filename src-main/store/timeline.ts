/** A run's frames on disk: what they have in common in one file, and fixed-size records in another. */
import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import { type TimelineFrame, timelinePlan } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { type FramePlan, withoutRows } from '../../src-shared/training/index.ts';
import {
  appendSecret,
  countRecords,
  keepRecords,
  readRecords,
  readSecret,
  readSecretNow,
  writeSecret,
} from './encryption/secret-files.ts';
import { privateFolder } from './private-files.ts';
import { openLine, sealLine } from './sealed-line.ts';
import type { Database } from './sql.ts';

export interface TimelineFiles {
  /** JSON. */
  plan: string;
  /** Records: step and epoch (uint32), then the centres (float32), little-endian. */
  frames: string;
  /** A checksum (uint32) of each record. Timelines of older versions have none. */
  sums: string;
}

/** Bytes before the centres. */
const head = 8;
/** Bytes of a checksum. */
const sumSize = 4;
/** Bytes of frames that are read at once. */
const mostAtOnce = 8 * 2 ** 20;

/** Bytes of a record. */
export function recordSize({ people, dim }: FramePlan): number {
  return head + 4 * people.length * dim;
}

/** Begins a timeline, or takes one up again at a step: frames after it are dropped. @returns how many there are. */
export async function beginTimeline(files: TimelineFiles, plan: FramePlan, step: number): Promise<number> {
  await mkdir(dirname(files.frames), { recursive: true, mode: privateFolder });
  const before = await readPlan(files).catch(() => null);
  const isSame = JSON.stringify(before) === JSON.stringify(plan);
  const framesBefore = isSame && step > 0 ? await countUpTo(files, plan, step) : 0;
  await writePlan(files, plan);
  const size = recordSize(plan);
  if (framesBefore === 0) {
    await writeSecret(files.frames, new Uint8Array(), size);
    await writeSecret(files.sums, new Uint8Array(), sumSize);
    return 0;
  }
  await keepRecords(files.frames, size, framesBefore);
  if ((await countRecords(files.sums, sumSize)) >= framesBefore)
    await keepRecords(files.sums, sumSize, framesBefore);
  // An older version made none.
  else await writeSecret(files.sums, sumsOf(files, await allRecords(files.frames, size), size), sumSize);
  return framesBefore;
}

const allRecords = async (path: string, size: number) =>
  readRecords(path, size, 0, await countRecords(path, size));

export async function appendFrame(
  files: TimelineFiles,
  { step, epoch, centres }: { step: number; epoch: number; centres: Float32Array },
): Promise<void> {
  const record = Buffer.alloc(head + 4 * centres.length);
  record.writeUInt32LE(step, 0);
  record.writeUInt32LE(epoch, 4);
  centres.forEach((value, i) => {
    record.writeFloatLE(value, head + 4 * i);
  });
  // The checksum first: a crash between the two leaves one without its frame.
  await appendSecret(files.sums, sumsOf(files, record, record.length));
  await appendSecret(files.frames, record);
}

/** Checksums of records, and of the run that they belong to. */
function sumsOf({ frames }: TimelineFiles, records: Uint8Array, size: number): Buffer {
  const sums = Buffer.alloc(4 * Math.floor(records.length / size));
  const run = crc32(basename(dirname(frames)));
  for (let at = 0; 4 * at < sums.length; at++)
    sums.writeUInt32LE(crc32(records.subarray(at * size, (at + 1) * size), run), 4 * at);
  return sums;
}

/** Bytes of the records in files of a run's folder, as far as they have such. */
export function recordSizes(folder: string): Record<string, number | undefined> {
  const plan = parsePlan(join(folder, 'timeline.json'), readSecretNow(join(folder, 'timeline.json')));
  return { 'timeline.sums': sumSize, 'timeline.bin': plan === null ? undefined : recordSize(plan) };
}

async function writePlan({ plan: path }: TimelineFiles, plan: FramePlan): Promise<void> {
  await writeSecret(path, Buffer.from(sealLine(path, JSON.stringify(plan))));
}

/** The plan; null if nothing was recorded. @throws TammesError 'timeline-damaged' */
export async function readPlan({ plan: path }: TimelineFiles): Promise<FramePlan | null> {
  const bytes = await readSecret(path);
  if (bytes === null) return null;
  const plan = parsePlan(path, bytes);
  if (plan === null) throw damaged(path);
  return plan;
}

/** null: it is damaged, or there is none. */
function parsePlan(path: string, bytes: Uint8Array | null): FramePlan | null {
  try {
    return timelinePlan.parse(JSON.parse(openLine(path, Buffer.from(bytes ?? []).toString('utf8')) ?? ''));
  } catch {
    return null;
  }
}

const damaged = (path: string, cause?: unknown) =>
  new TammesError('timeline-damaged', { runId: Number(basename(dirname(path))) || 0, path }, { cause });

/** Frames from one on, as many as may be read at once. A last one that a crash cut short is passed over. */
export async function readFrames(
  files: TimelineFiles,
  plan: FramePlan,
  from: number,
): Promise<{ total: number; frames: TimelineFrame[] }> {
  const size = recordSize(plan);
  const total = await countRecords(files.frames, size);
  const wanted = Math.max(0, Math.min(total - from, Math.max(1, Math.floor(mostAtOnce / size))));
  const bytes = await readRecords(files.frames, size, from, wanted);
  const count = bytes.length / size;
  const known = await knownSums(files, from, count);
  if (known !== null && !sumsOf(files, bytes, size).equals(known)) throw damaged(files.frames);
  const frames = Array.from({ length: count }, (_, i) => {
    const record = bytes.subarray(i * size, (i + 1) * size);
    return {
      step: record.readUInt32LE(0),
      epoch: record.readUInt32LE(4),
      centres: new Uint8Array(record.subarray(head)),
    };
  });
  return { total, frames };
}

/** null: an older version made none. */
async function knownSums({ sums }: TimelineFiles, from: number, count: number): Promise<Buffer | null> {
  return existsSync(sums) ? readRecords(sums, sumSize, from, count) : null;
}

/**
 * Reads all of a timeline, whose checksums are looked at with that. A run that has none has no file of it.
 * @param isWhole whether the run has ended in order, so that each checksum has its frame.
 * @throws TammesError 'timeline-damaged'
 */
export async function checkTimeline(files: TimelineFiles, isWhole: boolean): Promise<void> {
  const plan = await readPlan(files);
  const hasSums = existsSync(files.sums);
  if (plan === null) {
    if (!hasSums) return;
    throw damaged(files.plan);
  }
  try {
    for (let from = 0; ; ) {
      const { total, frames } = await readFrames(files, plan, from);
      from += frames.length;
      if (isWhole && hasSums && (await countRecords(files.sums, sumSize)) !== total)
        throw damaged(files.frames);
      if (frames.length === 0 || from >= total) return;
    }
  } catch (error) {
    throw error instanceof TammesError ? error : damaged(files.frames, error);
  }
}

/** Takes people out of a timeline. A crash meanwhile leaves none: half of it would show wrong centres. */
export async function forgetInTimeline(
  files: TimelineFiles,
  isGone: (name: string) => boolean,
): Promise<void> {
  const plan = await readPlan(files).catch(() => null);
  if (plan === null) {
    // Without its plan nobody knows whose centres these are.
    await rm(files.plan, { force: true });
    await rm(files.frames, { force: true });
    await rm(files.sums, { force: true });
    return;
  }
  if (!plan.people.some(isGone)) return;
  const people = plan.people.filter((name) => !isGone(name));
  const size = recordSize(plan);
  const bytes = await allRecords(files.frames, size);
  const records = Array.from({ length: Math.floor(bytes.length / size) }, (_, i) => {
    const record = bytes.subarray(i * size, (i + 1) * size);
    const centres = new Float32Array(new Uint8Array(record.subarray(head)).buffer);
    const kept = withoutRows(centres, plan.people, isGone);
    return Buffer.concat([record.subarray(0, head), new Uint8Array(kept.buffer)]);
  });
  await rm(files.plan);
  const content = Buffer.concat(records);
  const keptSize = recordSize({ ...plan, people });
  await writeSecret(files.sums, sumsOf(files, content, keptSize), sumSize);
  await writeSecret(files.frames, content, keptSize);
  await writePlan(files, { ...plan, people });
}

/** Frames at a step or before it. */
async function countUpTo({ frames }: TimelineFiles, plan: FramePlan, step: number): Promise<number> {
  const size = recordSize(plan);
  const total = await countRecords(frames, size);
  for (let i = 0; i < total; i++) {
    const record = await readRecords(frames, size, i, 1);
    if (record.readUInt32LE(0) > step) return i;
  }
  return total;
}

/** A face of each person, by name. */
export function facesByName(db: Database): Map<string, number> {
  const rows = db
    .prepare(
      `SELECT n.name, min(l.face_id) AS face FROM labels l JOIN people n ON n.id = l.person_id GROUP BY n.id`,
    )
    .all();
  return new Map(rows.map(({ name, face }) => [String(name), Number(face)]));
}
