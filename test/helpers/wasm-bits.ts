/** Run in a process of its own, as a process opens WASM once: products and convolutions on as many threads as the argument says;
 * with `unshared` if memory cannot be shared, with `halves` if vectors cannot be joined. */
import { createHash } from 'node:crypto';
import { openBackend } from '../../src-main/compute/backend.ts';
import { applyConvolution, applyDepthwise, convolve } from '../../src-shared/vision/networks/layers.ts';

if (process.argv[3] === 'unshared') {
  const { Memory } = WebAssembly;
  WebAssembly.Memory = class extends Memory {
    constructor(descriptor: WebAssembly.MemoryDescriptor) {
      if (descriptor.shared) throw new RangeError('There is no shared memory here.');
      super(descriptor);
    }
  };
}
if (process.argv[3] === 'halves') {
  const variables = { ...process.config.variables, v8_enable_wasm_simd256_revec: 0 };
  Object.defineProperty(process, 'config', { value: { ...process.config, variables } });
}
const { tf, device } = await openBackend('wasm', { threads: Number(process.argv[2]) });
const numbers = (count: number, step: number) =>
  Float32Array.from({ length: count }, (_, i) => Math.sin(i * step));
const matrix = (rows: number, columns: number, step: number) =>
  tf.tensor2d(numbers(rows * columns, step), [rows, columns]);
const layer = (...shape: [number, number, number, number]) =>
  convolve(tf, {
    shape,
    values: numbers(
      shape.reduce((product, length) => product * length, 1),
      0.9,
    ),
  });
const hash = createHash('sha256');
for (const [rows, inner, columns] of [
  [256, 1000, 512],
  [37, 41, 43],
  [1, 512, 1000],
] as const) {
  const product = tf.softmax(tf.matMul(matrix(rows, inner, 0.7), matrix(inner, columns, 1.3)));
  hash.update(await product.data());
}
const picture = tf.tensor4d(numbers(13 * 11 * 24, 0.3), [1, 13, 11, 24]);
hash.update(
  await applyConvolution(tf, picture, layer(3, 3, 24, 40), { activation: 'relu6', stride: 2 }).data(),
);
hash.update(await applyDepthwise(tf, picture, layer(3, 3, 24, 1), { activation: 'linear' }).data());
process.send?.({ device, hash: hash.digest('hex') });
// The channel to the parent, which would keep this process; the threads must not.
process.disconnect();
