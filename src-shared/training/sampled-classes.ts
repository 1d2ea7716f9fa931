/**
 * Partial FC: a step compares its samples with the class centres of their own people and with a random share of the others
 * (An et al. 2022, "Killing Two Birds with One Stone: Efficient and Robust Training of Face Recognition CNNs by Partial FC").
 */
import type { Tensors } from '../compute/index.ts';
import { replaceRows, rowsOf } from '../operations.ts';
import { type Random, randomFrom } from '../random.ts';
import type { Tensor1D, Tensor2D, Tf } from '../tf.ts';
import type { PreparedRun } from './prepared-run.ts';

/** The classes that a step sees, in rising order, and each sample's place among them. */
interface SeenClasses {
  /** null: all. */
  classes: Int32Array | null;
  labels: number[];
}

/** Depends on the seed and the step alone, beside the batch. @param step from 1. @param batch indices of samples. */
export function seenClasses(
  { spec, people, labels }: PreparedRun,
  step: number,
  batch: readonly number[],
): SeenClasses {
  const own = batch.map((i) => labels[i]!);
  if (spec.classShare === 1) return { classes: null, labels: own };
  const count = seenCount(spec, people.length);
  const classes = sampleClasses(own, people.length, count, randomFrom(spec.seed, 7, step));
  const places = new Map(own.map((label) => [label, placeOf(classes, label)]));
  return { classes, labels: own.map((label) => places.get(label)!) };
}

/**
 * How many classes a step sees: always as many, so that steps have one shape. Everybody in the batch has room, and one other.
 */
export function seenCount(
  { classShare, batchSize }: Pick<PreparedRun['spec'], 'classShare' | 'batchSize'>,
  classes: number,
): number {
  return Math.min(classes, Math.max(Math.round(classShare * classes), batchSize + 1));
}

/**
 * Some classes, and others as chance has it, each as likely as another.
 * @param wanted those that are to be among them, `count` at most. @returns in rising order.
 */
export function sampleClasses(
  wanted: readonly number[],
  classes: number,
  count: number,
  random: Random,
): Int32Array {
  const isWanted = new Uint8Array(classes);
  for (const label of wanted) isWanted[label] = 1;
  const isSeen = isWanted.slice();
  const others = classes - new Set(wanted).size;
  const more = count - (classes - others);
  // Drawn until there are enough; of many, those that are left out are drawn instead: half of all draws hit at least.
  const isFewer = more <= others / 2;
  if (!isFewer) isSeen.fill(1);
  for (let left = isFewer ? more : others - more; left > 0; ) {
    const label = random.integer(classes);
    if (isWanted[label] || isSeen[label] === (isFewer ? 1 : 0)) continue;
    isSeen[label] = isFewer ? 1 : 0;
    left--;
  }
  const result = new Int32Array(count);
  for (let label = 0, at = 0; label < classes; label++) if (isSeen[label]) result[at++] = label;
  return result;
}

function placeOf(sorted: Int32Array, label: number): number {
  let [low, high] = [0, sorted.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < label) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What a step is given in place of tensors that have a row for each class, and what becomes of these. */
export interface SeenRows {
  /** The tensors, and of those with a row for each class only the rows that the step sees. */
  of(tensors: Tensors): Tensors;
  /** What a step has made of them, in the whole. Uses up those of `tensors` that it replaces. */
  into(tensors: Tensors, made: Tensors): Tensors;
  /** Frees what `of` has made. */
  close(): void;
}

const allRows: SeenRows = { of: (tensors) => tensors, into: (_, made) => made, close() {} };

/** The class centres, their average, and what the optimiser remembers of them: only what a step sees is moved. */
const hasClasses = (name: string) => name.endsWith('loss/centres');

export function seenRows(tf: Tf, classes: Int32Array | null): SeenRows {
  if (classes === null) return allRows;
  const indices: Tensor1D = tf.tensor1d(classes, 'int32');
  const taken: Tensor2D[] = [];
  return {
    of: (tensors) =>
      mappedClasses(tensors, (tensor) => {
        const rows = tf.tidy(() => rowsOf(tf, tensor, indices));
        taken.push(rows);
        return rows;
      }),
    into: (tensors, made) =>
      mappedClasses(made, (rows, name) => {
        const whole = replaceRows(tf, tensors[name] as Tensor2D, indices, rows);
        rows.dispose();
        return whole;
      }),
    close() {
      tf.dispose([indices, taken]);
    },
  };
}

/** Tensors with a row for each class changed, the others as they are. */
function mappedClasses(tensors: Tensors, change: (tensor: Tensor2D, name: string) => Tensor2D): Tensors {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, tensor]) => [
      name,
      hasClasses(name) ? change(tensor as Tensor2D, name) : tensor,
    ]),
  );
}
