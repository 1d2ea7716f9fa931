import { expect, test } from 'vitest';
import { askAnything } from './api.ts';
import { ingestMutants } from './ingest.ts';
import { killIngests } from './kill.ts';
import { killEdits } from './kill-edits.ts';
import { killUpkeep } from './kill-upkeep.ts';
import { damageLibraries } from './library.ts';
import { readDamagedTables } from './tables.ts';

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

test('changes that are killed are taken back and done again to the byte', { timeout: 120_000 }, async () => {
  const { edits, kills, faults } = await killEdits({ edits: 40, seed: 2, most: 10 });
  expect(faults).toEqual([]);
  expect(edits).toBeGreaterThanOrEqual(40);
  expect(kills).toBeGreaterThan(0);
});

test('mutated requests are answered or refused, and none finds a fault', { timeout: 120_000 }, async () => {
  const { outcomes, faults } = await askAnything(5, 600, () => {});
  expect(faults).toEqual([]);
  expect(outcomes.ok).toBeGreaterThan(20);
  expect(outcomes['input-wrong'] ?? outcomes['raw 401']).toBeGreaterThan(0);
});

test('forgetting, backups and restores that are killed lose nothing and erase nothing by half', {
  timeout: 180_000,
}, async () => {
  const { kills, faults } = await killUpkeep(4, 9);
  expect(faults).toEqual([]);
  expect(kills).toBe(9);
});

test('damaged libraries are told or salvaged, and none is believed', { timeout: 180_000 }, async () => {
  const { outcomes, salvaged, faults } = await damageLibraries(3, [...Array(24).keys()]);
  expect(faults).toEqual([]);
  expect(outcomes['pages told']).toBeGreaterThan(2);
  expect(salvaged.all + salvaged.part).toBeGreaterThan(5);
});

test('damaged tables are read or refused with a reason, and leave nothing behind', {
  timeout: 180_000,
}, async () => {
  const { outcomes, faults } = await readDamagedTables(4, 200);
  expect(faults).toEqual([]);
  expect(outcomes['features.npz vectors-wrong']).toBeGreaterThan(10);
  expect(outcomes['columns.csv read']).toBeGreaterThan(2);
});
