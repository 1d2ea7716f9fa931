import { expect, test } from 'vitest';
import { randomFrom } from '../../src-shared/random.ts';
import { importanceOf } from '../../src-shared/sweeps/index.ts';

test('a setting that decides explains nearly all, one that does nothing nearly nothing', () => {
  const random = randomFrom(3);
  const candidates = Array.from({ length: 200 }, () => {
    const [loss, batchSize, rate] = [
      `loss ${random.integer(10)}`,
      [32, 64][random.integer(2)]!,
      random.uniform(),
    ];
    return { settings: { loss, batchSize, rate }, score: rate ** 2 + 0.05 * random.normal() };
  });
  const found = new Map(importanceOf(candidates).map(({ setting, share }) => [setting, share]));
  expect([...found.keys()][0]).toBe('rate');
  expect(found.get('rate')).toBeGreaterThan(0.8);
  expect(found.get('batchSize')).toBeLessThan(0.03);
  // Ten losses by chance would explain 4.5 %, were chance not taken off.
  expect(found.get('loss')).toBeLessThan(0.04);
});

test('a setting that only some candidates have counts among these', () => {
  const margin = (value: number) => ({ settings: { loss: 'cosface', margin: value }, score: value });
  const without = [1, 2, 3].map((score) => ({ settings: { loss: 'softmax' }, score }));
  const found = importanceOf([margin(0), margin(0), margin(1), margin(1), ...without]);
  expect(found.find(({ setting }) => setting === 'margin')!.share).toBeCloseTo(1);
});

test('where all are as good, or each has a value of its own, nothing is explained', () => {
  const settings = (value: number) => ({ rate: value });
  expect(importanceOf([1, 2, 3, 4].map((value) => ({ settings: settings(value % 2), score: 0 })))).toEqual(
    [],
  );
  expect(importanceOf([1, 2, 3, 4].map((value) => ({ settings: settings(value), score: value })))).toEqual(
    [],
  );
});
