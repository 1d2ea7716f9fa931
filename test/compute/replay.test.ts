/** Training steps that are replayed as lists of kernel calls against the same steps as they are. */
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openBackend } from '../../src-main/compute/backend.ts';
import {
  compileForReplay,
  compileNothing,
  type Groups,
  type Tensors,
} from '../../src-shared/compute/index.ts';
import type { Tf } from '../../src-shared/tf.ts';
import { decodeCheckpoint } from '../../src-shared/training/checkpoint.ts';
import { common, endOf, mlp, type Spec, someClasses, specs } from '../helpers/short-runs.ts';

/** What is held on the device. */
const held = (tf: Tf) => ({
  tensors: tf.memory().numTensors,
  data: (tf.backend() as unknown as { numDataIds(): number }).numDataIds(),
});

describe('a training step as a list of kernel calls', () => {
  let tf: Tf;
  let before: ReturnType<typeof held>;
  beforeAll(async () => {
    ({ tf } = await openBackend('wasm', { threads: 2 }));
  });
  beforeEach(() => {
    before = held(tf);
  });
  afterEach(() => {
    expect(held(tf)).toEqual(before);
  });

  test.each(specs)('ends where the step itself ends, to the bit: %s', async (_, spec) => {
    let computed = 0;
    const replayed = await endOf(tf, spec, (compute, calls) =>
      compileForReplay(tf)((inputs) => {
        computed++;
        return compute(inputs);
      }, calls),
    );
    // Two epochs of 24 samples: 9, 9 and 6.
    expect(computed).toBe(2);
    expect(replayed).toEqual(await endOf(tf, spec, compileNothing));
  });

  test('that sees some classes is recorded once, ends where it itself ends, and resumes, to the bit', async () => {
    let computed = 0;
    const whole = await endOf(tf, someClasses, (compute, calls) =>
      compileForReplay(tf)((inputs) => {
        computed++;
        return compute(inputs);
      }, calls),
    );
    expect(computed).toBe(1);
    expect(whole).toEqual(await endOf(tf, someClasses, compileNothing));
    const stopped = await endOf(tf, someClasses, compileForReplay(tf), undefined, 7);
    expect(decodeCheckpoint(stopped).step).toBe(7);
    expect(await endOf(tf, someClasses, compileForReplay(tf), stopped)).toEqual(whole);
  });

  test('resumes to the bit', async () => {
    const spec: Spec = {
      ...common,
      loss: 'vpl',
      head: { ...mlp, dropout: 0.2 },
      optimiser: { averageDecay: 0.9 },
    };
    const stopped = await endOf(tf, spec, compileForReplay(tf), undefined, 2);
    expect(decodeCheckpoint(stopped).step).toBe(2);
    const resumed = await endOf(tf, spec, compileForReplay(tf), stopped);
    expect(resumed).toEqual(await endOf(tf, spec, compileForReplay(tf)));
  });

  /** Replays `compute` on 1, 2 and 3. */
  const onThree = (compute: (x: Tensors) => Tensors) => {
    const { run, close } = compileForReplay(tf)(({ in: x }: Groups) => ({ out: compute(x!) }), 3);
    const answers = [1, 2, 3].map((number) => {
      const [x, y] = [tf.scalar(number), tf.scalar(10 * number)];
      const { out } = run({ in: { x, y } });
      const numbers = Object.fromEntries(Object.entries(out!).map(([name, it]) => [name, it.dataSync()[0]]));
      tf.dispose([x, y, out!]);
      return numbers;
    });
    close();
    return answers;
  };

  test('may return its inputs, a new number, or the same tensor twice', () => {
    const answers = onThree(({ x, y }) => {
      const sum = tf.tidy(() => tf.add(x!, tf.mul(y!, 2)));
      return { x: x!.clone(), seven: tf.scalar(7), sum, again: sum.reshape([1]) };
    });
    expect(answers).toEqual([1, 2, 3].map((x) => ({ x, seven: 7, sum: 21 * x, again: 21 * x })));
  });

  test('knows two inputs of the same numbers apart', () => {
    const { run, close } = compileForReplay(tf)(
      ({ in: { x, y } }: { in: Tensors }) => ({ out: { difference: tf.sub(x!, y!) } }),
      2,
    );
    const one = tf.scalar(1);
    for (const [x, y] of [
      [one, one.clone()],
      [tf.scalar(5), tf.scalar(2)],
    ] as const) {
      const expected = x.dataSync()[0]! - y.dataSync()[0]!;
      const { difference } = run({ in: { x, y } }).out;
      expect(difference.dataSync()[0]).toBe(expected);
      tf.dispose([x, y, difference]);
    }
    close();
  });

  test('refuses a step that uses what is not among its inputs', () => {
    const [hidden, x] = [tf.scalar(2), tf.scalar(1)];
    const { run } = compileForReplay(tf)(
      (inputs: Groups) => ({ out: { y: tf.mul(inputs.in!.x!, hidden) } }),
      1,
    );
    expect(() => run({ in: { x } })).toThrow('not among its inputs');
    // The kernels are as they were.
    expect(tf.tidy(() => tf.mul(x, hidden).dataSync()[0])).toBe(2);
    tf.dispose([hidden, x]);
  });
});
