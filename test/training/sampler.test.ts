import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { batchesOf, type SamplerPlan, stepsPerEpoch } from '../../src-shared/training/sampler.ts';

const people = fc.array(fc.nat(9), { minLength: 1, maxLength: 80 });
const sizes = fc.record({
  batchSize: fc.integer({ min: 1, max: 32 }),
  perPerson: fc.integer({ min: 2, max: 6 }),
  seed: fc.nat(),
});

/** All batches of an epoch; samples are numbered from 100, so that indices are not positions. */
function epochOf(plan: SamplerPlan, labels: number[], epoch = 1): number[][] {
  const byIndex: number[] = [];
  for (const [i, label] of labels.entries()) byIndex[100 + i] = label;
  return [
    ...batchesOf(
      plan,
      labels.map((_, i) => 100 + i),
      byIndex,
      epoch,
    ),
  ];
}

describe.each(['uniform', 'identities', 'balanced'] as const)('%s', (kind) => {
  test('makes as many batches as announced, of the size asked for, the same each time and others each epoch', () => {
    fc.assert(
      fc.property(people, sizes, (labels, size) => {
        const plan = { kind, ...size };
        const batches = epochOf(plan, labels);
        expect(batches.length).toBe(stepsPerEpoch(plan, labels.length));
        expect(batches.slice(0, -1).every(({ length }) => length === size.batchSize)).toBe(true);
        expect(batches.flat().length).toBe(labels.length);
        expect(batches.flat().every((index) => index >= 100 && index < 100 + labels.length)).toBe(true);
        expect(epochOf(plan, labels)).toEqual(batches);
      }),
    );
    const labels = Array.from({ length: 40 }, (_, i) => i % 10);
    const plan = { kind, batchSize: 8, perPerson: 4, seed: 1 };
    expect(epochOf(plan, labels, 2)).not.toEqual(epochOf(plan, labels, 1));
  });
});

test('uniform takes every sample once', () => {
  fc.assert(
    fc.property(people, sizes, (labels, size) => {
      const all = epochOf({ kind: 'uniform', ...size }, labels).flat();
      expect(all.sort((a, b) => a - b)).toEqual(labels.map((_, i) => 100 + i));
    }),
  );
});

test('identities puts K photos of each of P people into a batch, and no photo twice for one of them', () => {
  const labels = Array.from({ length: 60 }, (_, i) => i % 10);
  for (const batch of epochOf({ kind: 'identities', batchSize: 12, perPerson: 4, seed: 3 }, labels)) {
    const byPerson = Map.groupBy(batch, (index) => labels[index - 100]!);
    expect(byPerson.size).toBe(3);
    for (const photos of byPerson.values()) expect(new Set(photos).size).toBe(4);
  }
});

test('balanced takes everybody equally often, however many photos they have', () => {
  const labels = [...Array(90).fill(0), ...Array(6).fill(1), ...Array(4).fill(2)];
  const all = epochOf({ kind: 'balanced', batchSize: 10, perPerson: 4, seed: 3 }, labels).flat();
  const counts = [0, 1, 2].map((person) => all.filter((index) => labels[index - 100] === person).length);
  expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
  // Photos are taken in turn: each of the six about equally often.
  const ofSecond = Map.groupBy(
    all.filter((index) => labels[index - 100] === 1),
    (index) => index,
  );
  const times = [...ofSecond.values()].map(({ length }) => length);
  expect(Math.max(...times) - Math.min(...times)).toBeLessThanOrEqual(1);
});
