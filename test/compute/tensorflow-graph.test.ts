/** Steps that TensorFlow runs as one graph against the same steps operation by operation. */
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { openBackend } from '../../src-main/compute/backend.ts';
import type { Backend } from '../../src-main/compute/backend-types.ts';
import { manifestFile } from '../../src-main/compute/tensorflow-binding.ts';
import { whyNoGraphs } from '../../src-main/compute/tensorflow-graph.ts';
import { trainSpec } from '../../src-shared/contract/index.ts';
import { losses, regularisers } from '../../src-shared/losses/index.ts';
import { decodeCheckpoint } from '../../src-shared/training/checkpoint.ts';
import { compileNothing } from '../../src-shared/training/compile.ts';
import type { Compile, Groups } from '../../src-shared/training/index.ts';
import { train } from '../../src-shared/training/train.ts';
import { temporaryFolder } from '../cli/cli.ts';
import { syntheticData } from '../training/synthetic.ts';

type Spec = Parameters<typeof trainSpec.parse>[0];

const mlp = { kind: 'mlp', hidden: 16, dim: 64, init: 'random' } as const;
const common = { loss: 'arcface', epochs: 2, batchSize: 9, head: mlp } as const;
const specs: [string, Spec][] = [
  ...losses.map(({ id }): [string, Spec] => [id, { ...common, loss: id }]),
  ...regularisers.map(({ id }): [string, Spec] => [`arcface with ${id}`, { ...common, regulariser: id }]),
  ['a linear head', { ...common, head: { kind: 'linear', dim: 128 } }],
  ['batch normalisation and dropout', { ...common, head: { ...mlp, batchNorm: true, dropout: 0.3 } }],
  ['SGD', { ...common, optimiser: { kind: 'sgd', learningRate: 0.01 } }],
  ['clipping and averages', { ...common, optimiser: { clip: 0.5, averageDecay: 0.9 } }],
  ['a warm-up', { ...common, schedule: { kind: 'cosine', warmupEpochs: 1 } }],
  ['label smoothing', { ...common, parameters: { labelSmoothing: 0.1 } }],
];

describe('a training step as a TensorFlow graph', () => {
  let backend: Required<Backend>;
  beforeAll(async () => {
    if (existsSync(manifestFile)) backend = (await openBackend('tensorflow')) as Required<Backend>;
  });
  beforeEach(({ skip }) => {
    if (process.env.TAMMES_REQUIRE_BINDING) expect(backend).toBeDefined();
    skip(backend === undefined, 'There is no binding: npm run binding -- --tensorflow DIR; see README.md.');
  });

  /** Where a run stands at its end. */
  async function endOf(
    spec: Spec,
    compile: Compile,
    checkpoint?: Uint8Array,
    stopAt = Number.POSITIVE_INFINITY,
  ) {
    const controller = new AbortController();
    let now = 0;
    const options = {
      // So slow that each step is told of.
      clock: () => (now += 1000),
      compile,
      signal: controller.signal,
      ...(checkpoint && { checkpoint }),
    };
    let last = new Uint8Array();
    for await (const event of train(backend.tf, trainSpec.parse(spec), syntheticData(), options)) {
      if (event.type === 'checkpoint') last = new Uint8Array(event.bytes);
      if (event.type === 'step' && event.step >= stopAt) controller.abort();
    }
    return last;
  }

  /** Two checkpoints hold the same tensors, to the rounding. */
  function expectAlike(found: Uint8Array, expected: Uint8Array) {
    const [a, b] = [decodeCheckpoint(found), decodeCheckpoint(expected)];
    for (const part of ['parameters', 'state'] as const) {
      expect(Object.keys(a[part]).sort()).toEqual(Object.keys(b[part]).sort());
      for (const [name, { values }] of Object.entries(b[part])) {
        const most = values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1e-6);
        const other = a[part][name]!.values;
        const worst = values.reduce((error, value, i) => Math.max(error, Math.abs(value - other[i]!)), 0);
        expect(worst / most, `${part} ${name}`).toBeLessThan(1e-3);
      }
    }
  }

  test.each(specs)('ends where the operations one by one end: %s', async (_, spec) => {
    const native = backend.tf.backend() as unknown as { runSavedModel(): unknown };
    const calls = vi.spyOn(native, 'runSavedModel');
    const plain = await endOf(spec, compileNothing);
    expect(calls).not.toHaveBeenCalled();
    const graph = await endOf(spec, backend.compile);
    // Two epochs of 24 samples: 9, 9 and 6.
    expect(calls).toHaveBeenCalledTimes(6);
    calls.mockRestore();
    expectAlike(graph, plain);
  });

  test('XLA, which long runs take, computes the same', async () => {
    const many = 1e6;
    const withXla: Compile = (compute) => backend.compile(compute, many);
    const spec: Spec = { ...common, epochs: 1, batchSize: 24, head: { ...mlp, dropout: 0.3 } };
    expectAlike(await endOf(spec, withXla), await endOf(spec, compileNothing));
  });

  test('resumes to the bit, and leaves neither tensors nor files', async () => {
    const before = backend.tf.memory().numTensors;
    vi.stubEnv('TMPDIR', await temporaryFolder());
    const spec: Spec = {
      ...common,
      loss: 'vpl',
      head: { ...mlp, dropout: 0.2 },
      optimiser: { averageDecay: 0.9 },
    };
    const whole = await endOf(spec, backend.compile);
    const stopped = await endOf(spec, backend.compile, undefined, 2);
    expect(decodeCheckpoint(stopped).step).toBe(2);
    expect(await endOf(spec, backend.compile, stopped)).toEqual(whole);
    expect(backend.tf.memory().numTensors).toBe(before);
    expect(await readdir(process.env.TMPDIR!)).toEqual([]);
    vi.unstubAllEnvs();
  });

  test('says why no graph can be run', () => {
    expect(whyNoGraphs(backend.tf)).toBeNull();
    vi.stubEnv('TMPDIR', '/nowhere');
    expect(whyNoGraphs(backend.tf)).toContain('/nowhere');
    vi.unstubAllEnvs();
  });

  test('refuses a step that uses what is not among its inputs', () => {
    const { tf, compile } = backend;
    const hidden = tf.square(2);
    const { run } = compile((inputs: Groups) => ({ out: { y: tf.mul(inputs.in!.x!, hidden) } }), 1);
    expect(() => run({ in: { x: tf.scalar(1) } })).toThrow('not among its inputs');
  });
});
