import { expect, test } from 'vitest';
import {
  composeLoss,
  gradientLengths,
  isCosineLoss,
  type ParameterValues,
  resolveParameters,
} from '../../../src-shared/losses/index.ts';
import { openBackend } from '../../backends.ts';

const { tf } = await openBackend('cpu');
const angles = Array.from({ length: 91 }, (_, i) => (i * Math.PI) / 90);

/** Lengths for the own centre at 0, 2, … 180 degrees, and for another. */
function lengthsOf(id: string, given: ParameterValues, classes: number, { otherAngle = 90, norm = 1 } = {}) {
  const loss = composeLoss(id, null);
  if (!isCosineLoss(loss)) throw new Error(`${id} sees no cosines`);
  return gradientLengths(tf, loss, resolveParameters(loss, given), {
    angles,
    classes,
    otherAngle: (otherAngle * Math.PI) / 180,
    norm,
  });
}

const at = (degrees: number) => degrees / 2;

/** Where the length has fallen to half of what it is at 90 degrees, coming from there. */
function dropOf({ own }: { own: Float32Array }): number {
  for (let i = at(90); i >= 0; i--) if (own[i]! < own[at(90)]! / 2) return 2 * i;
  return 0;
}

// The facts that P2SGrad and AdaCos start from: Zhang et al. 2019, both.
test('with a large scale plain softmax on cosines stops pulling at moderate angles already', () => {
  const { own } = lengthsOf('normface', { scale: 64 }, 1000);
  expect(own[at(90)]! / 64).toBeGreaterThan(0.99);
  expect(own[at(60)]! / 64).toBeLessThan(1e-6);
});

test('with too small a scale it pulls on a sample that is there already', () => {
  const { own } = lengthsOf('normface', { scale: 5 }, 1000);
  expect(own[at(0)]! / 5).toBeGreaterThan(0.8);
});

test('the more classes, the nearer the drop; AdaCos puts it at 45 degrees whatever their number', () => {
  const drops = [10, 1000, 100_000].map((classes) => dropOf(lengthsOf('normface', { scale: 20 }, classes)));
  expect(drops[0]! - drops[1]!).toBeGreaterThan(8);
  expect(drops[1]! - drops[2]!).toBeGreaterThan(8);
  for (const classes of [10, 1000, 100_000]) {
    const { own } = lengthsOf('adacos', { variant: 'fixed' }, classes);
    const scale = Math.SQRT2 * Math.log(classes - 1);
    // log(C - 1) = s cos 45°: there own and others weigh the same.
    const atKnee = (own[at(44)]! + own[at(46)]!) / 2;
    expect(atKnee / scale).toBeCloseTo(0.5, 1);
  }
});

test('margins move the drop nearer to the centre', () => {
  const plain = dropOf(lengthsOf('normface', { scale: 30 }, 1000));
  expect(plain - dropOf(lengthsOf('cosface', { scale: 30, margin: 0.35 }, 1000))).toBeGreaterThan(15);
  expect(plain - dropOf(lengthsOf('arcface', { scale: 30, margin: 0.5 }, 1000))).toBeGreaterThan(15);
  const drops = [0, 0.2, 0.4].map((margin) => dropOf(lengthsOf('arcface', { scale: 30, margin }, 1000)));
  expect(drops).toEqual(drops.toSorted((a, b) => b - a));
  expect(new Set(drops).size).toBe(3);
});

test("P2SGrad's length is 1 - cos theta, whatever the number of classes and the other angles", () => {
  for (const [classes, otherAngle] of [
    [2, 90],
    [100_000, 40],
  ] as const) {
    const { own, other } = lengthsOf('p2sgrad', {}, classes, { otherAngle });
    for (const [i, angle] of angles.entries()) {
      expect(own[i]).toBeCloseTo(1 - Math.cos(angle), 5);
      expect(other[i]).toBeCloseTo(Math.abs(Math.cos((otherAngle * Math.PI) / 180)), 5);
    }
  }
});

test('the pull on all other centres together is that on the target class’s centre, divided by the slope of its margin', () => {
  for (const [id, parameters] of [
    ['normface', { scale: 10 }],
    ['cosface', { scale: 10 }],
  ] as const) {
    const { own, other } = lengthsOf(id, parameters, 50);
    for (const i of angles.keys()) expect(other[i]! * 49).toBeCloseTo(own[i]!, 4);
  }
});

test("SphereFace's and modified softmax's scale is the length of the embedding", () => {
  const short = lengthsOf('modified_softmax', {}, 1000, { norm: 20 });
  const plain = lengthsOf('normface', { scale: 20 }, 1000);
  for (const i of angles.keys()) expect(short.own[i]).toBeCloseTo(plain.own[i]!, 4);
});
