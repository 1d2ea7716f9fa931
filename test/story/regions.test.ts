import { expect, test } from 'vitest';
import { boundaryOf } from '../../src-shared/story/index.ts';
import { openBackend } from '../backends.ts';

const { tf } = await openBackend('cpu');

test('a region ends where a sample is first no longer content, though a multiplied angle comes round again', () => {
  const mixed = boundaryOf(tf, 'combined_margin', { multiplier: 4, angularMargin: 0, cosineMargin: 0 });
  const plain = boundaryOf(tf, 'sphereface', { margin: 4 });
  for (const [i, own] of mixed.own.entries()) expect(own!).toBeCloseTo(plain.own[i]!, 1);
  expect(Math.max(...mixed.own.map((own) => own!))).toBeLessThan(45.01);
});

test.each([
  ['arcface', { margin: 0.5 }, (other: number) => other - (0.5 * 180) / Math.PI],
  [
    'cosface',
    { margin: 0.35 },
    (other: number) => (Math.acos(Math.cos((other * Math.PI) / 180) + 0.35) * 180) / Math.PI,
  ],
  ['normface', {}, (other: number) => other],
] as const)('the boundary of %s is where its formula has it', (loss, parameters, formula) => {
  const { other, own } = boundaryOf(tf, loss, parameters);
  for (const [i, angle] of other.entries()) {
    if (angle < 55 || angle > 150) continue;
    expect(own[i]).toBeCloseTo(formula(angle), 2);
  }
});
