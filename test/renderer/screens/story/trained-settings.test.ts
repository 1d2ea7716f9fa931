import { expect, test } from 'vitest';
import {
  findTrained,
  mostRuns,
  type TrainedSettings,
  withFrames,
} from '../../../../src-renderer/screens/story/trained-settings.ts';

type Runs = readonly TrainedSettings<{ loss: number }, string>[];
const filled = (count: number): Runs =>
  Array.from({ length: count }, (_, loss) => ({ loss })).reduce<Runs>(
    (runs, settings) => withFrames(runs, settings, ['frame'], true),
    [],
  );

test('a run keeps its style as frames come, and the oldest gives way', () => {
  const runs = withFrames(filled(3), { loss: 1 }, ['frame', 'next'], false);
  expect(runs.map(({ style }) => style)).toEqual([0, 1, 2]);
  expect(findTrained(runs, { loss: 1 })).toMatchObject({ frames: ['frame', 'next'], isDone: false });
  const full = filled(mostRuns + 2);
  expect(full.map(({ settings }) => settings.loss)).toEqual(
    Array.from({ length: mostRuns }, (_, i) => i + 2),
  );
  expect(new Set(full.map(({ style }) => style)).size).toBe(mostRuns);
});
