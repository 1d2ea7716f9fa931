/**
 * A training step as a list of kernel calls. tfjs's bookkeeping (scopes, tensors, finding kernels) takes longer than
 * most kernels of a step. So a step is computed once as usual and watched; from then on its kernels are called as they
 * were seen, each result being freed after its last use. The numbers are the same to the bit.
 */
import type { DataId } from '@tensorflow/tfjs';
import type { Tensor, Tf } from '../tf.ts';
import type { Compile, Groups } from './compile.ts';
import { type Entry, entriesOf, grouped, shapesOf } from './groups.ts';
import { type Call, type DataKeeper, type RecordedCalls, recordCalls, type Value } from './record-calls.ts';

/** A call, and what is not needed after it. */
export interface Step extends Call {
  frees: readonly Value[];
  /** Inputs, by number. */
  freesInputs: readonly number[];
}

export interface Recording extends Omit<RecordedCalls, 'calls'> {
  steps: readonly Step[];
  /** Group and name of each output. */
  names: readonly (readonly [string, string])[];
}

/** Runs a recording again. */
export interface Player {
  run(entries: readonly Entry[]): Groups;
  close(): void;
}

/**
 * @param tf on a backend whose kernels read no numbers while they are called.
 * @param playerOf a backend's own way to run a recording, which may round in its own way; by default the kernels are
 * called.
 */
export function compileForReplay(tf: Tf, playerOf?: (recording: Recording) => Player): Compile {
  const byKernels = (recording: Recording): Player => ({
    run: (entries) => replay(tf, recording, entries),
    close() {},
  });
  return (compute) => {
    const backend = tf.backend() as unknown as DataKeeper;
    /** By the shapes of the inputs. */
    const recordings = new Map<string, { recording: Recording; player: Player }>();
    return {
      run(inputs) {
        const entries = entriesOf(inputs);
        const key = shapesOf(entries);
        const recorded = recordings.get(key);
        if (recorded !== undefined) return recorded.player.run(entries) as ReturnType<typeof compute>;
        // The same numbers, which the step then does not free.
        const again =
          playerOf === undefined
            ? []
            : entries.map(([group, name, tensor]) => [group, name, tensor.clone()] as const);
        const { result, recording } = record(tf, entries, (groups) => compute(groups as typeof inputs));
        const player = (playerOf ?? byKernels)(recording);
        recordings.set(key, { recording, player });
        if (playerOf === undefined) return result;
        // So that a run that goes on from a checkpoint, and records anew, ends with the same bits.
        for (const tensors of Object.values(result)) tf.dispose(tensors);
        const same = player.run(again) as ReturnType<typeof compute>;
        tf.dispose(again.map(([, , tensor]) => tensor));
        return same;
      },
      close() {
        for (const { recording, player } of recordings.values()) {
          player.close();
          for (const dataId of recording.constants.values()) backend.disposeData(dataId);
        }
        recordings.clear();
      },
    };
  };
}

/** The step itself, and how to do it again. */
function record<Outputs extends Groups>(
  tf: Tf,
  entries: readonly Entry[],
  compute: (inputs: Groups) => Outputs,
): { result: Outputs; recording: Recording } {
  const { tensors, copies } = separateTensors(tf, entries);
  let names: Entry[] = [];
  const { calls, result, ...recorded } = recordCalls(tf, tensors, () => {
    const result = compute(grouped(entries, tensors));
    names = entriesOf(result);
    return { result, outputs: names.map(([, , tensor]) => tensor) };
  });
  const freed = tensors.flatMap((tensor, i) => (tensor.isDisposed ? [i] : []));
  tf.dispose(copies);
  const steps = withFrees(calls, recorded, tensors.length, new Set(freed));
  return { result, recording: { ...recorded, steps, names: names.map(([group, name]) => [group, name]) } };
}

/** Tensors of which no two share their numbers, so that an input of a kernel belongs to one tensor only. */
export function separateTensors(tf: Tf, entries: readonly Entry[]): { tensors: Tensor[]; copies: Tensor[] } {
  const seen = new Set<DataId>();
  const copies: Tensor[] = [];
  const tensors = entries.map(([, , tensor]) => {
    if (!seen.has(tensor.dataId)) {
      seen.add(tensor.dataId);
      return tensor;
    }
    const copy = tf.tidy(() => tf.mul(tensor, tf.scalar(1, tensor.dtype as 'float32')));
    copies.push(copy);
    return copy;
  });
  return { tensors, copies };
}

/** @param freed the inputs that the step may free. */
function withFrees(
  calls: readonly Call[],
  { outputs, constants }: Pick<RecordedCalls, 'outputs' | 'constants'>,
  inputs: number,
  freed: ReadonlySet<Value>,
): Step[] {
  const inUse = new Set([...constants.keys(), ...outputs.map(({ value }) => value)]);
  const steps: Step[] = [];
  for (const call of calls.toReversed()) {
    const lastUses = [...new Set([...call.reads.map(({ value }) => value), ...call.writes])].filter(
      (value) => !inUse.has(value),
    );
    for (const value of lastUses) inUse.add(value);
    const frees = lastUses.filter((value) => value >= inputs);
    steps.push({ ...call, frees, freesInputs: lastUses.filter((value) => freed.has(value)) });
  }
  return steps.reverse();
}

/** Calls the kernels as they were seen. */
export function replay(tf: Tf, recording: Recording, entries: readonly Entry[]): Groups {
  const data = dataOf(
    recording,
    entries.map(([, , tensor]) => tensor),
  );
  callKernels(tf, recording, data, ({ freesInputs }) => {
    for (const input of freesInputs) entries[input]![2].dispose();
  });
  return resultsOf(tf, recording, entries, data);
}

/** The data of a recording's values, as far as they are there before it runs. */
export function dataOf({ count, constants }: Recording, inputs: readonly Tensor[]): DataId[] {
  const data = new Array<DataId>(count);
  for (const [i, { dataId }] of inputs.entries()) data[i] = dataId;
  for (const [value, dataId] of constants) data[value] = dataId;
  return data;
}

/** @param data by value: that of inputs and constants; gets that of the others. */
export function callKernels(
  tf: Tf,
  { steps }: Recording,
  data: DataId[],
  afterStep: (step: Step) => void = () => {},
): void {
  const backend = tf.backend() as unknown as DataKeeper;
  for (const step of steps) {
    const { kernel, inputs, attrs, reads, writes, frees } = step;
    for (const view of reads) view.dataId = data[view.value]!;
    const made = kernel({ inputs, attrs, backend });
    if (Array.isArray(made)) for (const [i, { dataId }] of made.entries()) data[writes[i]!] = dataId;
    else data[writes[0]!] = made.dataId;
    for (const value of frees) backend.disposeData(data[value]!);
    afterStep(step);
  }
}

/** The outputs as tensors. */
export function resultsOf(
  tf: Tf,
  { outputs, constants, names }: Recording,
  entries: readonly Entry[],
  data: readonly DataId[],
): Groups {
  const backend = tf.backend() as unknown as DataKeeper;
  const given = new Set<Value>();
  const results = outputs.map(({ value, shape, dtype }) => {
    const dataId = data[value]!;
    // A tensor owns its numbers, and these have an owner already.
    if (value < entries.length || constants.has(value) || given.has(value)) backend.incRef(dataId);
    given.add(value);
    return tf.engine().makeTensorFromTensorInfo({ dataId, shape, dtype });
  });
  return grouped(names, results);
}
