import { expect, test } from 'vitest';
import { sweepPlan, trainSpec } from '../../src-shared/contract/index.ts';
import { sweepPeople } from '../../src-shared/sweeps/index.ts';
import { syntheticData } from '../helpers/synthetic-data.ts';

const plan = sweepPlan.parse({});
const spec = trainSpec.parse({ loss: 'cosface' });

test('hidden people are in no fold, and all of the others are kept out in one', () => {
  const data = syntheticData(24, 4);
  const { rows, given, folds, deals, hidden } = sweepPeople(plan, spec, data);
  const names = (samples: readonly number[], of: typeof data) =>
    new Set(samples.map((i) => of.people[of.labels[i]!]!));
  const seen = names(rows, data);
  const unseen = names(
    deals.flatMap((deal) => [...deal.enrolled, ...deal.probes, ...deal.strangers]),
    data,
  );
  expect(hidden).toEqual({ people: 6, photos: 24 });
  expect(unseen.size).toBe(6);
  expect([...unseen].filter((name) => seen.has(name))).toEqual([]);
  expect(new Set(given.people)).toEqual(seen);
  const out = folds.map(({ unseen: [deal] }) => names([...deal!.enrolled, ...deal!.strangers], given));
  expect(out.reduce((all, one) => all.union(one)).size).toBe(18);
  for (const [i, { train }] of folds.entries())
    expect(names(train, given).isDisjointFrom(out[i]!)).toBe(true);
});

test.each([
  [12, true],
  [11, false],
])('with %i people a sweep is possible: %s', (people, isPossible) => {
  const make = () => sweepPeople(plan, spec, syntheticData(people, 3));
  if (isPossible) expect(make().folds.length).toBeGreaterThan(1);
  else expect(make).toThrow(expect.objectContaining({ problem: 'sweep-too-few-people' }));
});
