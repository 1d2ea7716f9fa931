/** Shaders of ours, and training steps as lists of commands, on SwiftShader. */
import { afterAll, expect, test } from 'vitest';
import { openBackend } from '../../src-main/compute/backend.ts';
import { type Backend, compileNothing } from '../../src-shared/compute/index.ts';
import { swiftShader } from '../helpers/native-processes.ts';
import { common, endOf, expectAlike, mlp, type Spec, someClasses, specs } from '../helpers/short-runs.ts';
import { expectRowsReplaced, testTrainingKernels } from '../helpers/training-kernels.ts';

// Vulkan takes this driver and no other.
if (swiftShader) process.env.VK_ICD_FILENAMES = swiftShader;
const opened = await openBackend('webgpu').catch(() => null);

test('WebGPU is there', ({ skip }) => {
  if (process.env.TAMMES_REQUIRE_BROWSER) expect(opened?.device).toContain('swiftshader');
  skip(
    opened === null,
    'It takes Chromium with SwiftShader, and libvulkan1: apt-get install chromium libvulkan1.',
  );
});

if (opened !== null) testOn(opened);

function testOn({ tf, compile, check }: Backend): void {
  const held = () => ({
    tensors: tf.memory().numTensors,
    data: (tf.backend() as unknown as { numDataIds(): number }).numDataIds(),
  });
  afterAll(check);

  testTrainingKernels(tf, 'webgpu', 5e-6);

  test('rows are replaced where they lie', async () => {
    await tf.setBackend('webgpu');
    await expectRowsReplaced(tf);
  });

  // Some: a step takes long there. Triplets turn on which of two distances is the larger, however little.
  const some = [
    'arcface',
    'elasticface',
    'a linear head',
    'batch normalisation and dropout',
    'SGD',
    'clipping and averages',
  ];
  const shown = [...specs.filter(([name]) => some.includes(name)), ['some classes', someClasses] as const];
  test.each(shown)(
    'a run of commands ends where the steps themselves end: %s',
    { timeout: 300_000 },
    async (_, spec) => {
      await tf.setBackend('webgpu');
      const before = held();
      const replayed = await endOf(tf, spec, compile!);
      expect(held()).toEqual(before);
      expectAlike(replayed, await endOf(tf, spec, compileNothing));
    },
  );

  test('a run of commands resumes to the bit', { timeout: 300_000 }, async () => {
    await tf.setBackend('webgpu');
    const head = { ...mlp, dropout: 0.2 };
    const spec: Spec = { ...common, loss: 'vpl', head, optimiser: { averageDecay: 0.9 } };
    const stopped = await endOf(tf, spec, compile!, undefined, 2);
    expect(await endOf(tf, spec, compile!, stopped)).toEqual(await endOf(tf, spec, compile!));
  });

  test('a run that sees some classes resumes to the bit', { timeout: 300_000 }, async () => {
    await tf.setBackend('webgpu');
    const stopped = await endOf(tf, someClasses, compile!, undefined, 5);
    expect(await endOf(tf, someClasses, compile!, stopped)).toEqual(await endOf(tf, someClasses, compile!));
  });
}
