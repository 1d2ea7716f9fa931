/** What a regulariser is, and how it joins a loss. */
import type { Text } from '../../text.ts';
import type { Scalar, Tensor, Tensor2D, Tf } from '../../tf.ts';
import type { Batch, InitialTensor, Loss, Paper, Parameter, ParameterValues } from '../parts/loss.ts';
import { isPositive } from '../parts/same-on-all-backends.ts';

/** What a regulariser makes of the class centres. */
export interface Regularisation {
  /** Weighted. */
  value: Scalar;
  /** [C, D]: gradient of the value by the raw centres. */
  centres?: Tensor2D;
  /** [N, D]: gradient by the embeddings, if it reaches them. */
  embeddings?: Tensor2D;
  state?: Record<string, Tensor>;
}

/** Something beside a loss that spreads the class centres over the sphere. */
export interface Regulariser {
  id: string;
  title: string;
  paper: Paper;
  summary: Text;
  /** Their names differ from those of every loss, so that one list of settings serves both. */
  parameters: Readonly<Record<string, Parameter>>;
  state?(classes: number, dim: number, values: ParameterValues): Readonly<Record<string, InitialTensor>>;
  /** Call within `tf.tidy`. */
  evaluate(tf: Tf, batch: Batch, values: ParameterValues): Regularisation;
}

/** A loss with a regulariser added to its value. @param loss one with class centres. */
export function regularised(loss: Loss, regulariser: Regulariser): Loss {
  // It looks at all pairs of centres.
  const { canSampleClasses: _, ...rest } = loss;
  return {
    ...rest,
    parameters: { ...loss.parameters, ...regulariser.parameters },
    state: (classes, dim, values) => ({
      ...loss.state?.(classes, dim, values),
      ...regulariser.state?.(classes, dim, values),
    }),
    evaluate(tf, batch, values) {
      const base = loss.evaluate(tf, batch, values);
      const { value, centres, embeddings, state } = regulariser.evaluate(tf, batch, values);
      const lossCentres = base.trainables.centres!;
      return {
        ...base,
        value: tf.add(base.value, value) as Scalar,
        embeddings: (embeddings ? tf.add(base.embeddings, embeddings) : base.embeddings) as Tensor2D,
        trainables: {
          ...base.trainables,
          centres: centres ? tf.add(lossCentres, centres) : lossCentres,
        },
        state: { ...base.state, ...state },
      };
    },
  };
}

/** Whether a regulariser can act on it. */
export function hasCentres(loss: Loss): boolean {
  return 'centres' in loss.trainables(2, 2, {});
}

/** Entries of a [rows, C] block of pairs that are held at once. */
const pairsAtOnce = 4_000_000;

/** Squared distances below this, in parts of the squared lengths, are rounding noise: the points coincide. */
const coincident = 1e-6;

/**
 * Energy over all ordered pairs of points, and its gradient, by blocks of rows.
 *
 * @param points [M, D]
 * @param energy of squared distances r² [rows, M]: the energy e and (1/r) de/dr. Where points coincide r² is
 * `floor` times their squared lengths and the pair pulls nowhere.
 * @returns the sum over all pairs i != j, and its gradient [M, D].
 */
export function pairEnergy(
  tf: Tf,
  points: Tensor2D,
  floor: number,
  energy: (squares: Tensor2D) => { value: Tensor; pull: Tensor },
): { sum: Scalar; gradient: Tensor2D } {
  const [count] = points.shape;
  const rows = Math.max(1, Math.floor(pairsAtOnce / count));
  const lengths = tf.sum(tf.square(points), 1, true);
  const columns = tf.transpose(points);
  const sums: Tensor[] = [];
  const gradients: Tensor[] = [];
  for (let start = 0; start < count; start += rows) {
    const [sum, gradient] = tf.tidy(() => {
      const size = Math.min(rows, count - start);
      const block = tf.slice(points, [start, 0], [size, -1]);
      const lengthsOfBlock = tf.slice(lengths, [start, 0], [size, 1]);
      const scale = tf.mul(tf.add(lengthsOfBlock, tf.transpose(lengths)), 0.5);
      const raw = tf.sub(tf.mul(scale, 2), tf.mul(tf.matMul(block, columns), 2));
      const isApart = isPositive(tf, tf.sub(raw, tf.mul(scale, coincident)));
      const squares = tf.add(tf.mul(raw, isApart), tf.mul(tf.mul(scale, floor), tf.sub(1, isApart)));
      const order = tf.sub(tf.expandDims(tf.range(start, start + size), 1), tf.range(0, count));
      const isOther = isPositive(tf, tf.abs(order));
      const { value, pull } = energy(squares as Tensor2D);
      const pulls = tf.mul(tf.mul(pull, isApart), isOther) as Tensor2D;
      // Each pair is counted from both its ends: twice Σ_j pull_ij (p_i - p_j).
      const along = tf.mul(block, tf.sum(pulls, 1, true));
      const both = tf.mul(tf.sub(along, tf.matMul(pulls, points)), 2);
      return [tf.sum(tf.mul(value, isOther)), both];
    });
    sums.push(sum!);
    gradients.push(gradient!);
  }
  return {
    sum: tf.addN(sums) as Scalar,
    gradient: (gradients.length === 1 ? gradients[0]! : tf.concat(gradients)) as Tensor2D,
  };
}
