/** The files of networks that people brought, in the library's folder, and the processes that run them. */
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { TammesError } from '../../src-shared/errors/index.ts';
import { versionOfBackbone } from '../../src-shared/vision/index.ts';
import { currentBackbone, findBackbone, type StoredBackbone } from '../store/backbones.ts';
import { copyPrivately } from '../store/backup.ts';
import { privateFolder } from '../store/private-files.ts';
import type { Store } from '../store/store.ts';
import { onnxRuntime } from '../vision/onnx-runtime.ts';
import { type BackboneFile, createVisionPool, type PoolOptions, type VisionPool } from '../vision/pool.ts';

/** Opens processes that read photos. */
export type OpenPool = (options: PoolOptions) => VisionPool;

/** Where a network's file lies in a library. */
const pathOf = (folder: string, hash: string) => join(folder, 'backbones', `${hash}.onnx`);

/**
 * A network and its file; null for the built-in backbone.
 * @throws TammesError 'backbone-unknown', or 'backbone-of-vectors' for one that has no file
 */
export function backboneFile({ db, folder }: Store, backboneId: number): BackboneFile | null {
  if (backboneId === 0) return null;
  const { name, hash, descriptor } = findBackbone(db, backboneId);
  if (descriptor === null) throw new TammesError('backbone-of-vectors', { name });
  return { path: pathOf(folder, hash), hash, descriptor, featureVersion: versionOfBackbone(backboneId) };
}

/**
 * Processes that describe faces by the backbone that the library uses.
 * @param open another way to start them.
 * @throws TammesError 'backbone-of-vectors' if only vectors of it were brought.
 */
export function libraryPool(
  store: Store,
  options: PoolOptions = {},
  open: OpenPool = createVisionPool,
): VisionPool {
  return open({ ...options, backbone: backboneFile(store, currentBackbone(store.db).id) });
}

/** What runs networks that people bring: ONNX Runtime's binary, or its build for WebAssembly; null: neither is there. */
export function networkRuntime(): Promise<'native' | 'wasm' | null> {
  return onnxRuntime().then(
    ({ kind }) => kind,
    () => null,
  );
}

/** Copies a network's file into a library; it gets its name when it is whole. */
export function keepFile({ folder }: Store, path: string, hash: string): void {
  const to = pathOf(folder, hash);
  if (existsSync(to)) return;
  mkdirSync(join(folder, 'backbones'), { recursive: true, mode: privateFolder });
  const temporary = `${to}.${randomUUID()}.tmp`;
  try {
    copyPrivately(path, temporary);
    renameSync(temporary, to);
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** Removes a network's file, unless another backbone is run from it, too. */
export function dropFile({ folder }: Store, hash: string, left: readonly StoredBackbone[]): void {
  if (!left.some((other) => other.hash === hash)) rmSync(pathOf(folder, hash), { force: true });
}
