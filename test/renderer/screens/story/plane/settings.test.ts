import { expect, test } from 'vitest';
import { runOf, settingsName } from '../../../../../src-renderer/screens/story/plane/settings.ts';

const form = { loss: 'arcface', parameters: {}, perClass: '150', epochs: '20', seed: '1' } as const;

test('a run is named by its loss, its parameters and whatever differs from the form at first', () => {
  const run = runOf({ ...form, parameters: { arcface: { margin: '0.2' } }, seed: '7' })!;
  expect(run).toEqual({
    settings: { loss: 'arcface', parameters: { scale: 16, margin: 0.2 }, perClass: 150, epochs: 20 },
    seed: 7,
  });
  expect(settingsName(run, form)).toBe('ArcFace s=16 m=0.2 seed=7');
  expect(runOf({ ...form, parameters: { arcface: { margin: '' } } })).toBeNull();
});
