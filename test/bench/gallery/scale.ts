/** What a face costs in each engine, and what many more would, from what was measured. */
import type { EngineFigures, EngineResult } from './engine-result.ts';

/** `y = factor · n^exponent`. */
export interface Growth {
  factor: number;
  exponent: number;
}

export const at = ({ factor, exponent }: Growth, n: number): number => factor * n ** exponent;

/**
 * The power of n that lies nearest to what was measured, by least squares of the logarithms.
 * @param points n and y, both above 0, of two different n at least.
 */
export function growthOf(points: readonly (readonly [n: number, y: number])[]): Growth {
  const logs = points.map(([n, y]) => [Math.log(n), Math.log(y)] as const);
  const mean = (k: 0 | 1) => logs.reduce((sum, log) => sum + log[k], 0) / logs.length;
  const [x, y] = [mean(0), mean(1)];
  const across = logs.reduce((sum, log) => sum + (log[0] - x) ** 2, 0);
  const exponent = logs.reduce((sum, log) => sum + (log[0] - x) * (log[1] - y), 0) / across;
  return { factor: Math.exp(y - exponent * x), exponent };
}

/** What one more costs: the rise from the smallest to the largest n, so that what does not grow is left out. */
export function slopeOf(points: readonly (readonly [n: number, y: number])[]): number {
  const [[from, low], [to, high]] = [points[0]!, points.at(-1)!];
  return (high - low) / (to - from);
}

/** What an engine costs. */
export interface Cost {
  name: string;
  /** Bytes a face. */
  memory: number;
  disk: number;
  /** Milliseconds of a match, one at a time, the median. */
  match: Growth;
  /** Seconds until all faces are in it. */
  build: Growth;
}

/** Engines that look at every face: that their time grows with the number needs no fit, and caches bend one. */
const scans = new Set(['exact', 'faiss flat']);

/** @returns of those engines that were measured at two sizes at least. */
export function costsOf({ sizes }: Pick<EngineResult, 'sizes'>): Cost[] {
  const names = [...new Set(sizes.flatMap(({ engines }) => Object.keys(engines)))];
  return names.flatMap((name) => {
    const measured = sizes.filter(({ engines }) => engines[name] !== undefined);
    if (measured.length < 2) return [];
    const points = (of: (figures: EngineFigures) => number) =>
      measured.map(({ vectors, engines }) => [vectors, of(engines[name]!)] as const);
    const growth = (all: readonly (readonly [number, number])[]) => {
      const [n, y] = all.at(-1)!;
      return scans.has(name) ? { factor: y / n, exponent: 1 } : growthOf(all);
    };
    return {
      name,
      memory: slopeOf(points(({ memory }) => memory)),
      disk: slopeOf(points(({ disk }) => disk)),
      match: growth(points(({ latencies }) => latencies.find(({ inFlight }) => inFlight === 1)!.p50)),
      build: growth(points(({ build }) => build)),
    };
  });
}

/** Bytes that training with so many classes takes, float32. */
export interface ClassMemory {
  classes: number;
  /** The centres and Adam's two moments of each number. */
  centres: number;
  /** The cosines of a batch with all centres, and their gradient. */
  cosines: number;
}

/** @param batch samples of a step. @param dim numbers of a centre. */
export function classMemory(classes: number, dim: number, batch: number): ClassMemory {
  return { classes, centres: 3 * 4 * classes * dim, cosines: 2 * 4 * classes * batch };
}
