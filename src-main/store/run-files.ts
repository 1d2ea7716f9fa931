/** The files of a run, `runs/ID` in the library's folder: its faces, its epochs, its checkpoint and its timeline. */
import { createHash } from 'node:crypto';
import { appendFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type EpochMetrics, epochMetrics } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { privateFile } from './private-files.ts';
import { readIfThere, type Store, writeFileAtomic } from './store.ts';
import type { TimelineFiles } from './timeline.ts';

/** Of a run only the folder of its library is needed. */
type Library = Pick<Store, 'folder'>;

const folderOf = ({ folder }: Library, runId: number) => join(folder, 'runs', String(runId));
const facesFile = (library: Library, runId: number) => join(folderOf(library, runId), 'faces.json');
const epochsFile = (library: Library, runId: number) => join(folderOf(library, runId), 'events.jsonl');
const checkpointFile = (library: Library, runId: number) =>
  join(folderOf(library, runId), 'checkpoint.safetensors');
const checksumFile = (library: Library, runId: number) => join(folderOf(library, runId), 'checkpoint.sha256');

/** Checksums of the last checkpoints that are remembered: a crash may leave the one before the last. */
const checksumsKept = 8;

export function timelineFiles(library: Library, runId: number): TimelineFiles {
  const folder = folderOf(library, runId);
  return { plan: join(folder, 'timeline.json'), frames: join(folder, 'timeline.bin') };
}

/** A face of a run, and the shot it belonged to. Older runs took each photo for a shot of its own: null. */
export interface RunFace {
  faceId: number;
  shot: number | null;
}

const runFace = z.union([
  z.object({ faceId: z.int(), shot: z.int() }),
  z.int().transform((faceId) => ({ faceId, shot: null })),
]);

/** Writes down the faces that a run is started on, in its order. */
export async function writeRunFaces(
  library: Library,
  runId: number,
  faces: readonly RunFace[],
): Promise<void> {
  await writeFileAtomic(facesFile(library, runId), Buffer.from(JSON.stringify(faces)));
}

/** The faces that a run was started on, in its order. */
export async function readRunFaces(library: Library, runId: number): Promise<RunFace[]> {
  const bytes = await readIfThere(facesFile(library, runId));
  return z.array(runFace).parse(JSON.parse(Buffer.from(bytes ?? []).toString() || '[]'));
}

export async function writeCheckpoint(library: Library, runId: number, bytes: Uint8Array): Promise<void> {
  // The checksum first: a crash between the two leaves the checkpoint before, whose checksum is in the file, too.
  const checksums = [sha256(bytes), ...((await readChecksums(library, runId)) ?? [])];
  const lines = checksums.slice(0, checksumsKept).map((checksum) => `${checksum}\n`);
  await writeFileAtomic(checksumFile(library, runId), Buffer.from(lines.join('')));
  await writeFileAtomic(checkpointFile(library, runId), bytes);
}

/**
 * The last checkpoint's bytes; null when there is none yet. Runs of older versions have no checksum to be checked by.
 * @throws TammesError 'checkpoint-damaged', or 'checkpoint-missing' if there was one.
 */
export async function readCheckpoint(library: Library, runId: number): Promise<Uint8Array | null> {
  const path = checkpointFile(library, runId);
  const checksums = await readChecksums(library, runId);
  const bytes = await readIfThere(path);
  if (bytes === null) {
    const epochs = (await readLines(library, runId)).length;
    // A first epoch may have been written down just before its checkpoint would have been.
    if (checksums === null && epochs <= 1) return null;
    throw new TammesError('checkpoint-missing', { runId, path, epochs });
  }
  if (checksums !== null && !checksums.includes(sha256(bytes)))
    throw new TammesError('checkpoint-damaged', { runId });
  return bytes;
}

async function readChecksums(library: Library, runId: number): Promise<string[] | null> {
  const bytes = await readIfThere(checksumFile(library, runId));
  return bytes && Buffer.from(bytes).toString().trim().split('\n');
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export async function appendEpoch(library: Library, runId: number, metrics: EpochMetrics): Promise<void> {
  await appendFile(epochsFile(library, runId), `${JSON.stringify(metrics)}\n`, { mode: privateFile });
}

/**
 * The metrics of a run's epochs. A last line that a crash cut short is passed over.
 * @throws TammesError 'run-history-damaged' that names the line.
 */
export async function readHistory(library: Library, runId: number): Promise<EpochMetrics[]> {
  const lines = await readLines(library, runId);
  return lines.map((metrics, i) => {
    if (metrics !== null) return metrics;
    throw new TammesError('run-history-damaged', { runId, path: epochsFile(library, runId), line: i + 1 });
  });
}

/** The metrics of the last epoch that can be read; null if there is none. */
export async function lastEpoch(library: Library, runId: number): Promise<EpochMetrics | null> {
  return (await readLines(library, runId)).findLast((metrics) => metrics !== null) ?? null;
}

/** A line an epoch; null: it is damaged. */
async function readLines(library: Library, runId: number): Promise<(EpochMetrics | null)[]> {
  const bytes = await readIfThere(epochsFile(library, runId));
  const lines = Buffer.from(bytes ?? [])
    .toString('utf8')
    .split('\n');
  return lines.slice(0, -1).map((line) => {
    try {
      return epochMetrics.parse(JSON.parse(line));
    } catch {
      return null;
    }
  });
}

/** Drops what an interrupted process wrote of epochs after the checkpoint, and damaged lines. */
export async function keepHistory(library: Library, runId: number, lastEpoch: number): Promise<void> {
  const lines = (await readLines(library, runId))
    .filter((metrics) => metrics !== null && metrics.epoch <= lastEpoch)
    .map((metrics) => `${JSON.stringify(metrics)}\n`);
  await writeFileAtomic(epochsFile(library, runId), Buffer.from(lines.join('')));
}

/** Removes all files of a run. */
export async function removeRunFiles(library: Library, runId: number): Promise<void> {
  await rm(folderOf(library, runId), { recursive: true, force: true });
}
