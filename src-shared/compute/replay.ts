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
interface Step extends Call {
  frees: readonly Value[];
  /** Inputs, by number. */
  freesInputs: readonly number[];
}

interface Recording extends Omit<RecordedCalls, 'calls'> {
  steps: readonly Step[];
  /** Group and name of each output. */
  names: readonly (readonly [string, string])[];
}

/** @param tf on a backend whose kernels read no numbers while they are called. */
export function compileForReplay(tf: Tf): Compile {
  return (compute) => {
    const backend = tf.backend() as unknown as DataKeeper;
    /** By the shapes of the inputs. */
    const recordings = new Map<string, Recording>();
    return {
      run(inputs) {
        const entries = entriesOf(inputs);
        const key = shapesOf(entries);
        const recorded = recordings.get(key);
        if (recorded !== undefined)
          return replay(tf, backend, recorded, entries) as ReturnType<typeof compute>;
        const { result, recording } = record(tf, entries, (groups) => compute(groups as typeof inputs));
        recordings.set(key, recording);
        return result;
      },
      close() {
        for (const { constants } of recordings.values()) {
          for (const dataId of constants.values()) backend.disposeData(dataId);
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
function separateTensors(tf: Tf, entries: readonly Entry[]): { tensors: Tensor[]; copies: Tensor[] } {
  const seen = new Set<DataId>();
  const copies: Tensor[] = [];
  const tensors = entries.map(([, , tensor]) => {
    if (!seen.has(tensor.dataId)) {
      seen.add(tensor.dataId);
      return tensor;
    }
    const copy = tf.mul(tensor, tf.scalar(1, tensor.dtype as 'float32'));
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

function replay(tf: Tf, backend: DataKeeper, recording: Recording, entries: readonly Entry[]): Groups {
  const { steps, constants, count, outputs, names } = recording;
  const data = new Array<DataId>(count);
  for (const [i, [, , tensor]] of entries.entries()) data[i] = tensor.dataId;
  for (const [value, dataId] of constants) data[value] = dataId;
  for (const { kernel, inputs, attrs, reads, writes, frees, freesInputs } of steps) {
    for (const view of reads) view.dataId = data[view.value]!;
    const made = kernel({ inputs, attrs, backend });
    if (Array.isArray(made)) for (const [i, { dataId }] of made.entries()) data[writes[i]!] = dataId;
    else data[writes[0]!] = made.dataId;
    for (const value of frees) backend.disposeData(data[value]!);
    for (const input of freesInputs) entries[input]![2].dispose();
  }
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
