/** Pairs of templates as the window judges them: in the background, kept, shown and compared. */
import { rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openServices, type Services } from '../../src-main/services/index.ts';
import {
  type Input,
  type Job,
  type KeptEvaluation,
  type MethodName,
  mediaUrl,
  type Output,
} from '../../src-shared/contract/index.ts';
import { toEnglish } from '../../src-shared/errors/index.ts';
import { citedRates, shareInterval } from '../../src-shared/recognition/index.ts';
import { temporaryFolder } from '../helpers/cli.ts';
import { madeUpVision } from '../helpers/made-up-vision.ts';
import { makeTemplates, personOfCrop, type TemplateFiles } from '../helpers/templates.ts';

let services: Services;
let set: TemplateFiles;
let kept: KeptEvaluation;
/** Photos that were read since. */
let read: string[] = [];
let onRead = () => {};
const call = <M extends MethodName>(method: M, input: Input<M>) =>
  services.call(method, input) as Promise<Output<M>>;

async function finish(name: string, files: TemplateFiles): Promise<Job> {
  const ended = new Promise<Job>((resolve) => {
    const stop = services.on((event) => {
      if (event.type !== 'job' || event.job.status === 'running') return;
      stop();
      resolve(event.job);
    });
  });
  await call('evaluations.start', { name, headIds: [1], settings: { protocol: 'templates', ...files } });
  return ended;
}

async function evaluate(name: string, files: TemplateFiles): Promise<KeptEvaluation> {
  expect(await finish(name, files)).toMatchObject({ status: 'done', failure: null });
  const [newest] = await call('evaluations.list', undefined);
  return call('evaluations.get', { evaluationId: newest!.id });
}

beforeAll(async () => {
  set = await makeTemplates(['s01', 's02', 's03', 's04', 's05']);
  services = await openServices({
    library: await temporaryFolder(),
    host: 'web',
    openPool: () =>
      madeUpVision({
        // Photos 4 and 11 show the same, so that a template without the others is taken for another person's.
        seed: (path) => (path.endsWith('14.png') ? 'person 0' : personOfCrop(path)),
        noFaces: (path) => /[/\\](21|24)\.png$/.test(path),
        onRead(path) {
          read.push(path);
          onRead();
        },
      }),
  });
  kept = await evaluate('', set);
});
afterAll(() => services.close());

test('they are kept with the names of the lists alone, and counted', () => {
  expect(kept.name).toMatch(/^templates-\d+$/);
  expect(kept.settings).toEqual({
    protocol: 'templates',
    ...{ templates: 'tid_mid.txt', list: 'pairs.txt', images: 'crops' },
  });
  const { search, pairs, people, faces, heads } = kept.result;
  expect([search, people, faces, heads[0]!.trainedOn]).toEqual([null, 5, 18, null]);
  expect(pairs).toMatchObject({
    // Of the template of photo 24 there is no face, so that ten of eleven have one.
    counts: { people: 5, faces: 10, same: 5, different: 10 },
    templates: {
      ...{ photos: 20, media: 16, templates: 11, unpaired: 1, lost: 1 },
      // With the second template of s03 its first, and those of s01 and s02, are compared.
      rejected: { same: 1, different: 2 },
    },
  });
  expect(kept.lost).toEqual(['21.png', '24.png']);
});

test('their figures are those of the pairs, with scores, and rates that so few cannot tell are left out', () => {
  const [head] = kept.result.pairs!.heads;
  const cited = head!.points.filter(({ rate }) => citedRates.some((one) => one === rate));
  expect(cited.map(({ rate }) => rate)).toEqual([0.1]);
  // Rejected are the pair of s03, and that of s02, whose second template looks like s01: as much as the first one of s01, which is accepted.
  expect(cited[0]!.value).toBeCloseTo(3 / 5, 12);
  expect(head!.histogram.same.reduce((a, b) => a + b)).toBe(4);
  expect(head!.histogram.different.reduce((a, b) => a + b)).toBe(8);
  expect(head!.accuracy).toBeNull();
});

test('the hardest pairs show a photo of each template, and only of those', async () => {
  const [head] = kept.result.pairs!.heads;
  const [hardest] = head!.different;
  const shown = new Map(kept.shown.map((face) => [face.id, face]));
  expect([hardest!.a, hardest!.b].map((id) => shown.get(id)!.file).sort()).toEqual(['1.png', '14.png']);
  expect(shown.get(hardest!.a)).toMatchObject({ photoId: null, personId: null });
  const found = await services.media(mediaUrl.evaluatedPhoto(kept.id, hardest!.a));
  expect(found).toMatchObject({ type: 'image/jpeg' });
  expect(await services.media(mediaUrl.evaluatedPhoto(kept.id, -11))).toBeNull();
});

test('a second time photos are not read again, and two on the same lists are compared, one on others is refused', async () => {
  read = [];
  const again = await evaluate('Again', set);
  expect(read).toEqual([]);
  expect({ ...again.result, seconds: 0 }).toEqual({ ...kept.result, seconds: 0 });
  const compared = await call('evaluations.compare', { firstId: kept.id, secondId: again.id });
  const figures = compared.heads[0]!.pairs!;
  expect(figures.map(({ figure, at }) => [figure, at])).toEqual([
    ['TAR', 0.1],
    ['auc', null],
    ['eer', null],
  ]);
  const most = shareInterval(0, 5)[1];
  expect(figures[0]!.difference).toEqual({ value: 0, interval: [-most, most] });
  const list = join(dirname(set.list), 'fewer.txt');
  await writeFile(list, '1 2 1\n3 4 1\n1 4 0');
  const other = await evaluate('Other pairs', { ...set, list });
  await expect(call('evaluations.compare', { firstId: kept.id, secondId: other.id })).rejects.toThrow(
    /not made on the same faces/,
  );
});

test('a wrong list and a folder that lacks photos are told before a photo is read', async () => {
  read = [];
  const list = join(dirname(set.list), 'wrong.txt');
  await writeFile(list, '1 2 1\n1 4 2');
  const failureOf = async (files: TemplateFiles) => {
    const { status, failure } = await finish('', files);
    expect(status).toBe('failed');
    return toEnglish(failure!).message;
  };
  expect(await failureOf({ ...set, list })).toMatch(/wrong\.txt, line 2/);
  expect(await failureOf({ ...set, templates: `${set.templates}x` })).toMatch(/tid_mid\.txtx cannot be read/);
  const part = await makeTemplates(['s01', 's02']);
  await rm(join(part.images, '13.png'));
  expect(await failureOf(part)).toMatch(/crops lacks 1 of the 8 photos of the list, such as 13\.png/);
  expect(read).toEqual([]);
});

test('it is cancelled while photos are read, and nothing is kept', async () => {
  const before = await call('evaluations.list', undefined);
  const more = await makeTemplates(['s06', 's07', 's08']);
  const cancelled = new Promise<void>((resolve) => {
    onRead = () => {
      onRead = () => {};
      void call('jobs.list', undefined)
        .then((jobs) => call('jobs.cancel', { jobId: jobs.find(({ kind }) => kind === 'evaluate')!.id }))
        .then(() => resolve());
    };
  });
  expect((await finish('Cancelled', more)).status).toBe('cancelled');
  await cancelled;
  expect(await call('evaluations.list', undefined)).toEqual(before);
});

test('the time left is told while pairs are judged, and judging is cancelled', async () => {
  const before = await call('evaluations.list', undefined);
  // So many pairs take seconds, whatever the machine.
  const list = join(dirname(set.list), 'many.txt');
  const some = ['1 2 1', '3 4 1', '5 6 1', '1 4 0', '1 6 0', '3 6 0', '2 5 0'];
  await writeFile(list, Array.from({ length: 200_000 }, (_, i) => some[i % some.length]).join('\n'));
  const judging: Job[] = [];
  let cancelled: Promise<unknown> | null = null;
  const stop = services.on((event) => {
    if (event.type !== 'job' || event.job.status !== 'running' || event.job.done <= 80) return;
    judging.push(event.job);
    cancelled ??= call('jobs.cancel', { jobId: event.job.id });
  });
  expect((await finish('Cancelled', { ...set, list })).status).toBe('cancelled');
  await cancelled;
  stop();
  expect(judging.length).toBeGreaterThan(0);
  for (const { secondsLeft } of judging) expect(secondsLeft).toBeGreaterThan(0);
  expect(await call('evaluations.list', undefined)).toEqual(before);
});
