/** What a loss is: its parameters, tensors and draws, and the function from a batch to value and gradients. */
import { z } from 'zod';
import type { Random } from '../../random.ts';
import type { Text } from '../../text.ts';
import type { Scalar, Tensor, Tensor1D, Tensor2D, Tf } from '../../tf.ts';

export interface NumberParameter {
  kind: 'number';
  title: Text;
  /** The paper's value. */
  default: number;
  min: number;
  max: number;
  /** What a form moves by. */
  step: number;
  /** Only whole numbers are taken. */
  whole?: boolean;
  /** 'rad', or '' for a plain number. */
  unit: string;
  description: Text;
}

export interface ChoiceParameter {
  kind: 'choice';
  title: Text;
  default: string;
  /** `value` stands in specs and on the command line, `title` in the window. */
  options: readonly { value: string; title: Text; description: Text }[];
  description: Text;
}

export type Parameter = NumberParameter | ChoiceParameter;

/** Values for a loss's parameters, complete and checked: see `resolveParameters`. */
export type ParameterValues = Readonly<Record<string, number | string>>;

/** A tensor before training: its shape, and the number that fills it where that is not 0. */
export interface InitialTensor {
  shape: number[];
  fill?: number;
}

/** The tensors of a loss before training. */
export function initialTensors(
  tf: Tf,
  starts: Readonly<Record<string, InitialTensor>> = {},
): Record<string, Tensor> {
  return Object.fromEntries(
    Object.entries(starts).map(([name, { shape, fill = 0 }]) => [name, tf.fill(shape, fill, 'float32')]),
  );
}

/** Tensors by name. */
export type Tensors = Readonly<Record<string, Tensor>>;

/** What a loss is shown: N samples of D dimensions, C classes. */
export interface Batch {
  /** [N, D], raw: not normalised. */
  embeddings: Tensor2D;
  /** int32 [N], 0..C-1. */
  labels: Tensor1D;
  /** The loss's own trainable tensors, by the names of `trainables`. */
  trainables: Tensors;
  /** What the loss remembers from batch to batch, by the names of `state`. */
  state: Tensors;
  /** Random numbers, by the names of `draws`. */
  draws: Tensors;
}

/** The single numbers that a value is made of. */
export interface Terms {
  /** Any shape: one a sample, a pair or a triplet. */
  values: Tensor;
  /** In the same shape, 1 if the number counts; absent: all do. */
  counted?: Tensor;
}

/** A loss's value and its gradients in closed form. */
export interface Evaluation {
  value: Scalar;
  /** The numbers that `value` is a mean of, computed only when asked for. Call within the same `tf.tidy`. */
  terms(): Terms;
  /** [N, D]: gradient of the value by the raw embeddings. */
  embeddings: Tensor2D;
  /** Gradient of the value by each trainable, in its shape. */
  trainables: Record<string, Tensor>;
  /** [N, C]: gradient of the value by the cosines, norms held fixed; null for losses that see no cosines. */
  cosines: Tensor2D | null;
  /** The state after this batch. */
  state: Record<string, Tensor>;
}

export const paper = z.object({
  authors: z.string(),
  year: z.int(),
  title: z.string(),
  venue: z.string(),
});
export type Paper = z.infer<typeof paper>;

/** A training loss. Adding one is a file that makes such a value and a line in `index.ts`. */
export interface Loss {
  id: string;
  title: string;
  paper: Paper;
  /** What it does and why, in plain words. */
  summary: Text;
  parameters: Readonly<Record<string, Parameter>>;
  /** Fewer people than this leave it nothing to learn; absent: 2. */
  minimumClasses?: number;
  /** It compares the samples of a batch with each other: batches need several photos of a person. */
  comparesSamples?: boolean;
  /**
   * It is a softmax on cosines in which classes are told apart by `centres` alone, all in the same way: shown the centres of some
   * classes only, it is the same loss among these.
   */
  canSampleClasses?: true;
  /**
   * Tensors that are trained beside the head. `centres`, [C, D] and one row a class, is what the interface
   * shows as class centres; a loss without them is shown by the mean directions of its classes.
   */
  trainables(classes: number, dim: number, values: ParameterValues): Readonly<Record<string, InitialTensor>>;
  /** Tensors that change from batch to batch by a rule of their own. Absent: none. */
  state?(classes: number, dim: number, values: ParameterValues): Readonly<Record<string, InitialTensor>>;
  /** Random numbers that one batch needs. Absent: none. */
  draws?(count: number, values: ParameterValues, random: Random): Readonly<Record<string, Float32Array>>;
  /** Call within `tf.tidy`. Never answers with NaN or infinity for finite input. */
  evaluate(tf: Tf, batch: Batch, values: ParameterValues): Evaluation;
}
