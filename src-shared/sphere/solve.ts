import { TammesError } from '../errors.ts';
import { type Random, randomFrom } from '../random.ts';
import { angleBetween, degrees } from './angles.ts';
import { minimise } from './lbfgs.ts';

export interface SolveOptions {
  /** Points N, at least 2. */
  count: number;
  /** Dimension d of the space around the sphere, at least 2. */
  dim: number;
  seed: number;
  /** Starts of the search. */
  restarts: number;
}

/** After each start of the search. */
export interface SolveProgress {
  restart: number;
  restarts: number;
  best: Configuration;
}

/** Points on the unit sphere, as far apart as was found. */
export interface Configuration {
  /** [N][d], unit vectors. */
  points: Float64Array[];
  /** Smallest angle, degrees. */
  angle: number;
  /** `search`, or the name of the exact optimum. */
  source: string;
}

/**
 * Looks for N points on the sphere in d dimensions with as large a smallest angle as possible: the Tammes problem. The
 * same options give the same points. To stop early, ask for no more of the generator.
 *
 * @throws TammesError 'bad-input' for fewer than two points or dimensions.
 */
export function* solve({
  count,
  dim,
  seed,
  restarts,
}: SolveOptions): Generator<SolveProgress, Configuration, undefined> {
  if (!(count >= 2 && dim >= 2)) {
    throw new TammesError(
      'bad-input',
      `${count} points in ${dim} dimensions have nothing to spread over.`,
      'Take at least two points and two dimensions.',
    );
  }
  let best: Configuration | null = null;
  for (let restart = 1; restart <= restarts; restart++) {
    const found = search(count, dim, randomFrom(seed, restart));
    if (best === null || found.angle > best.angle) best = found;
    yield { restart, restarts, best };
  }
  return best!;
}

/** Energies of rising exponent from one random start. */
function search(count: number, dim: number, random: Random): Configuration {
  const x = Float64Array.from({ length: count * dim }, () => random.normal());
  for (let exponent = 5 + random.uniform() * 50; exponent < 1e7; exponent *= 4) {
    minimise(softestCosine(count, dim, exponent), x, 300, 1e-12);
    normalise(x, dim);
  }
  const points = Array.from({ length: count }, (_, i) => x.slice(i * dim, (i + 1) * dim));
  return { points, angle: smallestAngle(points), source: 'search' };
}

/** (1/p) log Σ_{i<j} exp(p cos), which tends to the largest cosine as p rises; of the rows' directions. */
function softestCosine(count: number, dim: number, exponent: number) {
  const units = new Float64Array(count * dim);
  const lengths = new Float64Array(count);
  const cosines = new Float64Array((count * (count - 1)) / 2);
  return (x: Float64Array, gradient: Float64Array): number => {
    let top = -1;
    for (let i = 0; i < count; i++) {
      let squares = 0;
      for (let k = 0; k < dim; k++) squares += x[i * dim + k]! ** 2;
      lengths[i] = Math.sqrt(squares);
      for (let k = 0; k < dim; k++) units[i * dim + k] = x[i * dim + k]! / lengths[i]!;
    }
    for (let i = 0, pair = 0; i < count; i++) {
      for (let j = i + 1; j < count; j++, pair++) {
        let cosine = 0;
        for (let k = 0; k < dim; k++) cosine += units[i * dim + k]! * units[j * dim + k]!;
        cosines[pair] = cosine;
        if (cosine > top) top = cosine;
      }
    }
    gradient.fill(0);
    let sum = 0;
    for (let i = 0, pair = 0; i < count; i++) {
      for (let j = i + 1; j < count; j++, pair++) {
        const power = exponent * (cosines[pair]! - top);
        if (power < -40) continue;
        const weight = Math.exp(power);
        sum += weight;
        for (let k = 0; k < dim; k++) {
          gradient[i * dim + k]! += weight * units[j * dim + k]!;
          gradient[j * dim + k]! += weight * units[i * dim + k]!;
        }
      }
    }
    for (let i = 0; i < count; i++) {
      let along = 0;
      for (let k = 0; k < dim; k++) along += gradient[i * dim + k]! * units[i * dim + k]!;
      for (let k = 0; k < dim; k++) {
        const at = i * dim + k;
        gradient[at] = (gradient[at]! - along * units[at]!) / (sum * lengths[i]!);
      }
    }
    return top + Math.log(sum) / exponent;
  };
}

function normalise(x: Float64Array, dim: number): void {
  for (let at = 0; at < x.length; at += dim) {
    const row = x.subarray(at, at + dim);
    const length = Math.sqrt(row.reduce((sum, value) => sum + value * value, 0));
    for (let k = 0; k < dim; k++) row[k]! /= length;
  }
}

function smallestAngle(points: readonly Float64Array[]): number {
  let smallest = Math.PI;
  for (let i = 0; i < points.length; i++) {
    for (let j = i + 1; j < points.length; j++)
      smallest = Math.min(smallest, angleBetween(points[i]!, points[j]!));
  }
  return smallest * degrees;
}
