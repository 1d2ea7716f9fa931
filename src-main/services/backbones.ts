/** Backbones of a library: taken in, proven, used and removed. */
import type { BackboneDescriptor, BackboneInfo, BackboneProof } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { encodeHead, identityLayer, pretrainedHead } from '../../src-shared/training/index.ts';
import {
  addBackbone,
  builtInSize,
  currentBackbone,
  dropBackbone,
  findBackbone,
  listBackbones,
  runsOfBackbone,
  setProof,
} from '../store/backbones.ts';
import { transaction } from '../store/database.ts';
import { eraseRemoved, noteErasure } from '../store/erase.ts';
import { changeBackbone, countDescribed, countFaces, countUndescribed } from '../store/kept-features.ts';
import { removeRunFiles } from '../store/run-files.ts';
import { addHead, allRuns } from '../store/runs.ts';
import type { Store } from '../store/store.ts';
import { isOfVectors } from '../store/summary.ts';
import { backboneFile, dropFile, keepFile, type OpenPool } from './backbone-files.ts';
import { type DescribingProgress, describeKnown } from './describe-known.ts';
import { ensurePretrained } from './heads.ts';
import type { InspectedBackbone } from './inspect-backbone.ts';
import { proveBackbone } from './prove-backbone.ts';

/** How the built-in backbone is called. */
export const builtIn = 'built-in';
/** A network whose errors are more than that does not tell these people apart: it was given something else than it expects. */
const worstError = 0.3;

/** The built-in backbone first, then by age. */
export function backbonesOf({ db }: Store): BackboneInfo[] {
  const current = currentBackbone(db).id;
  const total = countFaces(db);
  const others = listBackbones(db);
  const none = { name: builtIn, descriptor: null, size: builtInSize, hash: '', bytes: 0, proof: null };
  return [{ id: 0, ...none }, ...others].map((backbone) => ({
    ...backbone,
    active: backbone.id === current,
    described: countDescribed(db, backbone.id),
    total,
    runs: runsOfBackbone(db, backbone.id).length,
  }));
}

/** @param wanted a backbone's name or number. @throws TammesError 'backbone-not-named-so' */
export function backboneNamed(store: Store, wanted: string): BackboneInfo {
  const all = backbonesOf(store);
  const found = all.find(({ id, name }) => name === wanted || String(id) === wanted);
  if (found !== undefined) return found;
  throw new TammesError('backbone-not-named-so', { name: wanted, known: all.map(({ name }) => name) });
}

/** What long work on a backbone hears and says. */
export interface BackboneWork {
  signal: AbortSignal;
  onProgress(progress: DescribingProgress): void;
  /** Hears the share of the proof that is done, from 0 to 1. */
  onProving(share: number): void;
  /** Called before another backbone is in use. */
  onChange?(): Promise<void>;
}

/**
 * Takes a network into the library, describes the faces with names by it and proves it on them. It is not used yet. The same file and
 * descriptor once more: goes on where that was stopped, and puts a lost file back.
 *
 * @returns its id. @throws TammesError 'backbone-there' for another network of that name, 'library-of-vectors', 'work-cancelled'
 */
export async function takeBackbone(
  store: Store,
  { path, hash, bytes, descriptor }: Pick<InspectedBackbone, 'path' | 'hash' | 'bytes' | 'descriptor'>,
  open: OpenPool,
  work: BackboneWork,
): Promise<number> {
  const { db } = store;
  refuseVectors(store);
  await ensurePretrained(store);
  const same = (one: { hash: string; descriptor: BackboneDescriptor | null }) =>
    one.hash === hash && JSON.stringify(one.descriptor) === JSON.stringify(descriptor);
  const known = listBackbones(db).find(same);
  keepFile(store, path, hash);
  const id =
    known?.id ??
    transaction(db, () =>
      addWithHead(store, { name: descriptor.name, size: descriptor.output.size, hash, bytes, descriptor }),
    );
  await describe(store, id, true, open, work);
  await prove(store, id, work);
  return id;
}

function addWithHead({ db }: Store, network: Parameters<typeof addBackbone>[1]): number {
  const backboneId = addBackbone(db, network);
  const { name, size } = network;
  const { kind, dim, ...head } = pretrainedHead(identityLayer(size), size);
  const data = encodeHead({ kind, dim, ...head });
  const untrained = { loss: null, runId: null, hasCentres: false, verdict: null };
  addHead(db, { name, kind, dim, backboneId, data, ...untrained });
  return backboneId;
}

/**
 * Changes to a backbone: describes the faces that lack its features, while the library goes on with the one in use, and then changes all
 * of them in one step. Names, boxes and history stay, and so do features, heads and runs of the other one, for whoever goes back.
 *
 * @throws TammesError 'backbone-unknown', 'backbone-not-proven', 'run-in-training', 'library-of-vectors', 'work-cancelled'
 */
export async function useBackbone(
  store: Store,
  backboneId: number,
  open: OpenPool,
  work: BackboneWork,
): Promise<DescribingProgress> {
  const { db } = store;
  const name = backboneId === 0 ? builtIn : findBackbone(db, backboneId).name;
  refuseVectors(store);
  let progress = await describe(store, backboneId, false, open, work);
  if (backboneId !== 0) refuseUnproven(name, await prove(store, backboneId, work));
  // Photos may have been read meanwhile.
  if (countUndescribed(db, backboneId, false) > progress.lost)
    progress = await describe(store, backboneId, false, open, work);
  if (work.signal.aborted) throw new TammesError('work-cancelled', {});
  const training = allRuns(db).find(({ status }) => status === 'running');
  if (training !== undefined) throw new TammesError('run-in-training', { runId: training.id });
  await work.onChange?.();
  changeBackbone(db, backboneId);
  return progress;
}

/**
 * Removes a backbone that is not in use, with its features, heads and runs, for good.
 * @throws TammesError 'backbone-in-use' or 'backbone-unknown'
 */
export async function removeBackbone(store: Store, backboneId: number): Promise<void> {
  const { db } = store;
  if (backboneId === 0 || currentBackbone(db).id === backboneId) throw new TammesError('backbone-in-use', {});
  const { hash } = findBackbone(db, backboneId);
  const runs = runsOfBackbone(db, backboneId);
  transaction(db, () => {
    dropBackbone(db, backboneId);
    noteErasure(db);
  });
  for (const runId of runs) await removeRunFiles(store, runId);
  dropFile(store, hash, listBackbones(db));
  eraseRemoved(db);
}

async function describe(
  store: Store,
  backboneId: number,
  onlyNamed: boolean,
  open: OpenPool,
  { signal, onProgress }: BackboneWork,
): Promise<DescribingProgress> {
  const nothing = { total: 0, done: 0, fromChips: 0, lost: 0 };
  if (countUndescribed(store.db, backboneId, onlyNamed) === 0) return nothing;
  const pool = open({ backbone: backboneFile(store, backboneId) });
  // A process in the middle of a photo would hold up the end.
  const stop = () => void pool.close();
  signal.addEventListener('abort', stop);
  try {
    const progress = await describeKnown(store, pool, backboneId, { onlyNamed, signal, onProgress });
    if (signal.aborted) throw new TammesError('work-cancelled', {});
    return progress;
  } catch (error) {
    throw signal.aborted ? new TammesError('work-cancelled', {}) : error;
  } finally {
    signal.removeEventListener('abort', stop);
    await pool.close();
  }
}

/** Proves a network on the faces that both it and the one in use have described, unless that was done. */
async function prove(
  store: Store,
  backboneId: number,
  { signal, onProving }: BackboneWork,
): Promise<BackboneProof | null> {
  const { proof } = findBackbone(store.db, backboneId);
  if (proof !== null) return proof;
  const found = await proveBackbone(store, backboneId, { signal, onProgress: onProving });
  if (found !== null) setProof(store.db, backboneId, found);
  return found;
}

function refuseUnproven(name: string, proof: BackboneProof | null): void {
  const eer = proof?.backbones.at(-1)?.eer.value ?? 0;
  if (eer > worstError) throw new TammesError('backbone-not-proven', { name, eer });
}

/** Vectors without a picture cannot be described by anything. */
function refuseVectors({ db, folder }: Store): void {
  if (isOfVectors(db)) throw new TammesError('library-of-vectors', { folder });
}
