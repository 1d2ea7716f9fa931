/** The files of a run, `runs/ID` in the library's folder: its faces, its epochs, its checkpoint and its timeline. */
import { createHash } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type EpochMetrics, epochMetrics } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { appendSecret, readSecret, writeSecret } from './encryption/secret-files.ts';
import { openLine, sealLine } from './sealed-line.ts';
import type { Store } from './store.ts';
import type { TimelineFiles } from './timeline.ts';

/** Of a run only the folder of its library is needed. */
type Library = Pick<Store, 'folder'>;

const folderOf = ({ folder }: Library, runId: number) => join(folder, 'runs', String(runId));
/** The list of its faces. */
export const facesFile = (library: Library, runId: number) => join(folderOf(library, runId), 'faces.json');
const epochsFile = (library: Library, runId: number) => join(folderOf(library, runId), 'events.jsonl');
const checkpointFile = (library: Library, runId: number) =>
  join(folderOf(library, runId), 'checkpoint.safetensors');
const checksumFile = (library: Library, runId: number) => join(folderOf(library, runId), 'checkpoint.sha256');

/** Checksums of the last checkpoints that are remembered: a crash may leave the one before the last. */
const checksumsKept = 8;

export function timelineFiles(library: Library, runId: number): TimelineFiles {
  const folder = folderOf(library, runId);
  return {
    plan: join(folder, 'timeline.json'),
    frames: join(folder, 'timeline.bin'),
    sums: join(folder, 'timeline.sums'),
  };
}

/** A face of a run, the shot it belonged to, and the number of its person in the run. */
export interface RunFace {
  faceId: number;
  /** Older runs took each photo for a shot of its own: null. */
  shot: number | null;
  /** Older runs number people by their present names: null. */
  label: number | null;
}

const runFace = z.union([
  z.object({ faceId: z.int(), shot: z.int(), label: z.int().nullable().default(null) }),
  z.int().transform((faceId) => ({ faceId, shot: null, label: null })),
]);

/** A face that was known not to be somebody when a run was started. */
export interface RunRefusal {
  faceId: number;
  shot: number;
  /** The number, in the run, of the person whom it does not show. */
  person: number;
}

const runRefusal = z.object({ faceId: z.int(), shot: z.int(), person: z.int() });
/** Runs without refusals have a plain list, as they always had. */
const runFaces = z.union([
  z.array(runFace).transform((faces) => ({ faces, refusals: [] as RunRefusal[] })),
  z.object({ faces: z.array(runFace), refusals: z.array(runRefusal) }),
]);

/** Writes down the faces that a run is started on, in its order, and those that it keeps away from somebody. */
export async function writeRunFaces(
  library: Library,
  runId: number,
  faces: readonly RunFace[],
  refusals: readonly RunRefusal[] = [],
): Promise<void> {
  const path = facesFile(library, runId);
  const written = refusals.length === 0 ? faces : { faces, refusals };
  await writeSecret(path, Buffer.from(sealLine(path, JSON.stringify(written))));
}

/** The faces that a run was started on, in its order. @throws TammesError 'run-faces-damaged' */
export async function readRunFaces(library: Library, runId: number): Promise<RunFace[]> {
  return (await readFaces(library, runId)).faces;
}

/** The faces that a run keeps away from somebody, in its order. @throws TammesError 'run-faces-damaged' */
export async function readRunRefusals(library: Library, runId: number): Promise<RunRefusal[]> {
  return (await readFaces(library, runId)).refusals;
}

async function readFaces(library: Library, runId: number): Promise<z.infer<typeof runFaces>> {
  const path = facesFile(library, runId);
  const bytes = await readSecret(path);
  try {
    const text = openLine(path, Buffer.from(bytes ?? []).toString() || '[]');
    return runFaces.parse(JSON.parse(text ?? ''));
  } catch (cause) {
    throw new TammesError('run-faces-damaged', { runId, path }, { cause });
  }
}

/** A run that came to a checkpoint has faces. @throws TammesError 'run-faces-damaged' */
export async function checkRunFaces(library: Library, runId: number): Promise<void> {
  const faces = await readRunFaces(library, runId);
  if (faces.length === 0 && (await readChecksums(library, runId)) !== null)
    throw new TammesError('run-faces-damaged', { runId, path: facesFile(library, runId) });
}

export async function writeCheckpoint(library: Library, runId: number, bytes: Uint8Array): Promise<void> {
  // The checksum first: a crash between the two leaves the checkpoint before, whose checksum is in the file, too.
  const checksums = [sha256(bytes), ...((await readChecksums(library, runId)) ?? [])];
  const path = checksumFile(library, runId);
  const lines = checksums.slice(0, checksumsKept).map((checksum) => `${sealLine(path, checksum)}\n`);
  await writeSecret(path, Buffer.from(lines.join('')));
  await writeSecret(checkpointFile(library, runId), bytes);
}

/**
 * The last checkpoint's bytes; null when there is none yet. Runs of older versions have no checksum to be checked by.
 * @throws TammesError 'checkpoint-damaged', or 'checkpoint-missing' if there was one.
 */
export async function readCheckpoint(library: Library, runId: number): Promise<Uint8Array | null> {
  const path = checkpointFile(library, runId);
  const checksums = await readChecksums(library, runId);
  const bytes = await readSecret(path);
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
  const path = checksumFile(library, runId);
  const bytes = await readSecret(path);
  if (bytes === null) return null;
  const lines = Buffer.from(bytes).toString().trim().split('\n');
  return lines.flatMap((line) => openLine(path, line) ?? []);
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export async function appendEpoch(library: Library, runId: number, metrics: EpochMetrics): Promise<void> {
  const path = epochsFile(library, runId);
  await appendSecret(path, Buffer.from(`${sealLine(path, JSON.stringify(metrics))}\n`));
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

/** As `readHistory`, of a run that has ended in order: its last line is whole, and there is one if it came to a checkpoint. */
export async function wholeHistory(library: Library, runId: number): Promise<EpochMetrics[]> {
  const history = await readHistory(library, runId);
  const path = epochsFile(library, runId);
  const text = Buffer.from((await readSecret(path)) ?? []).toString('utf8');
  const isCut = text !== '' && !text.endsWith('\n');
  if (isCut || (history.length === 0 && (await readChecksums(library, runId)) !== null))
    throw new TammesError('run-history-damaged', { runId, path, line: history.length + 1 });
  return history;
}

/** The metrics of the last epoch that can be read; null if there is none. */
export async function lastEpoch(library: Library, runId: number): Promise<EpochMetrics | null> {
  return (await readLines(library, runId)).findLast((metrics) => metrics !== null) ?? null;
}

/** A line an epoch; null: it is damaged. */
async function readLines(library: Library, runId: number): Promise<(EpochMetrics | null)[]> {
  const path = epochsFile(library, runId);
  const bytes = await readSecret(path);
  const lines = Buffer.from(bytes ?? [])
    .toString('utf8')
    .split('\n');
  return lines.slice(0, -1).map((line) => {
    try {
      return epochMetrics.parse(JSON.parse(openLine(path, line) ?? ''));
    } catch {
      return null;
    }
  });
}

/** Drops what an interrupted process wrote of epochs after the checkpoint, and damaged lines. */
export async function keepHistory(library: Library, runId: number, lastEpoch: number): Promise<void> {
  const path = epochsFile(library, runId);
  const lines = (await readLines(library, runId))
    .filter((metrics) => metrics !== null && metrics.epoch <= lastEpoch)
    .map((metrics) => `${sealLine(path, JSON.stringify(metrics))}\n`);
  await writeSecret(path, Buffer.from(lines.join('')));
}

/** Numbers of the runs that have files. */
export async function runsWithFiles({ folder }: Library): Promise<number[]> {
  const names = await readdir(join(folder, 'runs')).catch(() => []);
  return names.filter((name) => /^\d+$/.test(name)).map(Number);
}

/** The checkpoint and its checksums. */
export const checkpointFiles = (library: Library, runId: number) => [
  checkpointFile(library, runId),
  checksumFile(library, runId),
];

/** Removes what a stopped run would go on from, and what a crash has left of one: parts of it stand for the people of the run. */
export async function removeCheckpoint(library: Library, runId: number): Promise<void> {
  const folder = folderOf(library, runId);
  const left = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.tmp'));
  const paths = [...checkpointFiles(library, runId), ...left.map((name) => join(folder, name))];
  for (const path of paths) await rm(path, { force: true });
}

/** Removes all files of a run. */
export async function removeRunFiles(library: Library, runId: number): Promise<void> {
  await rm(folderOf(library, runId), { recursive: true, force: true });
}
