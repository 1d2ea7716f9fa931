/**
 * Sines, cosines and angles on WebGPU with all digits of float32. WGSL allows its own errors of 1e-4 and more, which
 * scales like 64 carry into losses; drivers make use of that.
 */
import type { NamedTensorInfoMap } from '@tensorflow/tfjs';
import type { Tensor, Tf } from '../../src-shared/tf.ts';
import { require } from './backend-types.ts';

type WebgpuPackage = typeof import('@tensorflow/tfjs-backend-webgpu');
type WebgpuBackend = InstanceType<WebgpuPackage['WebGPUBackend']>;
type Program = Parameters<WebgpuBackend['runWebGPUProgram']>[0];

/** Polynomials and reductions of Cephes (sinf.c, atanf.c; Moshier, 1992), good to 1e-7. */
const source = `
  // x less whole quarter turns, in three parts of pi/2, and how many these were.
  fn reduced(x : f32) -> vec2<f32> {
    let n = round(x * 0.6366197723675814);
    return vec2<f32>(((x - n * 1.5703125) - n * 4.837512969970703e-4) - n * 7.54978995489188e-8, n);
  }
  fn turned(r : f32, n : f32) -> f32 {
    let z = r * r;
    let s = r + r * z * (-1.6666654611e-1 + z * (8.3321608736e-3 - z * 1.9515295891e-4));
    let c = 1.0 - 0.5 * z + z * z * (4.166664568298827e-2 + z * (-1.388731625493765e-3 + z * 2.443315711809948e-5));
    let quarter = n - 4.0 * floor(n / 4.0);
    let value = select(c, s, quarter == 0.0 || quarter == 2.0);
    return select(value, -value, quarter >= 2.0);
  }
  fn sine(x : f32) -> f32 {
    let r = reduced(x);
    return turned(r.x, r.y);
  }
  fn cosine(x : f32) -> f32 {
    let r = reduced(x);
    return turned(r.x, r.y + 1.0);
  }
  fn angle(y : f32, x : f32) -> f32 {
    let longer = max(abs(x), abs(y));
    let ratio = select(min(abs(x), abs(y)) / longer, 0.0, longer == 0.0);
    let isSteep = ratio > 0.4142135623730950;
    let t = select(ratio, (ratio - 1.0) / (ratio + 1.0), isSteep);
    let z = t * t;
    let p = ((8.05374449538e-2 * z - 1.38776856032e-1) * z + 1.99777106478e-1) * z - 3.33329491539e-1;
    let first = select(0.0, 0.7853981633974483, isSteep) + (t + t * z * p);
    let upper = select(first, 1.5707963267948966 - first, abs(y) > abs(x));
    let whole = select(upper, 3.141592653589793 - upper, x < 0.0);
    return select(whole, -whole, y < 0.0);
  }
  fn arcCosine(c : f32) -> f32 {
    return 2.0 * angle(sqrt(1.0 - c), sqrt(1.0 + c));
  }`;

/** Each kernel with its inputs and its value from them. */
const kernels = [
  { name: 'Sin', inputs: ['x'], value: 'sine(a)' },
  { name: 'Cos', inputs: ['x'], value: 'cosine(a)' },
  { name: 'Acos', inputs: ['x'], value: 'arcCosine(a)' },
  { name: 'Atan2', inputs: ['a', 'b'], value: 'angle(a, b)' },
] as const;

/** Puts these kernels in the place of the package's own. */
export function mendTrigonometry(tf: Tf): void {
  const { webgpu_util: util } = require('@tensorflow/tfjs-backend-webgpu') as WebgpuPackage;
  for (const { name, inputs: names, value } of kernels) {
    const original = tf.getKernel(name, 'webgpu');
    const isBinary = names.length === 2;
    tf.unregisterKernel(name, 'webgpu');
    tf.registerKernel({
      ...original,
      kernelFunc: (call) => {
        const inputs = names.map((input) => (call.inputs as NamedTensorInfoMap)[input]!);
        const [{ shape, dtype }] = inputs as [Tensor];
        // No loss broadcasts an arc tangent.
        if (isBinary && !tf.util.arraysEqual(shape, inputs[1]!.shape)) return original.kernelFunc(call);
        const dispatchLayout = util.flatDispatchLayout(shape);
        const workgroupSize: [number, number, number] = [128, 1, 1];
        const program: Program = {
          variableNames: isBinary ? ['A', 'B'] : ['A'],
          outputShape: shape,
          size: true,
          workgroupSize,
          dispatchLayout,
          dispatch: util.computeDispatch(dispatchLayout, shape, workgroupSize),
          shaderKey: `tammes_${name}`,
          getUserCode: () => `${source}
            fn main(index : i32) {
              if (index < uniforms.size) {
                let a = getAByOutputIndex(index);
                ${isBinary ? 'let b = getBByOutputIndex(index);' : ''}
                setOutputAtIndex(index, ${value});
              }
            }`,
        };
        return (call.backend as WebgpuBackend).runWebGPUProgram(program, inputs, dtype);
      },
    });
  }
}
