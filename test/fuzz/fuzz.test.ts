import { expect, test } from 'vitest';
import { decodeMutants } from './decode.ts';
import { killIngests } from './kill.ts';

// Short runs of `npm run fuzz`.

test('damaged photos end with pixels or a named error', { timeout: 180_000 }, async () => {
  const { outcomes, faults } = await decodeMutants(7, 200, () => {});
  expect(faults).toEqual([]);
  expect(outcomes.decoded).toBeGreaterThan(10);
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
