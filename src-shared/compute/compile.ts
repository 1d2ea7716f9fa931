import type { Tensor } from '../tf.ts';

/** Tensors by name. */
export type Tensors = Record<string, Tensor>;

/** Tensors by group and name. */
export type Groups = Record<string, Tensors>;

/** A function of tensors, in a form in which a backend runs it faster. */
export interface Compiled<Inputs extends Groups, Outputs extends Groups> {
  /** What the function itself would answer, to the rounding. Inputs that it would free may stay. */
  run(inputs: Inputs): Outputs;
  /** Frees what has been compiled. */
  close(): void;
}

/**
 * What a backend may do with a function that it runs often. The function must do the same operations whenever its
 * inputs have the same names and shapes: what is no input is taken for a constant.
 * @param calls how often it is run from the start of a training to its end: what is worth preparing depends on it, and
 * with that the rounding, so that a run that goes on must name the same number.
 */
export type Compile = <Inputs extends Groups, Outputs extends Groups>(
  compute: (inputs: Inputs) => Outputs,
  calls: number,
) => Compiled<Inputs, Outputs>;

/** As it is: for backends that have nothing to gain. */
export const compileNothing: Compile = (compute) => ({ run: compute, close() {} });
