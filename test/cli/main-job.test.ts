import { chmod, cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { enrolledFaces } from '../../src-main/store/gallery.ts';
import { labelledFaces } from '../../src-main/store/labelled-faces.ts';
import { openStore } from '../../src-main/store/store.ts';
import { faceApiFolder } from '../../src-main/vision/models.ts';
import { someDemoPeople, tammes, temporaryFolder } from '../helpers/cli.ts';
import { orlFolder } from '../helpers/orl.ts';

const people = ['s01', 's05', 's11', 's12', 's16', 's21'];

/** What a library holds, without ids and times. */
function contents(library: string) {
  const store = openStore(library);
  const faces = labelledFaces(store.db).map(({ name, feature }) => ({ name, feature }));
  const photos = store.db.prepare('SELECT path, hash, naming, code FROM places ORDER BY path').all();
  store.close();
  return { faces, photos };
}

describe('the main job on the command line', () => {
  let folder: string;
  let library: string;

  beforeAll(async () => {
    folder = await someDemoPeople(people, [1, 2, 3, 4, 5, 6]);
    library = await temporaryFolder();
    const { code, stdout } = await tammes(['ingest', folder, '--library', library, '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      photos: 36,
      faces: 36,
      people: 6,
      failures: [],
      complete: true,
    });
  });

  test('a reading that is killed goes on and ends with the same library, repeating no finished photo', async () => {
    const second = await temporaryFolder();
    const killed = await tammes(['ingest', folder, '--library', second], {
      onStderr: (text, kill) => {
        if (/ (1[0-9]|2[0-9])\/36/.test(text)) kill();
      },
    });
    expect(killed.code).toBeNull();
    const before = contents(second).photos.length;
    expect(before).toBeGreaterThan(5);
    expect(before).toBeLessThan(36);
    const { stdout } = await tammes(['ingest', folder, '--library', second, '--json']);
    const result = JSON.parse(stdout);
    expect(result.alreadyDone).toBe(before);
    expect(result.read).toBe(36 - before);
    expect(contents(second)).toEqual(contents(library));
  });

  test('the same training twice gives identical weights, and the hash is printed', async () => {
    const args = [
      'train',
      '--library',
      library,
      '--loss',
      'arcface',
      '--set',
      'margin=0.5',
      '--dim',
      '128',
      '--epochs',
      '5',
    ];
    const run = async (seed: string) => {
      const { code, stdout } = await tammes([...args, '--backend', 'wasm', '--seed', seed, '--json']);
      expect(code).toBe(0);
      return JSON.parse(stdout).hash as string;
    };
    const first = await run('7');
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(await run('7')).toBe(first);
    expect(await run('8')).not.toBe(first);
  });

  test('a training that is killed is resumed from its checkpoint to the same weights', async () => {
    const own = await temporaryFolder();
    await tammes(['ingest', folder, '--library', own]);
    const args = [
      'train',
      '--library',
      own,
      '--loss',
      'normface',
      '--epochs',
      '300',
      '--seed',
      '3',
      '--backend',
      'wasm',
    ];
    const killed = await tammes(args, {
      onStderr: (text, kill) => {
        if (/ \d+\/300/.test(text)) kill();
      },
    });
    expect(killed.code).toBeNull();
    const resumed = JSON.parse((await tammes(['train', '--resume', '1', '--library', own, '--json'])).stdout);
    expect(resumed).toMatchObject({ id: 1, status: 'finished', lastEpoch: { epoch: 300 } });
    const whole = JSON.parse((await tammes([...args, '--json'])).stdout);
    expect(resumed.hash).toBe(whole.hash);
    // Four commands after each other, on a machine that may be busy.
  }, 180_000);

  test('a held-out photo is named, a stranger and a photo of nobody enrolled are unknown', async () => {
    expect((await tammes(['enrol', '--all', '--library', library])).code).toBe(0);
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
    const generous = await tammes(['match', held, '--preset', 'generous', '--library', library]);
    expect(generous.stdout).toMatch(/face 1: s11, (over )?\d+ %/);
    expect(generous.stdout).toContain('At most 1 stranger in 10 is taken for somebody');
    const again = await tammes(['match', held, '--library', library, '--json']);
    expect(JSON.parse(again.stdout).threshold).toMatchObject({ wanted: 0.1, source: 'library' });
    await tammes(['match', held, '--preset', 'balanced', '--library', library]);
  }, 120_000);

  test('a person is enrolled from photos of their own, and found', async () => {
    const own = [1, 2, 3].map((number) => join(orlFolder, 's30', `0${number}.png`));
    const { code, stdout } = await tammes(['enrol', 'Ada Lovelace', ...own, '--library', library, '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ name: 'Ada Lovelace', added: 3 });
    const match = await tammes(['match', join(orlFolder, 's30', '06.png'), '--library', library, '--json']);
    expect(JSON.parse(match.stdout).photos[0].faces[0].candidates[0].name).toBe('Ada Lovelace');
    const list = JSON.parse((await tammes(['people', '--library', library, '--json'])).stdout);
    expect(list.map(({ name }: { name: string }) => name)).toContain('Ada Lovelace');
  });

  test('the spread of a trained head is told with its ratio to the bound', async () => {
    const { code, stdout } = await tammes(['sphere', '--head', 'arcface-1', '--library', library, '--json']);
    expect(code).toBe(0);
    const { spread, source } = JSON.parse(stdout);
    expect(source).toBe('learned');
    expect(spread).toMatchObject({ count: 6, dim: 128, optimum: { status: 'proven' } });
    expect(spread.optimum.angle).toBeCloseTo((Math.acos(-1 / 5) * 180) / Math.PI, 9);
    expect(spread.ratio).toBeGreaterThan(0.5);
  });

  test('two faces of a group photo can be told apart by enrolling from another', async () => {
    const sample = join(faceApiFolder, 'demo', 'sample1.jpg');
    const { stdout } = await tammes(['match', sample, '--library', library, '--json']);
    expect(JSON.parse(stdout).photos[0].faces).toHaveLength(3);
  });
});

describe('broken input', () => {
  const photo = (name: string) => fileURLToPath(new URL(`../fixtures/photos/${name}`, import.meta.url));

  test('each bad file is reported by name, a person with one photo is kept, and nothing else is disturbed', async () => {
    const folder = await someDemoPeople(['s01', 's05'], [1, 2, 3]);
    await mkdir(join(folder, 'Single'));
    await cp(photo('progressive.jpg'), join(folder, 'Single', 'only.jpg'));
    const bad = ['empty.jpg', 'text.jpg', 'truncated.jpg', 'bomb-20000x20000.png', 'no-face.jpg'];
    for (const name of bad) await cp(photo(name), join(folder, 's01', name));
    const closed = join(folder, 'closed');
    await mkdir(closed);
    await writeFile(join(closed, 'hidden.png'), 'x');
    await chmod(folder, 0o755);
    const library = await temporaryFolder();
    await chmod(library, 0o777);
    await chmod(closed, 0o000);
    // Root reads everything: as root the command runs as nobody.
    const uid = process.getuid?.() === 0 ? 65534 : undefined;
    await chmod(join(folder, '..'), 0o755);
    const { code, stdout, stderr } = await tammes(
      ['ingest', folder, '--library', library, '--json'],
      uid === undefined ? {} : { uid },
    );
    await chmod(closed, 0o755);
    expect(stderr).not.toContain('internal');
    expect(code).toBe(0);
    const { failures, photos, people } = JSON.parse(stdout);
    const named = failures.map(({ path, code }: { path: string; code: string }) => [
      path.split('/').at(-1),
      code,
    ]);
    expect(new Map(named)).toEqual(
      new Map([
        ['empty.jpg', 'file-empty'],
        ['text.jpg', 'not-an-image'],
        ['truncated.jpg', 'image-damaged'],
        ['bomb-20000x20000.png', 'image-too-large'],
        ['no-face.jpg', 'no-face'],
        ['closed', 'folder-unreadable'],
      ]),
    );
    expect({ photos, people }).toEqual({ photos: 7, people: 3 });
    // Opened since, the folder is no longer reported; what lies in it is.
    const again = await tammes(
      ['ingest', folder, '--library', library, '--json'],
      uid === undefined ? {} : { uid },
    );
    const later = JSON.parse(again.stdout).failures.map(({ path }: { path: string }) =>
      path.split('/').at(-1),
    );
    expect(later).toContain('hidden.png');
    expect(later).not.toContain('closed');
    const train = await tammes(
      ['train', '--loss', 'arcface', '--epochs', '2', '--library', library, '--json'],
      uid === undefined ? {} : { uid },
    );
    expect(train.code).toBe(0);
  });

  test.each([
    [['ingest', '/nowhere/at/all'], 1, 'There is no folder /nowhere/at/all.'],
    [['train', '--loss', 'arcfase'], 2, 'There is no loss arcfase.'],
    [['train', '--loss', 'arcface', '--set', 'margin=9'], 2, 'margin is 9.'],
    [['train', '--loss', 'arcface', '--dim', '5'], 2, 'head.dim'],
    [['train', '--loss', 'arcface'], 1, 'nobody'],
    [['train'], 2, 'No loss is named.'],
    [['train', '--resume', '9'], 1, 'There is no run 9.'],
    [['match', '/nowhere.jpg'], 1, '/nowhere.jpg is not there.'],
    [['match'], 2, "missing required argument 'photos'"],
    [['sphere', '--head', 'none'], 2, 'There is no head none.'],
    [['sphere'], 1, 'two class centres'],
    [['enrol'], 2, 'Whom to enrol is missing.'],
    [['fly'], 2, "unknown command 'fly'"],
  ] as const)('tammes %j ends with %i and says why', async (args, expected, text) => {
    const rest = args[0] === 'fly' ? [] : ['--library', await temporaryFolder()];
    const { code, stdout, stderr } = await tammes([...args, ...rest]);
    expect(stdout + stderr).toContain(text);
    expect(code).toBe(expected);
  });

  test('doctor says what is missing and why', async () => {
    const { code, stdout } = await tammes(['doctor', '--library', await temporaryFolder(), '--json']);
    expect(code).toBe(0);
    const { backends } = JSON.parse(stdout);
    const wasm = backends.find(({ id }: { id: string }) => id === 'wasm');
    expect(wasm).toMatchObject({ available: true, reason: '' });
    for (const { available, reason } of backends) expect(available || reason.length > 20).toBe(true);
  });
});

test('the gallery keeps every embedding that was enrolled', async () => {
  const folder = await someDemoPeople(['s01', 's05'], [1, 2]);
  const library = await temporaryFolder();
  await tammes(['ingest', folder, '--library', library]);
  await tammes(['enrol', '--all', '--library', library]);
  await tammes(['enrol', '--all', '--library', library]);
  const store = openStore(library);
  expect([...enrolledFaces(store.db)]).toHaveLength(4);
  store.close();
});
