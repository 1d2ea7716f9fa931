/** Steps that TensorFlow runs as one graph against the same steps operation by operation. */
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { openBackend } from '../../../src-main/compute/backend.ts';
import { manifestFile } from '../../../src-main/compute/tensorflow/binding.ts';
import { whyNoGraphs } from '../../../src-main/compute/tensorflow/graph.ts';
import type { Backend } from '../../../src-shared/compute/index.ts';
import { type Compile, compileNothing, type Groups } from '../../../src-shared/compute/index.ts';
import { decodeCheckpoint } from '../../../src-shared/training/checkpoint.ts';
import { temporaryFolder } from '../../helpers/cli.ts';
import { common, endOf, expectAlike, mlp, type Spec, someClasses, specs } from '../../helpers/short-runs.ts';
import { expectRowsReplaced } from '../../helpers/training-kernels.ts';

describe('a training step as a TensorFlow graph', () => {
  let backend: Required<Backend>;
  beforeAll(async () => {
    if (existsSync(manifestFile)) backend = (await openBackend('tensorflow')) as Required<Backend>;
  });
  beforeEach(({ skip }) => {
    if (process.env.TAMMES_REQUIRE_BINDING) expect(backend).toBeDefined();
    skip(backend === undefined, 'There is no binding: npm run binding -- --tensorflow DIR; see README.md.');
  });

  test.each(specs)('ends where the operations one by one end: %s', async (_, spec) => {
    const native = backend.tf.backend() as unknown as { runSavedModel(): unknown };
    const calls = vi.spyOn(native, 'runSavedModel');
    const plain = await endOf(backend.tf, spec, compileNothing);
    expect(calls).not.toHaveBeenCalled();
    const graph = await endOf(backend.tf, spec, backend.compile);
    // Two epochs of 24 samples: 9, 9 and 6.
    expect(calls).toHaveBeenCalledTimes(6);
    calls.mockRestore();
    expectAlike(graph, plain);
  });

  test('rows are replaced where they lie', async () => {
    await expectRowsReplaced(backend.tf);
  });

  test('a run that sees some classes ends where the operations end, and resumes to the bit', async () => {
    const { tf, compile } = backend;
    const whole = await endOf(tf, someClasses, compile);
    expectAlike(whole, await endOf(tf, someClasses, compileNothing));
    const stopped = await endOf(tf, someClasses, compile, undefined, 7);
    expect(decodeCheckpoint(stopped).step).toBe(7);
    expect(await endOf(tf, someClasses, compile, stopped)).toEqual(whole);
  });

  /** As if the run were a long one. */
  const withXla: Compile = (compute) => backend.compile(compute, 1e6);

  test('XLA, which long runs take, computes the same', async () => {
    const spec: Spec = { ...common, epochs: 1, batchSize: 24, head: { ...mlp, dropout: 0.3 } };
    expectAlike(await endOf(backend.tf, spec, withXla), await endOf(backend.tf, spec, compileNothing));
  });

  test('XLA resumes to the bit', async () => {
    const spec: Spec = { ...common, epochs: 2, batchSize: 12, head: { ...mlp, dropout: 0.3 } };
    const stopped = await endOf(backend.tf, spec, withXla, undefined, 3);
    expect(decodeCheckpoint(stopped).step).toBe(3);
    const whole = await endOf(backend.tf, spec, withXla);
    expect(await endOf(backend.tf, spec, withXla, stopped)).toEqual(whole);
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
    const whole = await endOf(backend.tf, spec, backend.compile);
    const stopped = await endOf(backend.tf, spec, backend.compile, undefined, 2);
    expect(decodeCheckpoint(stopped).step).toBe(2);
    expect(await endOf(backend.tf, spec, backend.compile, stopped)).toEqual(whole);
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
