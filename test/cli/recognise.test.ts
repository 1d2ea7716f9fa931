import { existsSync } from 'node:fs';
import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, test } from 'vitest';
import { faceApiFolder } from '../../src-main/vision/models.ts';
import { someDemoPeople, tammes, temporaryFolder } from '../helpers/cli.ts';
import { orlFolder } from '../helpers/orl.ts';

/** Five people, all of them enrolled from four photos. */
let library: string;
let photos: string;

beforeAll(async () => {
  photos = await someDemoPeople(['s01', 's05', 's11', 's16', 's21'], [1, 2, 3, 4]);
  library = await temporaryFolder();
  expect((await tammes(['ingest', photos, '--library', library])).code).toBe(0);
  expect((await tammes(['enrol', '--all', '--library', library])).code).toBe(0);
});

const run = (...args: string[]) => tammes([...args, '--library', library]);

describe('tammes recognise', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await temporaryFolder();
    await cp(join(orlFolder, 's11', '09.png'), join(folder, '=held.png'));
    await cp(join(orlFolder, 's40', '01.png'), join(folder, 'stranger.png'));
    await writeFile(join(folder, 'torn.jpg'), 'no photo');
  });

  test('prints a line a face as CSV, and reads nothing into the library', async () => {
    const { code, stdout } = await run('recognise', folder, '--csv');
    expect(code).toBe(0);
    const lines = parse(stdout, { columns: true }) as Record<string, string>[];
    expect(lines).toMatchObject([
      { photo: "'=held.png", person: 's11', nearest: 's11', problem: '' },
      { photo: 'stranger.png', person: '' },
      { photo: 'torn.jpg', person: '', x: '' },
    ]);
    expect(lines[2]!.problem).toContain('torn.jpg');
    const { photos: read } = JSON.parse((await run('ingest', photos, '--json')).stdout);
    expect(read).toBe(20);
  });

  test('prints photos with their faces as JSON, and who is on them as text', async () => {
    const { stdout } = await run('recognise', folder, '--json');
    const { complete, photos: found } = JSON.parse(stdout);
    expect(complete).toBe(true);
    expect(found.map(({ photo }: { photo: string }) => photo)).toEqual([
      '=held.png',
      'stranger.png',
      'torn.jpg',
    ]);
    expect(found[0].faces[0]).toMatchObject({ person: 's11', known: true });
    expect(found[2].problem.code).toBe('not-an-image');
    const text = (await run('recognise', folder)).stdout;
    expect(text).toMatch(/=held\.png\s+s11, /);
    expect(text).toContain('2 faces on 3 photos.');
  });

  test('says why a folder cannot be recognised', async () => {
    const { code, stderr } = await run('recognise', join(folder, 'nowhere'));
    expect(code).toBe(1);
    expect(stderr).toContain('There is no folder');
    expect((await run('recognise', folder, '--csv', '--json')).code).toBe(2);
  });
});

describe('tammes verify', () => {
  const photo = (person: string, number: string) => join(orlFolder, person, `${number}.png`);

  test('tells one person from two, and how sure that is', async () => {
    const same = JSON.parse((await run('verify', photo('s11', '07'), photo('s11', '09'), '--json')).stdout);
    const two = JSON.parse((await run('verify', photo('s11', '07'), photo('s40', '01'), '--json')).stdout);
    expect(same).toMatchObject({ same: true, threshold: { source: 'library' } });
    expect(two.same).toBe(false);
    expect(same.probability).toBeGreaterThan(0.5);
    expect(two.probability).toBeLessThan(0.5);
    // 5 people with 6 pairs each.
    expect(same.histogram.same.reduce((sum: number, one: number) => sum + one)).toBe(30);
    expect((await run('verify', photo('s11', '07'), photo('s11', '09'))).stdout).toMatch(
      /^The same person, (over )?\d+ % sure\.\nCosine 0\.\d+; threshold/,
    );
  });

  test('compares the most prominent face, and says so', async () => {
    const group = join(faceApiFolder, 'demo', 'sample1.jpg');
    const { code, stdout } = await run('verify', group, photo('s11', '07'));
    expect(code).toBe(0);
    expect(stdout).toContain('shows 3 faces');
    const { code: failed, stderr } = await run('verify', group, '/nowhere.jpg');
    expect([failed, stderr]).toEqual([1, expect.stringContaining('/nowhere.jpg does not exist')]);
  });
});

describe('tammes export xmp', () => {
  test('says what it would write, writes it, and takes it back', async () => {
    const sidecar = join(photos, 's05', '02.png.xmp');
    const dry = await run('export', 'xmp', '--dry-run');
    expect(dry.stdout).toContain(`new: ${sidecar} (s05)`);
    expect(existsSync(sidecar)).toBe(false);
    const { code, stdout } = await run('export', 'xmp', join(photos, 's05'), '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ written: true, new: 4, changed: 0, refused: 0 });
    expect(existsSync(sidecar)).toBe(true);
    // A scan reads the names back, which are the same.
    const scan = JSON.parse((await run('ingest', photos, '--json')).stdout);
    expect(scan).toMatchObject({ people: 5, changes: { added: 0 } });
    const undo = await run('export', 'xmp', '--undo', '--json');
    expect(JSON.parse(undo.stdout)).toEqual({ removed: 4, restored: 0, kept: [] });
    expect(existsSync(sidecar)).toBe(false);
    expect((await run('export', 'xmp', '--undo')).code).toBe(1);
  });
});
