import { expect, test } from 'vitest';
import { ingestMutants } from './ingest.ts';
import { killIngests } from './kill.ts';

// Short runs of `npm run fuzz`.

test('damaged photos are read or refused by name, and leave the library intact', {
  timeout: 180_000,
}, async () => {
  const { outcomes, faults } = await ingestMutants(7, 150, () => {});
  expect(faults).toEqual([]);
  expect(outcomes.read).toBeGreaterThan(10);
  expect(outcomes['image-damaged']).toBeGreaterThan(10);
});

test('an ingest that is killed and resumed ends with the library of an undisturbed one', {
  timeout: 180_000,
}, async () => {
  const { kills, finished, faults } = await killIngests({ times: 4, seed: 3, real: false });
  expect(faults).toEqual([]);
  expect(kills).toBe(4);
  expect(finished).toBeGreaterThan(0);
});
