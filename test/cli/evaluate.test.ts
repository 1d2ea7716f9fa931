import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { tammes, temporaryFolder } from '../helpers/cli.ts';
import { orlFolder } from '../helpers/orl.ts';
import { pickleOf } from '../helpers/pickle.ts';

/** Three of the demo's people under the names of Labeled Faces in the Wild, and one photo without a face. */
let images: string;
let pairs: string;
let library: string;

beforeAll(async () => {
  const folder = await temporaryFolder();
  images = join(folder, 'images');
  library = join(folder, 'library');
  pairs = join(folder, 'pairs.txt');
  for (const person of ['s01', 's05', 's06']) {
    await mkdir(join(images, person), { recursive: true });
    for (const number of [1, 2]) {
      await cp(join(orlFolder, person, `0${number}.png`), join(images, person, `${person}_000${number}.png`));
    }
  }
  const noFace = new URL('../fixtures/photos/no-face.jpg', import.meta.url);
  await cp(noFace, join(images, 's01', 's01_0009.jpg'));
  await cp(noFace, join(images, 's05', 's05_0007.jpg'));
  await writeFile(
    pairs,
    ['2\t2', 's01\t1\t2', 's05\t1\t2', 's01\t1\ts05\t1', 's01\t2\ts06\t1']
      .concat(['s06\t1\t2', 's01\t1\t9', 's05\t2\ts06\t2', 's06\t1\ts05\t7'])
      .join('\n'),
  );
});

const evaluate = (...args: string[]) =>
  tammes(['evaluate', '--protocol', 'pairs', '--library', library, ...args]);

describe('tammes evaluate --protocol pairs', () => {
  test('prints the figures, lists each photo without a face, and knows all photos the second time', async () => {
    const first = await evaluate('--pairs', pairs, '--images', images, '--json');
    expect(first.stderr).toContain('8/8');
    expect(first.code).toBe(0);
    const result = JSON.parse(first.stdout);
    expect(result).toMatchObject({
      protocol: 'pairs',
      head: 'pretrained',
      options: { alignment: 'chip', mirror: true },
      photos: 8,
      people: 3,
      cached: 0,
      pairs: { same: 4, different: 4 },
      // One pair of each kind has a photo without a face: that of one person is wrong, that of two is right.
      failedPairs: { same: 1, different: 1 },
    });
    expect(result.failures).toMatchObject([
      { photo: join(images, 's01', 's01_0009.jpg'), pairs: 1, code: 'no-face' },
      { photo: join(images, 's05', 's05_0007.jpg'), pairs: 1, code: 'no-face' },
    ]);
    expect(result.accuracy.folds).toHaveLength(2);
    // Four pairs of two people cannot tell even one in ten.
    expect(result.trueAccept).toEqual([]);
    const again = await evaluate('--pairs', pairs, '--images', images);
    expect(again.stderr).toBe('');
    expect(again.stdout).toContain('8 of 8 photos known from before');
    expect(again.stdout).toContain(
      `accuracy ± sd over 2 folds  ${(100 * result.accuracy.value).toFixed(2)} % ± ${(100 * result.accuracy.standardDeviation).toFixed(2)} %`,
    );
    expect(again.stdout).toMatch(/TAR at FAR 0\.001 +too few: 1000 pairs of different people needed/);
    expect(again.stdout).toMatch(/No face was found on .*s01_0009\.jpg/);
  });

  test('keeps what it finds, as the window does, if the photos are read as the library reads them', async () => {
    const wanted = ['--pairs', pairs, '--images', images, '--keep', 'Three people'];
    expect((await evaluate(...wanted)).stdout).toContain('Kept as Three people');
    const kept = await tammes(['evaluations', 'Three people', '--json', '--library', library]);
    expect(JSON.parse(kept.stdout)).toMatchObject({
      settings: { protocol: 'list', list: 'pairs.txt', images: 'images' },
      lost: [join('s01', 's01_0009.jpg'), join('s05', 's05_0007.jpg')],
      result: { pairs: { counts: { same: 4, different: 4 } } },
    });
    const other = await evaluate(...wanted, '--no-mirror');
    expect(other.stderr).toContain('must have been read as the library reads photos');
  });

  test('takes the pairs and photos of a set of insightface, and says if it is not whole', async () => {
    const photo = (person: string, number: number) =>
      readFile(join(images, person, `${person}_000${number}.png`));
    const photos = await Promise.all([
      ...[photo('s01', 1), photo('s01', 2), photo('s05', 1), photo('s05', 2)],
      ...[photo('s01', 1), photo('s05', 1), photo('s01', 2), photo('s06', 1)],
    ]);
    const file = join(await temporaryFolder(), 'three.bin');
    await writeFile(file, pickleOf(photos, [true, true, false, false]));
    const { stdout, code } = await evaluate('--pairs', file, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      photos: 8,
      pairs: { same: 2, different: 2 },
      accuracy: { value: 1 },
      failures: [],
    });
    await writeFile(file, pickleOf(photos.slice(1), [true, true, false, false]));
    expect((await evaluate('--pairs', file)).stderr).toContain('has 7 photos for 4 pairs, not two for each');
    await writeFile(file, pickleOf(photos, [true, true, false, false]).subarray(0, 1000));
    expect((await evaluate('--pairs', file)).stderr).toContain('is cut off or damaged');
  });

  test('refuses a part of the photos, with their number and a name', async () => {
    const part = join(await temporaryFolder(), 'part');
    await cp(images, part, { recursive: true });
    for (const photo of ['s05_0002.png', 's05_0007.jpg']) await rm(join(part, 's05', photo));
    const { code, stderr } = await evaluate('--pairs', pairs, '--images', part);
    expect(stderr).toMatch(/part lacks 2 of the 8 photos of the list, such as s05_0002/);
    expect(code).toBeGreaterThan(0);
  });

  test('compares templates, sets of photos, and lists what gave no face', async () => {
    const folder = await temporaryFolder();
    const [photos, list] = [join(folder, 'tid_mid.txt'), join(folder, 'pair_label.txt')];
    const lines = ['s01/s01_0001.png 1 1', 's01/s01_0009.jpg 1 2', 's01/s01_0002.png 2 3'];
    await writeFile(photos, [...lines, 's05/s05_0001.png 3 4', 's05/s05_0002.png 4 5'].join('\n'));
    await writeFile(list, ['1 2 1', '3 4 1', '1 3 0', '2 4 0'].join('\n'));
    const wanted = ['--templates', photos, '--pairs', list, '--images', images];
    const { stdout, code } = await evaluate(...wanted);
    expect(code).toBe(0);
    expect(stdout).toContain('5 photos of 5 media in 4 templates, of which 0 are in no pair.');
    expect(stdout).toMatch(/pretrained +AUC +100\.00 %/);
    expect(stdout).toMatch(/1 photo gave no face, and 0 templates have no face at all/);
    const kept = await evaluate(...wanted, '--keep', 'It');
    expect(kept.stderr).toContain('Judging pairs');
    expect(kept.stdout).toContain('Kept as It: see tammes evaluations.');
    const shown = (await tammes(['evaluations', 'It', '--library', library])).stdout;
    expect(shown).toContain('5 photos of 5 media in 4 templates, of which 0 are in no pair.');
    expect(shown).toMatch(/FAR 0\.0001 % +too few: 1000000 needed/);
    expect((await evaluate('--templates', photos, '--pairs', list)).stderr).toContain('not all are named');
  });

  test('mirror image and alignment change the features, whose caches are separate', async () => {
    const other = await evaluate(
      '--pairs',
      pairs,
      '--images',
      images,
      '--no-mirror',
      '--align',
      'box',
      '--json',
    );
    expect(JSON.parse(other.stdout)).toMatchObject({
      cached: 0,
      options: { alignment: 'box', mirror: false },
    });
  });

  test.each([
    [['--images', '.'], 'The list of pairs or the folder of its photos is not named'],
    [['--images', '.', '--by', 'age'], 'Groups are compared on the library, on three folders'],
    [['--pairs', '/nowhere.txt', '--images', '.'], '/nowhere.txt cannot be read'],
    [['--pairs', 'PAIRS', '--images', '/nowhere'], 'There is no folder /nowhere'],
    [
      ['--pairs', 'PAIRS', '--images', 'LIBRARY'],
      'has none of the photos that the pairs name, such as s01_0001',
    ],
    [['--pairs', 'PAIRS', '--images', '.', '--align', 'eyes'], 'Allowed choices are chip, box'],
    [['--pairs', 'PAIRS', '--images', '.', '--head', 'mine'], 'There is no head mine'],
  ])('%j is refused: %s', async (args, message) => {
    const names: Record<string, string> = { PAIRS: pairs, LIBRARY: library };
    const { code, stderr } = await evaluate(...args.map((arg) => names[arg] ?? arg));
    expect(stderr).toContain(message);
    expect(code).toBeGreaterThan(0);
  });
});

describe('tammes evaluate --by on a list', () => {
  test('--by groups the photos of a list, by what their faces show or by the columns of a table', async () => {
    const people = ['s01', 's05', 's06'];
    const twos = people.flatMap((a, i) => people.slice(i + 1).map((b) => [a, b] as const));
    // Three folds: of each a pair of one person, and all pairs of two.
    const lines = twos.flatMap(([a, b], i) => [
      `${people[i]}\t1\t2`,
      ...[1, 2].flatMap((n) => [1, 2].map((m) => `${a}\t${n}\t${b}\t${m}`)),
    ]);
    const [list, table] = [join(images, '..', 'all.txt'), join(images, '..', 'hats.csv')];
    await writeFile(list, lines.join('\n'));
    await writeFile(table, 'person,hat\ns01,yes\ns05,no\ns06,no\n');
    const given = ['--pairs', list, '--images', images];
    const byHat = await evaluate(...given, '--by', 'hat', '--columns', table, '--keep', 'Hats', '--json');
    expect(byHat.code).toBe(0);
    const { groups, ...figures } = JSON.parse(byHat.stdout);
    expect(figures).toMatchObject({ protocol: 'pairs', pairs: { same: 3, different: 12 } });
    expect(groups.rows).toMatchObject([
      { name: 'no', people: 2, faces: 4, same: 2, different: 4, photos: { all: 4, notFound: 0 } },
      { name: 'yes', people: 1, faces: 2, same: 1, different: 0 },
    ]);
    expect(groups.photos.map(({ photo }: { photo: string }) => photo)).toContain(
      join(images, 's01', 's01_0001.png'),
    );
    const kept = await tammes(['evaluations', 'Hats', '--library', library]);
    expect(kept.stdout).toContain('By hat, head pretrained');
    const byPose = await evaluate(...given, '--by', 'pose');
    expect(byPose.stdout).toContain('By pose, head pretrained');
    await writeFile(table, 'person,hat\ns01,yes\ns05,no\n');
    const partial = await evaluate(...given, '--by', 'hat', '--columns', table);
    expect(partial).toMatchObject({ code: 2, stdout: '' });
    expect(partial.stderr).toContain('has no line for 2 of the 6 photos, such as');
    // Lists of templates and one folder have no groups, and a library has columns of its own.
    for (const wrong of [
      ['--templates', 't.txt', ...given, '--by', 'pose'],
      ['--columns', table, ...given],
      ['--by', 'pose', '--columns', table],
    ])
      expect((await evaluate(...wrong)).code).toBe(2);
  });
});
