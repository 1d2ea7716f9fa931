/** Watches tfjs compute, and writes down the kernels that it calls. */
import type { DataId, KernelConfig, KernelFunc, NamedAttrMap, TensorInfo } from '@tensorflow/tfjs';
import type { Tensor, Tf } from '../tf.ts';

/** Of a tfjs backend, what is used to keep its data and to free it. */
export interface DataKeeper {
  incRef(dataId: DataId): void;
  disposeData(dataId: DataId): boolean;
  /** WebGPU's; `values` are there until they are on the GPU. */
  tensorMap?: { get(dataId: DataId): { values?: ArrayLike<number> | null } };
}

/** Numbers on the device. Several tensors may have the same: reshaping gives another tensor of the same numbers. */
export type Value = number;

/** A tensor as a kernel sees it; whose numbers it holds differs from one run to the next. */
export interface TensorView extends TensorInfo {
  readonly value: Value;
}

export interface Call {
  /** tfjs's name of the kernel. */
  name: string;
  kernel: KernelFunc;
  /** By name, or a list, as the kernel takes them. All are views. */
  inputs: Record<string, TensorView>;
  attrs: NamedAttrMap;
  /** The inputs again. */
  reads: readonly TensorView[];
  writes: readonly Value[];
}

/** A computation as a list of kernel calls. */
export interface RecordedCalls {
  calls: readonly Call[];
  /** Number of values. The inputs' come first, one each. */
  count: number;
  /** Values that are the same on every run. They are kept until they are freed with `disposeData`. */
  constants: ReadonlyMap<Value, DataId>;
  /** What those constants are that are a single number, as far as it is known here. */
  scalars: ReadonlyMap<Value, number>;
  outputs: readonly TensorView[];
}

/** Bytes up to which what a kernel makes of constants is a constant, too; more is made again on each run. */
const mostKept = 1 << 16;

/**
 * Computes once, and tells what that took.
 * @param inputs of which no two share their numbers.
 * @param compute whose operations depend on nothing but the inputs' shapes. It may free its inputs.
 * @throws Error if it uses a tensor that is not among its inputs: what changes would become a constant.
 */
export function recordCalls<Result>(
  tf: Tf,
  inputs: readonly Tensor[],
  compute: () => { result: Result; outputs: readonly Tensor[] },
): RecordedCalls & { result: Result } {
  const newest = tf.tidy(() => tf.scalar(0).id);
  const recorder = new Recorder(tf.backend() as unknown as DataKeeper, inputs, newest);
  const kernels = tf.getKernelsForBackend(tf.getBackend());
  exchange(
    tf,
    kernels.map((config) => ({ ...config, kernelFunc: recorder.watched(config) })),
  );
  try {
    const { result, outputs } = compute();
    return { ...recorder.finish(outputs), result };
  } finally {
    exchange(tf, kernels);
  }
}

function exchange(tf: Tf, kernels: readonly KernelConfig[]): void {
  for (const config of kernels) {
    tf.unregisterKernel(config.kernelName, config.backendName);
    tf.registerKernel(config);
  }
}

class Recorder {
  readonly #backend: DataKeeper;
  readonly #calls: Call[] = [];
  readonly #values = new Map<DataId, Value>();
  readonly #constants = new Map<Value, DataId>();
  readonly #scalars = new Map<Value, number>();
  readonly #newest: number;
  #isWithin = false;

  /** @param newest number of the newest tensor before the computation. */
  constructor(backend: DataKeeper, inputs: readonly Tensor[], newest: number) {
    this.#backend = backend;
    this.#newest = newest;
    for (const { dataId } of inputs) this.#add(dataId);
  }

  /** A kernel that does the same, and is seen doing it. */
  watched({ kernelName: name, kernelFunc: kernel }: KernelConfig): KernelFunc {
    return (call) => {
      // What a kernel does by way of others, it will do again.
      if (this.#isWithin) return kernel(call);
      this.#isWithin = true;
      try {
        // Before the kernel runs: a constant may be freed after it.
        const inputs = this.#viewsOf(call.inputs as Record<string, TensorInfo>);
        const made = kernel(call);
        this.#note({ name, kernel, inputs, attrs: call.attrs ?? {} }, [made].flat());
        return made;
      } finally {
        this.#isWithin = false;
      }
    };
  }

  finish(outputs: readonly Tensor[]): RecordedCalls {
    const views = outputs.map((output) => this.#viewOf(output));
    const needed = new Set(views.map(({ value }) => value));
    const calls = this.#calls.reverse().filter(({ reads, writes }) => {
      const isNeeded = writes.some((value) => needed.has(value));
      if (isNeeded) for (const { value } of reads) needed.add(value);
      return isNeeded;
    });
    return {
      calls: calls.reverse(),
      count: this.#values.size,
      constants: this.#constants,
      scalars: this.#scalars,
      outputs: views,
    };
  }

  #note(call: Omit<Call, 'reads' | 'writes'>, made: readonly TensorInfo[]): void {
    const reads = Object.values(call.inputs);
    // The same numbers in another shape.
    if (made.every(({ dataId }) => this.#values.has(dataId))) return;
    const isConstant =
      reads.every(({ value }) => this.#constants.has(value)) &&
      made.every(({ shape }) => 4 * shape.reduce((product, length) => product * length, 1) <= mostKept);
    const writes = made.map(({ dataId }) => (isConstant ? this.#keep(dataId) : this.#add(dataId)));
    if (!isConstant) this.#calls.push({ ...call, reads, writes });
  }

  #viewsOf(inputs: Record<string, TensorInfo>): Call['inputs'] {
    const views = Array.isArray(inputs) ? ([] as unknown as Call['inputs']) : {};
    for (const [name, input] of Object.entries(inputs)) {
      // Optional inputs may be there as nothing.
      if (input !== undefined && input !== null) views[name] = this.#viewOf(input);
    }
    return views;
  }

  #viewOf({ dataId, shape, dtype, id = Infinity }: TensorInfo & { id?: number }): TensorView {
    let value = this.#values.get(dataId);
    if (value === undefined) {
      if (id <= this.#newest) throw new Error('A step uses a tensor that is not among its inputs.');
      value = this.#keep(dataId);
    }
    return { value, dataId, shape, dtype };
  }

  /** What no kernel has made from the inputs: numbers of the code, such as the 2 of 2 x. */
  #keep(dataId: DataId): Value {
    this.#backend.incRef(dataId);
    const value = this.#add(dataId);
    this.#constants.set(value, dataId);
    const numbers = this.#backend.tensorMap?.get(dataId).values;
    if (numbers?.length === 1) this.#scalars.set(value, numbers[0]!);
    return value;
  }

  #add(dataId: DataId): Value {
    const value = this.#values.size;
    this.#values.set(dataId, value);
    return value;
  }
}
