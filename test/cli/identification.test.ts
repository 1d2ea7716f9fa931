import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { someDemoPeople, tammes, temporaryFolder } from '../helpers/cli.ts';

let images: string;
let library: string;

beforeAll(async () => {
  library = await temporaryFolder();
  images = await someDemoPeople(['s01', 's05', 's06', 's12'], [1, 2, 3]);
  await cp(new URL('../fixtures/photos/no-face.jpg', import.meta.url), join(images, 's01', 'no-face.jpg'));
  await cp(join(images, 's05', '01.png'), join(images, 's05', 'copy of 01.png'));
  await cp(join(images, 's05', '01.png'), join(images, 'nobody.png'));
});

const evaluate = async (protocol: string, ...args: string[]) =>
  tammes(['evaluate', '--protocol', protocol, '--library', library, ...args]);

describe('tammes evaluate --protocol holdout', { timeout: 180_000 }, () => {
  test('searches a folder for the photos that are not enrolled, and lists what gave no face', async () => {
    const { code, stdout } = await evaluate('holdout', '--images', images, '--draws', '4', '--json');
    expect(code).toBe(0);
    const result = JSON.parse(stdout);
    expect(result).toMatchObject({
      protocol: 'holdout',
      people: 4,
      photos: 14,
      unnamed: 1,
      each: 1,
    });
    expect(result.failures).toMatchObject([
      { photo: join(images, 's01', 'no-face.jpg'), person: 's01', code: 'no-face' },
    ]);
    expect(result.draws).toHaveLength(4);
    for (const { probes, people, within } of result.draws) {
      expect(people).toBe(4);
      // The twin of a photo of s05 that is enrolled is no probe.
      expect([9, 10]).toContain(probes);
      // Of four people everybody who is enrolled and was found is among the first five.
      expect(within[1]).toBeGreaterThanOrEqual(within[0]);
    }
    const [top1] = result.within;
    // Of so few people the first five.
    expect(result.within.map(({ rank }: { rank: number }) => rank)).toEqual([1, 2, 3, 4, 5]);
    const mean =
      result.draws.reduce((sum: number, { within }: { within: number[] }) => sum + within[0]!, 0) / 4;
    expect(top1).toMatchObject({ rank: 1, value: expect.closeTo(mean, 10) });
    expect(top1.interval[0]).toBeLessThanOrEqual(mean);
    expect(top1.interval[1]).toBeGreaterThanOrEqual(mean);
    const again = await evaluate('holdout', '--images', images, '--draws', '4');
    expect(again.stderr).toBe('');
    expect(again.stdout).toContain(`top-1   ${(100 * mean).toFixed(2)} %`);
    expect(again.stdout).toMatch(/No face was found on .*no-face\.jpg/);
    expect(again.stdout).toContain('14 of 14 photos known from before');
  });

  test('takes the library’s faces if no folder is named, and none that the head was trained on', async () => {
    expect((await tammes(['ingest', images, '--library', library])).code).toBe(0);
    const untrained = JSON.parse((await evaluate('holdout', '--enrolled', '2', '--json')).stdout);
    // The copy is the same photo, which the library holds once; the photo without a face is not in it.
    expect(untrained).toMatchObject({ images: null, people: 4, photos: 12, each: 2, trainedOn: 0 });
    expect(untrained.draws[0]).toMatchObject({ people: 4, probes: 4 });
    const trained = await tammes([
      'train',
      '--loss',
      'arcface',
      '--epochs',
      '1',
      '--backend',
      'wasm',
      '--library',
      library,
    ]);
    expect(trained.code).toBe(0);
    const { stdout, stderr } = await evaluate('holdout', '--head', 'arcface-1', '--json');
    expect(stderr).toBe('');
    const result = JSON.parse(stdout);
    expect(result).toMatchObject({ head: 'arcface-1', trainedOn: 8 });
    // What it was validated on, and nothing else, is searched for each time.
    expect(result.draws.map(({ probes }: { probes: number }) => probes)).toEqual(Array(10).fill(4));
  });
});

describe('tammes evaluate --protocol open-set', { timeout: 180_000 }, () => {
  test('leaves people out of the gallery, and says how often they are taken for somebody', async () => {
    const { code, stdout } = await evaluate('open-set', '--images', images, '--unknown', '0.25', '--json');
    expect(code).toBe(0);
    const result = JSON.parse(stdout);
    expect(result).toMatchObject({ protocol: 'open-set', unknown: 0.25, people: 4 });
    expect(result.detection.map(({ falseAlarm }: { falseAlarm: number }) => falseAlarm)).toEqual([0.1, 0.01]);
    for (const { people, probes, strangers } of result.draws) {
      expect(people).toBe(3);
      expect(probes + strangers + people).toBeLessThanOrEqual(14);
      expect([3, 4]).toContain(strangers);
    }
    for (const [i, { value, interval }] of result.detection.entries()) {
      const rates: number[] = result.draws.map(({ detection }: typeof result) => detection[i].rate);
      expect(value).toBeCloseTo(rates.reduce((sum, rate) => sum + rate, 0) / rates.length, 10);
      // Of so few people it says little, even where all went one way.
      expect(interval[1] - interval[0]).toBeGreaterThan(0.2);
    }
    expect(result.detection[0].value).toBeGreaterThanOrEqual(result.detection[1].value);
    const text = (await evaluate('open-set', '--images', images, '--unknown', '0.25')).stdout;
    expect(text).toContain('25 % of the people are not enrolled: 3 to 4 photos of strangers in each draw.');
    const { prior, ece, bins, rates } = result.calibration;
    expect(prior).toBe(0.5);
    expect(ece.value).toBeGreaterThanOrEqual(0);
    expect(ece.value).toBeLessThan(1);
    // A photo without a face is searched for with no score, and has no probability.
    const searches = bins.reduce((sum: number, { count }: { count: number }) => sum + count, 0);
    const photos = result.draws.reduce(
      (sum: number, { probes, strangers }: { probes: number; strangers: number }) => sum + probes + strangers,
      0,
    );
    expect(searches).toBeGreaterThan(0);
    expect(searches).toBeLessThanOrEqual(photos);
    expect(rates.map(({ wanted }: { wanted: number }) => wanted)).toEqual([0.001, 0.01, 0.1]);
    expect(text).toContain(`Expected calibration error ${(100 * ece.value).toFixed(2)} %`);
    expect(text).toContain(`DIR at FAR 0.1   ${(100 * result.detection[0].value).toFixed(2)} %`);
  });
});

test.each([
  [['holdout', '--images', '/nowhere'], 'There is no folder /nowhere'],
  [['holdout', '--images', 'IMAGES', '--enrolled', '9'], 'no photo is left to search for'],
  [['holdout', '--images', 'IMAGES', '--keep', 'It'], 'Evaluations on one folder'],
  [['holdout', '--draws', '0'], 'whole numbers from 1 to 1000'],
  [['open-set', '--unknown', '1'], 'a share between 0 and 1'],
  [['open-set', '--images', 'ONE'], 'Nothing says who is on the photos'],
  [['holdout', '--library', 'EMPTY'], 'There are photos of 0 people; this takes 2 at least'],
])('%j is refused: %s', { timeout: 180_000 }, async (args, message) => {
  const names: Record<string, string> = {
    IMAGES: images,
    ONE: join(images, 's01'),
    EMPTY: await temporaryFolder(),
  };
  const [protocol, ...rest] = args.map((arg) => names[arg] ?? arg);
  const { code, stderr } = await evaluate(protocol!, ...rest);
  expect(stderr).toContain(message);
  expect(code).toBeGreaterThan(0);
});

describe('tammes evaluate --protocol open-set on folders', { timeout: 180_000 }, () => {
  test('searches a gallery for photos of people in it and of strangers, with heads side by side', async () => {
    const gallery = await someDemoPeople(['s01', 's05', 's06'], [1, 2]);
    const probes = await someDemoPeople(['s01', 's05', 's06'], [3]);
    const strangers = await someDemoPeople(['s11', 's12'], [1, 2]);
    const folders = ['--gallery', gallery, '--probes', probes, '--strangers', strangers];
    // Named twice, it counts once.
    const heads = ['--head', 'pretrained', '--head', '1'];
    const { code, stdout } = await evaluate('open-set', ...folders, ...heads, '--keep', 'Three', '--json');
    expect(code).toBe(0);
    const result = JSON.parse(stdout);
    expect(result).toMatchObject({
      gallery: { people: 3, photos: 6 },
      probes: { people: 3, photos: 3 },
      strangers: { people: 2, photos: 4 },
      heads: [{ head: 'pretrained', detection: [] }],
      differences: [],
    });
    for (const { value, interval } of [result.heads[0].top1, result.heads[0].eer]) {
      expect(interval[0]).toBeLessThanOrEqual(value);
      expect(interval[1]).toBeGreaterThanOrEqual(value);
      // Of so few people it says little, even where all went one way.
      expect(interval[1] - interval[0]).toBeGreaterThan(0.2);
    }
    const text = (await evaluate('open-set', ...folders)).stdout;
    expect(text).toContain('too few: 10 photos of strangers needed');
    const kept = await tammes(['evaluations', 'Three', '--json', '--library', library]);
    expect(JSON.parse(kept.stdout)).toMatchObject({
      settings: { protocol: 'folders', gallery: 'photos' },
      result: { search: { heads: [{ top1: result.heads[0].top1 }] } },
    });
    const mixed = ['--gallery', gallery, '--probes', probes, '--strangers', gallery];
    expect((await evaluate('open-set', ...mixed)).stderr).toContain('among the strangers: s01, s05, s06');
    expect((await evaluate('open-set', '--gallery', gallery)).code).toBe(2);
  });
});
