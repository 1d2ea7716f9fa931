import type * as tfjs from '@tensorflow/tfjs';

/**
 * The tfjs module, handed in by the host: Node loads the CommonJS builds and the window's worker the ES
 * modules, and all parts of a process must share one.
 */
export type Tf = typeof tfjs;
export type { Scalar, Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs';
