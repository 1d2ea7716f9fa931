import { activate, type Backend } from '../../src-shared/compute/index.ts';
import type { Tf } from '../../src-shared/tf.ts';
import { require } from './backend-types.ts';

/** Plain JavaScript: slow, and always there. */
export async function openCpu(): Promise<Backend> {
  const tf = require('@tensorflow/tfjs') as Tf;
  await activate(tf, 'cpu');
  return { tf, id: 'cpu', device: 'CPU (JavaScript)', memory: '', isSoftware: false, check() {} };
}
