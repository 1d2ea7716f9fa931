import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { faceApiFolder } from '../../src-main/vision/models.ts';
import { someDemoPeople, tammes, temporaryFolder } from '../helpers/cli.ts';
import { orlFolder } from '../helpers/orl.ts';

/** Six people, all of them enrolled from six photos. */
let library: string;

beforeAll(async () => {
  const folder = await someDemoPeople(['s01', 's05', 's11', 's12', 's16', 's21'], [1, 2, 3, 4, 5, 6]);
  library = await temporaryFolder();
  expect((await tammes(['ingest', folder, '--library', library])).code).toBe(0);
  expect((await tammes(['enrol', '--all', '--library', library])).code).toBe(0);
});

test('a held-out photo is named, a stranger and a photo of nobody enrolled are unknown', async () => {
  const held = join(orlFolder, 's11', '09.png');
  const stranger = join(orlFolder, 's40', '01.png');
  const { code, stdout } = await tammes(['match', held, stranger, '--library', library, '--json']);
  expect(code).toBe(0);
  const { photos, threshold, enrolled } = JSON.parse(stdout);
  expect(enrolled).toBe(6);
  // 1 stranger in 100 takes 99 scores to count, 1 in 10 takes 9.
  expect(threshold).toMatchObject({ wanted: 0.01, source: 'default', genuine: 36, impostor: 36 });
  expect(photos[0].faces[0]).toMatchObject({ name: 's11', known: true });
  expect(photos[0].faces[0].margin).toBeGreaterThan(0);
  expect(photos[1].faces[0]).toMatchObject({ name: null, known: false });
  expect(photos[0].faces[0].probability).toBeGreaterThan(photos[1].faces[0].probability);
});

test('a preset is remembered, and says how many strangers it takes for somebody', async () => {
  const photo = join(orlFolder, 's11', '09.png');
  const generous = await tammes(['match', photo, '--preset', 'generous', '--library', library]);
  expect(generous.stdout).toMatch(/face 1: s11, (over )?\d+ %/);
  expect(generous.stdout).toContain('At most 1 stranger in 10 is taken for somebody');
  const again = await tammes(['match', photo, '--library', library, '--json']);
  expect(JSON.parse(again.stdout).threshold).toMatchObject({ wanted: 0.1, source: 'library' });
  await tammes(['match', photo, '--preset', 'balanced', '--library', library]);
});

test('a person is enrolled from photos and recognised', async () => {
  const photos = [1, 2, 3].map((number) => join(orlFolder, 's30', `0${number}.png`));
  const { code, stdout } = await tammes(['enrol', 'Ada Lovelace', ...photos, '--library', library, '--json']);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ name: 'Ada Lovelace', added: 3 });
  const match = await tammes(['match', join(orlFolder, 's30', '06.png'), '--library', library, '--json']);
  expect(JSON.parse(match.stdout).photos[0].faces[0].candidates[0].name).toBe('Ada Lovelace');
  const list = JSON.parse((await tammes(['people', '--library', library, '--json'])).stdout);
  expect(list.map(({ name }: { name: string }) => name)).toContain('Ada Lovelace');
});

test('two faces of a group photo can be told apart if another photo is enrolled', async () => {
  const sample = join(faceApiFolder, 'demo', 'sample1.jpg');
  const { stdout } = await tammes(['match', sample, '--library', library, '--json']);
  expect(JSON.parse(stdout).photos[0].faces).toHaveLength(3);
});
