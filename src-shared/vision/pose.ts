/** Yaw, pitch and roll of a face from its landmarks. */
import type { Degrees } from '../angle-units.ts';
import type { Pose } from '../contract/index.ts';
import { meanShape, usedPoints } from './mean-shape.ts';

/**
 * How far points 27 to 64 of the mean face stand out towards the viewer, in the unit of the mean shape: those of the left
 * half of the picture and of the middle; the right half is their mirror image. Read off MediaPipe's canonical face model
 * (Apache License 2.0, see assets/licenses/mediapipe.txt) where it comes closest to the mean shape's points, in
 * centimetres, of which 12 are one unit.
 */
const depths: Readonly<Record<number, number>> = {
  27: 5.61,
  28: 6.5,
  29: 7.31,
  30: 7.48,
  31: 5.24,
  32: 5.87,
  33: 6.06,
  36: 3.17,
  37: 3.72,
  38: 3.87,
  39: 3.76,
  40: 3.78,
  41: 3.64,
  48: 4.28,
  49: 5.03,
  50: 5.88,
  51: 5.98,
  60: 4.04,
  61: 5.05,
  62: 5.22,
};
const centimetres = 12;

/** For each of the 68 points the one that it becomes in a mirror, where it is in the right half of the picture. */
const leftTwin: Readonly<Record<number, number>> = {
  34: 32,
  35: 31,
  42: 39,
  43: 38,
  44: 37,
  45: 36,
  46: 41,
  47: 40,
  52: 50,
  53: 49,
  54: 48,
  63: 61,
  64: 60,
};

/** The mean face's points in space about their middle: x to the right, y down, z towards the viewer. */
export const meanFace: readonly (readonly [x: number, y: number, z: number])[] = centred(
  usedPoints.map((point) => {
    const [x, y] = meanShape[point - 17]!;
    return [x, y, depths[leftTwin[point] ?? point]! / centimetres] as const;
  }),
);

/** Sums over the mean face that every fit needs: xx, yy, zz, xy, xz, yz. */
const gram = [
  [0, 0],
  [1, 1],
  [2, 2],
  [0, 1],
  [0, 2],
  [1, 2],
].map(([i, j]) => meanFace.reduce((sum, point) => sum + point[i!]! * point[j!]!, 0));

/** Beyond these the landmarks of half a face are guesses. */
const widest = { yaw: 90, pitch: 75 };
/** Degrees between the first tries; every later round halves them. */
const coarse = 15;
const rounds = 20;

/**
 * How the head is turned: the mean face in space is turned, scaled and shifted so that its points, seen from far away,
 * come closest to the landmarks (weak perspective: DeMenthon and Davis 1995, "Model-based object pose in 25 lines of
 * code"). For any yaw and pitch the best roll, scale and shift are closed form, as in `chipTransform`; yaw and pitch are
 * searched over a grid and then by halved steps, so that the mirror solution of flat shapes is not run into.
 *
 * A face with the mean shape looks straight ahead by definition; the landmarks are those of `usedPoints`.
 *
 * @param landmarks 68 points, x and y in turn, photo pixels.
 * @returns degrees, each to a thousandth; null if the landmarks are no shape (all in one place, or not finite).
 */
export function estimatePose(landmarks: ArrayLike<number>): Pose | null {
  const moments = momentsOf(landmarks);
  if (moments === null) return null;
  let best = { yaw: 0, pitch: 0, fit: fitOf(moments, 0, 0) };
  const improve = (yaw: Degrees, pitch: Degrees) => {
    if (Math.abs(yaw) > widest.yaw || Math.abs(pitch) > widest.pitch) return;
    const fit = fitOf(moments, yaw, pitch);
    if (fit.explained > best.fit.explained) best = { yaw, pitch, fit };
  };
  for (let yaw = -widest.yaw; yaw <= widest.yaw; yaw += coarse) {
    for (let pitch = -widest.pitch; pitch <= widest.pitch; pitch += coarse) improve(yaw, pitch);
  }
  let step = coarse;
  for (let round = 0; round < rounds; ) {
    const { yaw, pitch } = best;
    for (const [right, up] of around) improve(yaw + right * step, pitch + up * step);
    if (best.yaw !== yaw || best.pitch !== pitch) continue;
    step /= 2;
    round++;
  }
  const rounded = (degrees: Degrees) => Math.round(degrees * 1000) / 1000 + 0;
  return {
    yaw: rounded(best.yaw),
    pitch: rounded(best.pitch),
    roll: rounded((Math.atan2(best.fit.im, best.fit.re) * 180) / Math.PI),
  };
}

const around = [-1, 0, 1]
  .flatMap((right) => [-1, 0, 1].map((up) => [right, up] as const))
  .filter(([right, up]) => right !== 0 || up !== 0);

type Complex = readonly [re: number, im: number];

/**
 * Sums of each coordinate of the mean face times the landmarks, as complex numbers x + iy. Where these begin does not
 * matter, as the mean face's points add up to nothing: from the first one, so that no shape is exactly zero.
 */
function momentsOf(landmarks: ArrayLike<number>): readonly [Complex, Complex, Complex] | null {
  const first = 2 * usedPoints[0]!;
  const [mx, my] = [landmarks[first]!, landmarks[first + 1]!];
  const sums = [0, 1, 2].map((axis): Complex => {
    let [re, im] = [0, 0];
    for (const [i, point] of usedPoints.entries()) {
      re += meanFace[i]![axis]! * (landmarks[2 * point]! - mx);
      im += meanFace[i]![axis]! * (landmarks[2 * point + 1]! - my);
    }
    return [re, im];
  }) as [Complex, Complex, Complex];
  const size = Math.hypot(...sums.flat());
  return size > 0 && Number.isFinite(size) ? sums : null;
}

/**
 * The best roll and scale for a yaw and pitch, as one complex number, and how much of the landmarks' variance they
 * explain. The turned face is a x + b y + c z with complex a, b and c: the columns of the rotation, seen from afar.
 */
function fitOf(
  [x, y, z]: readonly [Complex, Complex, Complex],
  yaw: Degrees,
  pitch: Degrees,
): { explained: number; re: number; im: number } {
  const [sy, cy] = [Math.sin((yaw * Math.PI) / 180), Math.cos((yaw * Math.PI) / 180)];
  const [sp, cp] = [Math.sin((pitch * Math.PI) / 180), Math.cos((pitch * Math.PI) / 180)];
  const [a, b, c]: [Complex, Complex, Complex] = [
    [cy, sy * sp],
    [0, cp],
    [sy, -cy * sp],
  ];
  // Inner product of the turned face with the landmarks, and with itself.
  const re = a[0] * x[0] + a[1] * x[1] + b[0] * y[0] + b[1] * y[1] + c[0] * z[0] + c[1] * z[1];
  const im = a[0] * x[1] - a[1] * x[0] + b[0] * y[1] - b[1] * y[0] + c[0] * z[1] - c[1] * z[0];
  const dot = (p: Complex, q: Complex) => p[0] * q[0] + p[1] * q[1];
  const squaredLength =
    dot(a, a) * gram[0]! +
    dot(b, b) * gram[1]! +
    dot(c, c) * gram[2]! +
    2 * (dot(a, b) * gram[3]! + dot(a, c) * gram[4]! + dot(b, c) * gram[5]!);
  return { explained: (re * re + im * im) / squaredLength, re, im };
}

function centred(points: readonly (readonly [number, number, number])[]) {
  const middle = [0, 1, 2].map(
    (axis) => points.reduce((sum, point) => sum + point[axis]!, 0) / points.length,
  );
  return points.map(([x, y, z]) => [x - middle[0]!, y - middle[1]!, z - middle[2]!] as const);
}
