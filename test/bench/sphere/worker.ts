/** Entry of a process in which one case is measured: the case is its argument. */
import { availableParallelism } from 'node:os';
import { openBackend } from '../../../src-main/compute/backend.ts';
import { randomFrom } from '../../../src-shared/random.ts';
import { nearestByBlocks, project, projecting } from '../../../src-shared/sphere/index.ts';
import type { Tensor2D, Tf } from '../../../src-shared/tf.ts';
import { forgetPeak, peakBytes } from '../train/memory.ts';
import { type Measure, type Work, work } from './result.ts';

/** Pictures after the first that are timed. */
const further = 5;

/** Milliseconds after which the rest of the blocks is left out. */
const patience = 120_000;

const measured = await run(work.parse(JSON.parse(process.argv[2] ?? '')));
process.send?.(measured, () => process.disconnect());

async function run({ kind, count, dim, backend }: Work): Promise<Measure> {
  const tf = kind === 'picture' ? null : (await openBackend(backend, { threads: availableParallelism() })).tf;
  await warmUp(tf);
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  forgetPeak();
  const vectors = unitVectors(count, dim);
  const cpu = process.cpuUsage();
  const started = performance.now();
  let [ms, nextMs, share]: [number, number | null, number] = [0, null, 1];
  if (tf === null) {
    const pictures = projecting(
      Array.from({ length: count }, (_, i) => vectors.subarray(i * dim, (i + 1) * dim)),
    );
    pictures.next();
    ms = performance.now() - started;
    const next = performance.now();
    let taken = 0;
    while (taken < further && !pictures.next().done) taken++;
    nextMs = taken === 0 ? null : (performance.now() - next) / taken;
  } else {
    if (kind === 'blocks') share = await byBlocks(tf, vectors, dim, started + patience);
    else await plainly(tf, vectors, count, dim);
    ms = performance.now() - started;
  }
  const { user, system } = process.cpuUsage(cpu);
  return { ms, share, nextMs, peak: Math.max(0, peakBytes() - before), cpuMs: (user + system) / 1000 };
}

/** Compilers are warm after it. */
async function warmUp(tf: Tf | null): Promise<void> {
  const vectors = unitVectors(300, 32);
  if (tf === null) project(Array.from({ length: 300 }, (_, i) => vectors.subarray(i * 32, (i + 1) * 32)));
  else await byBlocks(tf, vectors, 32, Number.POSITIVE_INFINITY);
}

/** @param until when no other row of blocks is begun. @returns the share of the pairs that were compared. */
async function byBlocks(tf: Tf, vectors: Float32Array, dim: number, until: number): Promise<number> {
  const search = nearestByBlocks(tf, vectors, dim);
  for (;;) {
    const { done, value } = await search.next();
    if (done) return 1;
    if (performance.now() > until) return value;
  }
}

/** What one would write first: the matrix of all products, its diagonal out of the way, and the largest of each row. */
async function plainly(tf: Tf, vectors: Float32Array, count: number, dim: number): Promise<void> {
  const largest = tf.tidy(() => {
    const all = tf.tensor2d(vectors, [count, dim]);
    const products = tf.matMul(all, tf.transpose(all)) as Tensor2D;
    return tf.argMax(tf.sub(products, tf.mul(tf.eye(count), 3)), 1);
  });
  await largest.data();
  largest.dispose();
}

function unitVectors(count: number, dim: number): Float32Array {
  const random = randomFrom(1);
  const vectors = new Float32Array(count * dim);
  for (let at = 0; at < vectors.length; at += dim) {
    const row = vectors.subarray(at, at + dim);
    let squares = 0;
    for (let k = 0; k < dim; k++) {
      row[k] = random.normal();
      squares += row[k]! ** 2;
    }
    const length = Math.sqrt(squares);
    for (let k = 0; k < dim; k++) row[k]! /= length;
  }
  return vectors;
}
