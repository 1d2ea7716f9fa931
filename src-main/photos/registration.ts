/**
 * Lays one small picture over another: the shift, turn and scale at which both correlate best, whatever their brightness
 * and contrast.
 *
 * Source: G. D. Evangelidis, E. Z. Psarakis, "Parametric Image Alignment Using Enhanced Correlation Coefficient
 * Maximization", IEEE Transactions on Pattern Analysis and Machine Intelligence 30 (2008), forward additive, for similarities.
 */

/** A square picture, row by row; NaN where nothing is known. */
export interface Square {
  side: number;
  values: Float32Array;
}

/**
 * Takes a place of the first picture, in pixels from its middle, to one of the second:
 * x' = (1 + a) x - b y + tx, y' = b x + (1 + a) y + ty.
 */
export type Warp = readonly [a: number, b: number, tx: number, ty: number];
export const noWarp: Warp = [0, 0, 0, 0];

export interface Registration {
  warp: Warp;
  /** Pearson's, over what both pictures know; -1 where that is too little. */
  correlation: number;
}

/** Of the picture: what both must know at least. Less may be alike by chance. */
const leastCommon = 0.12;
/** A warp beyond this is none between two aligned faces: turn and scale, and the shift in sides. */
const largest = { turnAndScale: 0.3, shift: 0.2 };
/** In pixels; an improvement that moves no place of the picture by more is the last. */
const fine = 0.005;

/**
 * @param rounds of improvement at most.
 * @returns the best of all rounds.
 */
export function register(first: Square, second: Square, start: Warp, rounds: number): Registration {
  const { side } = first;
  const work = workspace(side);
  let best: Registration = { warp: start, correlation: -1 };
  let warp = start;
  for (let round = 0; ; round++) {
    if (sample(first.values, second, warp, work) < leastCommon * side * side) return best;
    const sums = sumUp(work);
    const correlation = sums.both / Math.sqrt(sums.first * sums.second);
    if (!(correlation > best.correlation)) return best;
    best = { warp, correlation };
    if (round === rounds) return best;
    const step = improvement(sums);
    if (step === null) return best;
    warp = [warp[0] + step[0]!, warp[1] + step[1]!, warp[2] + step[2]!, warp[3] + step[3]!];
    const half = side / 2;
    const moved = Math.max(Math.abs(step[2]!), Math.abs(step[3]!), half * Math.hypot(step[0]!, step[1]!));
    const isTooFar =
      Math.hypot(warp[0], warp[1]) > largest.turnAndScale ||
      Math.hypot(warp[2], warp[3]) > largest.shift * side;
    if (moved < fine || isTooFar) return best;
  }
}

/** What both pictures know at a warp: their values, the second's slopes, and where that is, one after the other. */
interface Workspace {
  count: number;
  first: Float32Array;
  second: Float32Array;
  slopeX: Float32Array;
  slopeY: Float32Array;
  x: Float32Array;
  y: Float32Array;
}

const workspaces = new Map<number, Workspace>();

function workspace(side: number): Workspace {
  const cached = workspaces.get(side);
  if (cached !== undefined) return cached;
  const room = () => new Float32Array(side * side);
  const made = {
    count: 0,
    first: room(),
    second: room(),
    slopeX: room(),
    slopeY: room(),
    x: room(),
    y: room(),
  };
  workspaces.set(side, made);
  return made;
}

/** Fills the workspace by bilinear interpolation. @returns its count. */
function sample(
  first: Float32Array,
  { side, values }: Square,
  [a, b, tx, ty]: Warp,
  work: Workspace,
): number {
  const middle = (side - 1) / 2;
  let count = 0;
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const here = first[row * side + column]!;
      if (Number.isNaN(here)) continue;
      const [x, y] = [column - middle, row - middle];
      const u = (1 + a) * x - b * y + tx + middle;
      const v = b * x + (1 + a) * y + ty + middle;
      if (!(u >= 0 && v >= 0 && u < side - 1 && v < side - 1)) continue;
      const [left, top] = [u | 0, v | 0];
      const [fu, fv] = [u - left, v - top];
      const at = top * side + left;
      const [p, q] = [values[at]!, values[at + 1]!];
      const [r, s] = [values[at + side]!, values[at + side + 1]!];
      const value = (1 - fv) * ((1 - fu) * p + fu * q) + fv * ((1 - fu) * r + fu * s);
      if (Number.isNaN(value)) continue;
      work.first[count] = here;
      work.second[count] = value;
      work.slopeX[count] = (1 - fv) * (q - p) + fv * (s - r);
      work.slopeY[count] = (1 - fu) * (r - p) + fu * (s - q);
      work.x[count] = x;
      work.y[count] = y;
      count++;
    }
  }
  work.count = count;
  return count;
}

/** Inner products of the two pictures, less their means, and of the second's change with each number of the warp. */
interface Sums {
  first: number;
  second: number;
  both: number;
  /** [4 x 4] */
  changes: Float64Array;
  /** [4] */
  withFirst: Float64Array;
  withSecond: Float64Array;
}

function sumUp({ count, first, second, slopeX, slopeY, x, y }: Workspace): Sums {
  let [meanFirst, meanSecond] = [0, 0];
  for (let i = 0; i < count; i++) {
    meanFirst += first[i]!;
    meanSecond += second[i]!;
  }
  meanFirst /= count;
  meanSecond /= count;
  const sums = { first: 0, second: 0, both: 0 };
  const changes = new Float64Array(16);
  const [withFirst, withSecond] = [new Float64Array(4), new Float64Array(4)];
  const change = new Float64Array(4);
  for (let i = 0; i < count; i++) {
    const [f, s] = [first[i]! - meanFirst, second[i]! - meanSecond];
    const [gx, gy] = [slopeX[i]!, slopeY[i]!];
    sums.first += f * f;
    sums.second += s * s;
    sums.both += f * s;
    change[0] = gx * x[i]! + gy * y[i]!;
    change[1] = gy * x[i]! - gx * y[i]!;
    change[2] = gx;
    change[3] = gy;
    for (let k = 0; k < 4; k++) {
      const c = change[k]!;
      withFirst[k]! += c * f;
      withSecond[k]! += c * s;
      for (let l = k; l < 4; l++) changes[4 * k + l]! += c * change[l]!;
    }
  }
  for (let k = 1; k < 4; k++) for (let l = 0; l < k; l++) changes[4 * k + l] = changes[4 * l + k]!;
  return { ...sums, changes, withFirst, withSecond };
}

/** The step of equations 20 and 21 of the source; null if the picture has no slopes to go by. */
function improvement({ second, both, changes, withFirst, withSecond }: Sums): Float64Array | null {
  const projected = solve(changes, withSecond);
  if (projected === null) return null;
  let [above, below] = [second, both];
  for (let k = 0; k < 4; k++) {
    above -= withSecond[k]! * projected[k]!;
    below -= withFirst[k]! * projected[k]!;
  }
  if (!(below > 0)) return null;
  const gain = above / below;
  return solve(
    changes,
    withFirst.map((value, k) => gain * value - withSecond[k]!),
  );
}

/** Four equations by Gauss's elimination; null if they have no one solution. */
function solve(matrix: Float64Array, right: Float64Array): Float64Array | null {
  const [m, r] = [matrix.slice(), right.slice()];
  for (let i = 0; i < 4; i++) {
    // Positive definite: no row needs to change its place.
    const pivot = m[4 * i + i]!;
    if (!(pivot > 1e-9)) return null;
    for (let k = i + 1; k < 4; k++) {
      const factor = m[4 * k + i]! / pivot;
      for (let l = i; l < 4; l++) m[4 * k + l]! -= factor * m[4 * i + l]!;
      r[k]! -= factor * r[i]!;
    }
  }
  for (let i = 3; i >= 0; i--) {
    for (let l = i + 1; l < 4; l++) r[i]! -= m[4 * i + l]! * r[l]!;
    r[i]! /= m[4 * i + i]!;
  }
  return r;
}
