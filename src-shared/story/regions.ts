/**
 * Figure 2: decision regions of two classes in the plane of the angles theta1 and theta2 to their centres. A sample of
 * class 1 is satisfied if its logit is the larger one, margin included. Between the regions of the two classes is the
 * band that the margin keeps free.
 */
import {
  type CosineLoss,
  findLoss,
  initialTensors,
  isCosineLoss,
  type ParameterValues,
  resolveParameters,
} from '../losses/index.ts';
import type { Tensor1D, Tf } from '../tf.ts';
import { exactClaim } from './claim.ts';
import type { StoryFigure } from './figure.ts';

/** Losses whose regions are shown: those with a softmax over the logits. */
export const regionLosses = ['normface', 'sphereface', 'cosface', 'arcface', 'combined_margin'] as const;
export type RegionLoss = (typeof regionLosses)[number];

/** Where the region of class 1 ends; that of class 2 is its mirror image. Degrees. */
export interface Boundary {
  /** Angles to the centre of class 2. */
  other: number[];
  /** The largest angle to its own centre at which a sample is satisfied; null if it never is. */
  own: (number | null)[];
}

/** Angles to the other centre at which a boundary is taken, degrees. */
const others = Array.from({ length: 36 }, (_, i) => 5 * (i + 1));
/** Angles to the own centre, degrees. The first at which a sample is not satisfied ends the region: a margin that multiplies has several ends. */
const grid = Array.from({ length: 181 }, (_, i) => i);
/** Halvings of an interval of one degree: to a millionth of a degree. */
const halvings = 20;

/**
 * The boundary of class 1, found on the loss itself: a sample is satisfied if its loss is below log 2, that is, if the
 * probability of its class is above one half.
 * @throws TammesError 'bad-input' for parameters that the loss does not have.
 */
export function boundaryOf(tf: Tf, id: RegionLoss, parameters: ParameterValues): Boundary {
  const loss = findLoss(id);
  if (!isCosineLoss(loss)) throw new Error(`${loss.title} is no function of angles alone.`);
  const values = resolveParameters(loss, { ...fixed[id], ...parameters });
  const coarse = lossesAt(
    tf,
    loss,
    values,
    others.flatMap((other) => grid.map((own) => ({ own, other }))),
  );
  const ends = others.map((_, k) => {
    const end = grid.findIndex((_, i) => coarse[k * grid.length + i]! >= Math.LN2);
    return end < 0 ? grid.length - 1 : end;
  });
  const low = ends.map((end) => Math.max(0, end - 1));
  const high = [...ends];
  for (let i = 0; i < halvings; i++) {
    const middle = low.map((value, k) => (value + high[k]!) / 2);
    const places = middle.map((own, k) => ({ own, other: others[k]! }));
    for (const [k, value] of lossesAt(tf, loss, values, places).entries()) {
      if (value < Math.LN2) low[k] = middle[k]!;
      else high[k] = middle[k]!;
    }
  }
  return {
    other: others,
    own: low.map((value, k) => (ends[k] === 0 ? null : (value + high[k]!) / 2)),
  };
}

/** The margin of SphereFace in full, as the paper draws it, not mixed with the plain cosine. */
const fixed: Readonly<Partial<Record<RegionLoss, ParameterValues>>> = {
  sphereface: { annealing: 'fixed', lambda: 0 },
};

/** Loss of a sample at each place. @param places angles to the own and the other centre, degrees. @returns [N] */
function lossesAt(
  tf: Tf,
  loss: CosineLoss,
  values: ParameterValues,
  places: readonly { own: number; other: number }[],
): number[] {
  const count = places.length;
  const own = places.map((place) => place.own);
  const others = places.map((place) => place.other);
  const perSample = tf.tidy(() => {
    const column = (degrees: readonly number[], of: (radians: number) => number) =>
      tf.tensor2d(
        degrees.map((angle) => of((angle * Math.PI) / 180)),
        [count, 1],
      );
    const cosine = column(own, Math.cos);
    const angles = {
      cosines: tf.concat([cosine, column(others, Math.cos)], 1) as typeof cosine,
      target: { cosine, sine: column(own, Math.sin) },
      labels: tf.zeros([count], 'int32') as Tensor1D,
      oneHot: () => tf.tensor2d(own.map(() => [1, 0])),
      norms: tf.ones([count, 1]) as typeof cosine,
      copies: 1,
    };
    const context = {
      trainables: initialTensors(tf, loss.trainables(2, 1, values)),
      state: initialTensors(tf, loss.state?.(2, 1, values)),
      draws: {},
    };
    return loss.onAngles(tf, angles, values, context).perSample;
  });
  const answer = Array.from(perSample.dataSync());
  perSample.dispose();
  return answer;
}

/** How far the boundary lies from the line theta1 = theta2, degrees: the margin in angle. */
export function marginWidths({ other, own }: Boundary): { other: number; width: number }[] {
  return other.flatMap((angle, i) => (own[i] === null ? [] : [{ other: angle, width: angle - own[i]! }]));
}

/** The papers' margins. */
const papers: { loss: RegionLoss; parameters: ParameterValues }[] = [
  { loss: 'normface', parameters: { scale: 64 } },
  { loss: 'sphereface', parameters: { margin: 4 } },
  { loss: 'cosface', parameters: { scale: 64, margin: 0.35 } },
  { loss: 'arcface', parameters: { scale: 64, margin: 0.5 } },
];

export const regions: StoryFigure = {
  number: 2,
  title: { en: 'Decision regions of the margins', ja: 'マージンの決定領域' },
  source: findLoss('arcface').paper,
  async *check({ tf }) {
    yield { done: 0, total: 1 };
    const curves = papers.map(({ loss, parameters }) => {
      const boundary = boundaryOf(tf, loss, parameters);
      return { loss, parameters, boundary, widths: marginWidths(boundary) };
    });
    // Below the margin itself no sample can be satisfied, and beyond 150 degrees ArcFace continues in another way.
    const range = (loss: RegionLoss) => {
      const widths = curves
        .find((curve) => curve.loss === loss)!
        .widths.filter(({ other }) => other >= 50 && other <= 150)
        .map(({ width }) => width);
      return Math.max(...widths) - Math.min(...widths);
    };
    const between = { en: 'other angles of 50 to 150 degrees', ja: '他の角度 50〜150 度' };
    return {
      data: { curves: curves.map(({ loss, parameters, boundary }) => ({ loss, parameters, ...boundary })) },
      claims: [
        exactClaim(
          {
            text: {
              en: "ArcFace's margin is the same angle everywhere.",
              ja: 'ArcFace のマージンはどこでも同じ角度です。',
            },
            quantity: {
              en: `widest minus narrowest margin of ArcFace (m = 0.5) over ${between.en}`,
              ja: `ArcFace（m = 0.5）のマージンの最大と最小の差、${between.ja}`,
            },
            unit: '°',
            expected: { relation: 'below', bound: 0.01 },
          },
          range('arcface'),
        ),
        exactClaim(
          {
            text: {
              en: "CosFace's margin is a different angle in different places.",
              ja: 'CosFace のマージンの角度は場所によって変わります。',
            },
            quantity: {
              en: `widest minus narrowest margin of CosFace (m = 0.35) over ${between.en}`,
              ja: `CosFace（m = 0.35）のマージンの最大と最小の差、${between.ja}`,
            },
            unit: '°',
            expected: { relation: 'above', bound: 1 },
          },
          range('cosface'),
        ),
      ],
    };
  },
};
