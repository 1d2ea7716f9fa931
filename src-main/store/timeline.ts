/** A run's frames on disk: what they have in common in one file, and fixed-size records in another. */
import { appendFile, mkdir, open, truncate } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { type TimelineFrame, timelinePlan } from '../../src-shared/contract/index.ts';
import type { FramePlan } from '../../src-shared/training/index.ts';
import { privateFile, privateFolder } from './private-files.ts';
import { readIfThere, writeFileAtomic } from './store.ts';

export interface TimelineFiles {
  /** JSON. */
  plan: string;
  /** Records: step and epoch (uint32), then the centres (float32), little-endian. */
  frames: string;
}

/** Bytes before the centres. */
const head = 8;
/** Bytes of frames that are read at once. */
const mostAtOnce = 8 * 2 ** 20;

function recordSize({ people, dim }: FramePlan): number {
  return head + 4 * people.length * dim;
}

/** Begins a timeline, or takes one up again at a step: frames after it are dropped. @returns how many there are. */
export async function beginTimeline(files: TimelineFiles, plan: FramePlan, step: number): Promise<number> {
  await mkdir(dirname(files.frames), { recursive: true, mode: privateFolder });
  const before = await readPlan(files);
  const isSame = JSON.stringify(before) === JSON.stringify(plan);
  const framesBefore = isSame && step > 0 ? await countUpTo(files, plan, step) : 0;
  await writeFileAtomic(files.plan, Buffer.from(JSON.stringify(plan)));
  await appendFile(files.frames, '', { mode: privateFile });
  await truncate(files.frames, framesBefore * recordSize(plan));
  return framesBefore;
}

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
  await appendFile(files.frames, record);
}

/** The plan; null where nothing was recorded. */
export async function readPlan({ plan }: TimelineFiles): Promise<FramePlan | null> {
  const bytes = await readIfThere(plan);
  return bytes && timelinePlan.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
}

/** Frames from one on, as many as may be read at once. A last one that a crash cut short is passed over. */
export async function readFrames(
  files: TimelineFiles,
  plan: FramePlan,
  from: number,
): Promise<{ total: number; frames: TimelineFrame[] }> {
  const size = recordSize(plan);
  const file = await open(files.frames, 'r');
  try {
    const total = Math.floor((await file.stat()).size / size);
    const count = Math.max(0, Math.min(total - from, Math.max(1, Math.floor(mostAtOnce / size))));
    const bytes = Buffer.alloc(count * size);
    await file.read(bytes, 0, bytes.length, from * size);
    const frames = Array.from({ length: count }, (_, i) => {
      const record = bytes.subarray(i * size, (i + 1) * size);
      return {
        step: record.readUInt32LE(0),
        epoch: record.readUInt32LE(4),
        centres: new Uint8Array(record.subarray(head)),
      };
    });
    return { total, frames };
  } finally {
    await file.close();
  }
}

/** Frames at a step or before it. */
async function countUpTo(files: TimelineFiles, plan: FramePlan, step: number): Promise<number> {
  const size = recordSize(plan);
  const file = await open(files.frames, 'r').catch(() => null);
  if (file === null) return 0;
  try {
    const total = Math.floor((await file.stat()).size / size);
    const stepBytes = Buffer.alloc(4);
    for (let i = 0; i < total; i++) {
      await file.read(stepBytes, 0, 4, i * size);
      if (stepBytes.readUInt32LE(0) > step) return i;
    }
    return total;
  } finally {
    await file.close();
  }
}

/** A face of each person, by name. */
export function facesByName(db: DatabaseSync): Map<string, number> {
  const rows = db
    .prepare(
      `SELECT n.name, min(l.face_id) AS face FROM labels l JOIN people n ON n.id = l.person_id GROUP BY n.id`,
    )
    .all();
  return new Map(rows.map(({ name, face }) => [String(name), Number(face)]));
}
