import { expect, test } from 'vitest';
import { nearestTo } from '../../../src-renderer/components/curves.ts';

const rates = [0.1, 1, 10, 100].map((rate) => ({ rate }));

test('the point nearest to a place is found on a plain axis and on a logarithmic one', () => {
  const plain = { x: { key: 'rate', name: '' }, domain: [0, 100], rows: rates } as const;
  expect([0, 0.03, 0.4, 0.9].map((share) => nearestTo(share, plain))).toEqual([0.1, 1, 10, 100]);
  const log = { ...plain, x: { ...plain.x, ticks: [0.1, 1, 10, 100] }, domain: [0.1, 100] } as const;
  expect([-1, 0.3, 0.6, 2].map((share) => nearestTo(share, log))).toEqual([0.1, 1, 10, 100]);
});

test('a chart without points has none', () => {
  expect(nearestTo(0.5, { x: { key: 'rate', name: '' }, domain: [0, 1], rows: [] })).toBeUndefined();
});
