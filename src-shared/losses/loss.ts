import type { Tensor, Tensor1D, Tensor2D, Tf } from '../tf.ts';

/** A sentence in the languages of the interface. */
export interface Text {
  en: string;
  ja: string;
}

export interface NumberParameter {
  kind: 'number';
  title: Text;
  /** The paper's value. */
  default: number;
  min: number;
  max: number;
  /** What a form moves by. */
  step: number;
  /** 'rad', or '' for a plain number. */
  unit: string;
  description: Text;
}

export interface ChoiceParameter {
  kind: 'choice';
  title: Text;
  default: string;
  options: readonly { value: string; description: Text }[];
  description: Text;
}

export type Parameter = NumberParameter | ChoiceParameter;

/** Values for a loss's parameters, complete and checked: see `resolveParameters`. */
export type ParameterValues = Readonly<Record<string, number | string>>;

/** What a loss is shown: N samples of D dimensions, C classes. */
export interface Batch {
  /** [N, D], raw: not normalised. */
  embeddings: Tensor2D;
  /** int32 [N], 0..C-1. */
  labels: Tensor1D;
  /** The loss's own trainable tensors, by the names of `trainables`. */
  trainables: Readonly<Record<string, Tensor>>;
}

/** A loss's value and its gradients in closed form. */
export interface Evaluation {
  /** [N]; the loss is their mean. */
  perSample: Tensor1D;
  /** [N, D]: gradient of the mean by the raw embeddings. */
  embeddings: Tensor2D;
  /** Gradient of the mean by each trainable, in its shape. */
  trainables: Record<string, Tensor>;
}

/** A training loss. Adding one is a file that makes such a value and a line in `index.ts`. */
export interface Loss {
  id: string;
  title: string;
  paper: { authors: string; year: number; title: string; venue: string };
  /** What it does and why, in plain words. */
  summary: Text;
  parameters: Readonly<Record<string, Parameter>>;
  /**
   * Shapes of the tensors that are trained beside the head. `centres`, [C, D] and one row a class, is
   * what the interface shows as class centres.
   */
  trainables(classes: number, dim: number): Readonly<Record<string, number[]>>;
  /** Call within `tf.tidy`. Never answers with NaN or infinity for finite input. */
  evaluate(tf: Tf, batch: Batch, values: ParameterValues): Evaluation;
}

/** A number parameter's value. */
export function numberOf(values: ParameterValues, name: string): number {
  return Number(values[name]);
}

/** [N, C], 1 at each sample's own class. tfjs' own `oneHot` refuses a single class. */
export function oneHotOf(tf: Tf, labels: Tensor1D, classes: number): Tensor2D {
  const own = tf.equal(tf.expandDims(labels, 1), tf.range(0, classes, 1, 'int32'));
  return tf.cast(own, 'float32') as Tensor2D;
}
