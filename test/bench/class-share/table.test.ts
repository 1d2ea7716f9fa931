import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { withBlock } from '../document.ts';
import { readResults } from '../results.ts';
import { accuracyResult, type StepFigures, type StepsResult, stepsResult } from './result.ts';
import { accuracyText, stepsText } from './table.ts';

const header = {
  at: '2026-12-01T00:00:00.000Z',
  commit: 'abc',
  machine: { system: '', cpu: 'A CPU', cores: 2, memoryGiB: 24, gpu: null },
  versions: {},
};

test('what one more class costs is the rise between the sizes measured, and what did not fit is named', () => {
  const step = (share: number, classes: number, ratio: number | null): StepFigures => ({
    share,
    seen: share * classes,
    milliseconds: 9,
    processor: 2 + (share * classes) / 1000,
    ratio,
    held: 1e6 + 1536 * classes,
    peak: 5e6 + 4096 * classes,
  });
  const result: StepsResult = {
    header,
    batchSize: 256,
    dim: 128,
    backends: [
      {
        backend: 'wasm',
        device: '',
        sizes: [
          { classes: 1e4, steps: [step(1, 1e4, 1), step(0.1, 1e4, 0.25)], failed: [] },
          { classes: 1e6, steps: [step(0.1, 1e6, null)], failed: [{ share: 1, why: 'no memory' }] },
        ],
      },
    ],
  };
  const text = stepsText(result);
  expect(text).toContain('| wasm | 10,000 | 10 %: 1,000 | 9.0 ms | 3.0 ms | 0.250 |');
  expect(text).toContain('| wasm | 1,000,000 | 100 % | no figure |');
  expect(text).toContain('- wasm, 1,000,000 classes, 100 % in a step: no memory');
  expect(text).toContain('| wasm | 10 % | 1536 bytes | 4096 bytes | 1843 bytes | 100 ns |');
  // With all classes it was measured once.
  expect(text).not.toContain('| wasm | 100 % | 1536');
});

test('docs/SCALE.md has what was measured', async () => {
  const accuracies = await readResults('class-share', accuracyResult);
  const steps = await readResults('classes', stepsResult);
  expect(accuracies.length).toBeGreaterThan(0);
  expect(steps.length).toBeGreaterThan(0);
  const document = await readFile(new URL('../../../docs/SCALE.md', import.meta.url), 'utf8');
  const written = withBlock(
    withBlock(document, 'class-share', accuracies.map(accuracyText).join('\n\n')),
    'class-steps',
    steps.map(stepsText).join('\n\n'),
  );
  expect(document).toBe(written);
});
