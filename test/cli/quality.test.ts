import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { someDemoPeople, tammes, temporaryFolder } from '../helpers/cli.ts';
import { orlFolder } from '../helpers/orl.ts';

let library: string;
/** Sizes of the faces, smallest first. */
let sizes: number[];

const json = async (...args: string[]) => {
  const { code, stdout, stderr } = await tammes([...args, '--library', library, '--json']);
  expect([code, stderr]).toEqual([0, expect.any(String)]);
  return JSON.parse(stdout);
};

beforeAll(async () => {
  library = await temporaryFolder();
  const photos = await someDemoPeople(['s01', 's02', 's03'], [1, 2, 3, 4]);
  expect((await tammes(['ingest', photos, '--library', library])).code).toBe(0);
  const { faces } = await json('faces');
  sizes = faces
    .map(({ quality }: { quality: { size: number } }) => quality.size)
    .toSorted((a: number, b: number) => a - b);
}, 300_000);

test('faces lists each face with what was measured, its rating and its parts', async () => {
  const { faces, leftOut } = await json('faces', '--person', 's02');
  expect(faces).toHaveLength(4);
  expect(leftOut).toEqual({ faces: 4, leftOut: 0, reasons: [] });
  for (const { person, photoName, quality, rating, poor } of faces) {
    expect(person).toBe('s02');
    expect(photoName).toMatch(/^0\d\.png$/);
    expect(Math.abs(quality.pose.yaw)).toBeLessThan(45);
    expect(quality.clipped.shadows).toBeGreaterThanOrEqual(0);
    const parts: number[] = Object.values(rating.parts);
    expect(rating.overall).toBeCloseTo(parts.reduce((a, b) => a * b) ** (1 / parts.length), 10);
    expect(poor).toBeNull();
  }
});

test('limits are counted in words, and --poor lists just those that they leave out', async () => {
  const median = String(sizes[6]);
  const { stdout } = await tammes(['faces', '--poor', '--min-size', median, '--library', library]);
  expect(stdout).toContain('6 of 12 faces left out: 6 too small');
  expect(stdout.match(/too small$/gm)).toHaveLength(7);
  const { faces } = await json('faces', '--poor', '--any-quality', '--min-size', median);
  expect(faces).toEqual([]);
});

test('a limit out of range, or a person who is not there, is wrong usage', async () => {
  for (const args of [
    ['--min-quality', '2'],
    ['--person', 'Nobody'],
  ]) {
    const { code, stderr } = await tammes(['faces', ...args, '--library', library]);
    expect([code, stderr]).toEqual([2, expect.stringMatching(/overall|Nobody/)]);
  }
});

test('enrolling everybody leaves out what is too poor and names those without a face', async () => {
  const result = await json('enrol', '--all', '--min-size', '1000');
  expect(result.people).toBe(0);
  expect(result.notEnrolled).toEqual(['s01', 's02', 's03']);
  expect(result.leftOut).toMatchObject({ faces: 12, leftOut: 12 });
  const all = await json('enrol', '--all');
  expect(all.people).toBe(3);
  // Limits delete nothing: the faces are all there.
  expect((await json('faces')).faces).toHaveLength(12);
});

test('a person is not enrolled from a poor photo, unless asked to', { timeout: 180_000 }, async () => {
  const photo = join(orlFolder, 's11', '01.png');
  const poor = await tammes(['enrol', 'Ada', photo, '--min-size', '500', '--library', library]);
  expect([poor.code, poor.stderr]).toEqual([1, expect.stringContaining(`${photo} is too small`)]);
  const any = await json('enrol', 'Ada', photo, '--min-size', '500', '--any-quality');
  expect(any).toMatchObject({ name: 'Ada', added: 1, skipped: [] });
});

test('training leaves poor faces out, says how many, and keeps the limits with the run', {
  timeout: 180_000,
}, async () => {
  const train = ['train', '--loss', 'arcface', '--epochs', '1', '--backend', 'wasm', '--library', library];
  const none = await tammes([...train, '--min-size', '1000']);
  expect([none.code, none.stderr]).toEqual([1, expect.stringContaining('labelled faces of nobody')]);
  const { code, stdout, stderr } = await tammes([...train, '--min-size', String(sizes[1]), '--json']);
  expect(code).toBe(0);
  expect(stderr).toMatch(/^1 of \d+ faces left out: 1 too small\.$/m);
  expect(JSON.parse(stdout)).toMatchObject({ spec: { limits: { size: sizes[1] } }, leftOut: { leftOut: 1 } });
});

test('a probe is recognised whatever its quality', { timeout: 180_000 }, async () => {
  const [probe] = (await json('match', join(orlFolder, 's02', '01.png'))).photos;
  expect(probe.faces[0]).toMatchObject({ candidates: expect.any(Array), poor: null });
  expect(probe.faces[0].candidates[0].name).toBe('s02');
  expect(probe.faces[0].rating.overall).toBeGreaterThan(0.3);
});
