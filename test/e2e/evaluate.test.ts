import { cp, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EvaluationInfo } from '../../src-shared/contract/index.ts';
import { type App, openApp, speak } from '../helpers/app.ts';
import { hindrances, openBrowser } from '../helpers/browser.ts';
import { someDemoPeople } from '../helpers/cli.ts';
import { chooseMore, saved } from '../helpers/downloads.ts';
import { addMadeUpPeople } from '../helpers/made-up-library.ts';
import { goTo } from '../helpers/screens.ts';

const browser: Browser | null = await openBrowser();
const minutes = 60_000;
const noFace = fileURLToPath(new URL('../fixtures/photos/no-face.jpg', import.meta.url));

describe.skipIf(browser === null)('evaluating, in Chromium', () => {
  let app: App;
  let page: Page;
  const kept = () => app.services.call('evaluations.list', undefined) as Promise<EvaluationInfo[]>;

  beforeAll(async () => {
    app = await openApp(browser!, async (services) => {
      await addMadeUpPeople(services, 15, 6);
      const ended = new Promise((resolve) => {
        services.on(
          (event) => event.type === 'training' && event.event.type === 'finished' && resolve(event),
        );
      });
      await services.call('training.start', { loss: 'cosface', epochs: 3, strangers: 0 });
      await ended;
      await services.call('training.useHead', { headId: 2 });
    });
    page = app.page;
  }, 3 * minutes);

  afterAll(async () => {
    await app?.close();
    await browser?.close();
  });

  const menu = (item: string) => chooseMore(page, item);

  test('compares the pretrained and the active head, and says whom they were trained on', {
    timeout: 4 * minutes,
  }, async () => {
    await goTo(page, 'evaluate');
    await page.getByRole('heading', { name: 'No evaluation yet' }).waitFor();
    await page.getByText('What is evaluated').click();
    expect(await page.getByRole('checkbox', { name: 'pretrained' }).isChecked()).toBe(true);
    expect(await page.getByRole('checkbox', { name: 'cosface-1' }).isChecked()).toBe(true);
    await page.getByLabel('Draws').fill('4');
    await page.getByLabel('Name of the next evaluation').fill('First look');
    expect(new URL(page.url()).hash).toContain('draws=4');
    await page.getByRole('button', { name: 'Evaluate', exact: true }).click();
    const dir = page.getByRole('table', { name: 'Detection and identification rate' });
    await dir.waitFor();
    await page.getByText('pretrained has never seen these people.').waitFor();
    await page.getByText(/cosface-1 was trained on 15 of these 15 people/).waitFor();
    expect(await dir.getByRole('columnheader').allTextContents()).toEqual([
      'FAR',
      'pretrained',
      'cosface-1',
      'Difference from pretrained',
    ]);
    // There are not ten thousand strangers.
    const rarest = dir.getByRole('row').filter({ has: page.getByRole('rowheader', { name: '0.01 %' }) });
    expect(await rarest.getByText('too few to say').count()).toBe(2);
    await page.getByRole('figure', { name: 'Found and named, against strangers let in' }).waitFor();
    expect(await kept()).toMatchObject([{ name: 'First look', settings: { draws: 4 } }]);
    await app.pictures('evaluate');
  });

  test('the table behind a curve has its intervals, and DET turns the curve round', async () => {
    await page.getByRole('button', { name: 'Pairs told apart: show the table' }).click();
    const table = page.getByRole('table', { name: 'Pairs told apart' });
    expect(await table.getByRole('row').last().textContent()).toMatch(/^100 %.*100\.0 %/);
    await page.getByRole('button', { name: 'Pairs told apart: show the chart' }).click();
    await page.getByText('DET', { exact: true }).click();
    await page.getByText('Same-person pairs rejected (%)').waitFor();
    expect(new URL(page.url()).hash).toContain('curve=det');
  });

  test('the hardest pairs lead to the faces in the library', async () => {
    const hard = page.getByRole('region', { name: 'Hardest pairs' });
    await hard.scrollIntoViewIfNeeded();
    // Only the screen scrolls.
    expect(
      await page.evaluate(() => [document.body, document.documentElement].map((it) => it.scrollTop)),
    ).toEqual([0, 0]);
    expect(await page.evaluate(() => document.body.scrollHeight - innerHeight)).toBeLessThanOrEqual(0);
    await app.picture('evaluate-below');
    await hard.getByRole('link').first().click();
    await page.getByRole('heading', { level: 1, name: 'Library' }).waitFor();
    expect(new URL(page.url()).hash).toMatch(/face=\d+/);
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: 'Evaluate' }).waitFor();
  });

  test('rates of the tables and bars of the histogram open what they are made of, by keyboard and mouse', {
    timeout: 4 * minutes,
  }, async () => {
    const tar = page.getByRole('table', { name: 'True accept rate' });
    await tar.getByRole('button', { name: '1 %', exact: true }).focus();
    await page.keyboard.press('Enter');
    const failed = page.getByRole('region', { name: 'cosface-1 at FAR 1 %' });
    await failed.getByText(/^Over the cosine 0\.\d\d, /).waitFor();
    const accepted = failed.getByRole('list', { name: 'Two people, accepted' });
    // Both faces of each pair lead to the library.
    expect(await accepted.getByRole('link').count()).toBe(2 * (await accepted.getByRole('listitem').count()));
    expect(new URL(page.url()).hash).toContain('open=pairs-rate-0.01');
    await failed.scrollIntoViewIfNeeded();
    await app.pictures('evaluate-open-rate');
    // The curve's points open, too: at its right end is the largest rate, at which all are accepted.
    const curve = page.getByRole('figure', { name: 'Pairs told apart' }).locator('.recharts-surface').first();
    const { width } = (await curve.boundingBox())!;
    await curve.click({ position: { x: width - 30, y: 60 } });
    const others = page.getByRole('region', { name: /^cosface-1 at FAR (?!1 %)/ });
    await others.getByText(/^Over the cosine -?\d\.\d\d, /).waitFor();
    expect(await failed.count()).toBe(0);
    await page.getByRole('button', { name: 'Pairs told apart: show the table' }).click();
    const behind = page.getByRole('table', { name: 'Pairs told apart' });
    await behind.getByRole('button', { expanded: true }).waitFor();
    await behind.getByRole('button', { name: '1 %', exact: true }).press('Enter');
    await failed.waitFor();
    expect(await others.count()).toBe(0);
    await page.getByRole('button', { name: 'Pairs told apart: show the chart' }).click();
    const dir = page.getByRole('table', { name: 'Detection and identification rate' });
    // So few strangers tell no rate, but who comes first.
    await dir.getByRole('button', { name: 'Comes first' }).click();
    const firsts = page.getByRole('region', { name: 'cosface-1: somebody else came first' });
    await firsts.getByText('There is no such pair to show.').waitFor();
    expect(await failed.count()).toBe(0);
    await firsts.getByRole('button', { name: 'Close' }).click();
    await expect.poll(() => firsts.count()).toBe(0);
    const scores = page.getByRole('region', { name: 'Scores', exact: true });
    const slider = scores.getByRole('slider', { name: 'Bar whose pairs are shown' });
    await slider.focus();
    await page.keyboard.press('ArrowLeft');
    const bar = scores.getByRole('region', {
      name: await slider.getAttribute('aria-valuetext').then(String),
    });
    await bar.getByText(/^right person: \d+; strangers: \d+/).waitFor();
    const before = await slider.inputValue();
    // The chart chooses a bar, too.
    await scores
      .locator('.recharts-surface')
      .first()
      .click({ position: { x: 100, y: 100 } });
    await expect.poll(() => slider.inputValue()).not.toBe(before);
    await scores.getByRole('list', { name: 'strangers' }).getByRole('link').first().waitFor();
    expect(await hindrances(page)).toEqual([]);
    await scores.scrollIntoViewIfNeeded();
    await app.pictures('evaluate-open-bar');
    await scores.getByRole('button', { name: 'Close' }).click();
    await scores.getByText('A bar opens some of the pairs in it').waitFor();
  });

  test('EER, AUC and the points of the calibration curve open what they are made of, by keyboard and mouse', {
    timeout: 4 * minutes,
  }, async () => {
    const tar = page.getByRole('table', { name: 'True accept rate' });
    await tar.getByRole('button', { name: 'EER' }).focus();
    await page.keyboard.press('Enter');
    const eer = page.getByRole('region', { name: 'cosface-1 at EER, where both errors are equal' });
    await eer.getByText(/^Over the cosine 0\.\d\d, /).waitFor();
    await tar.getByRole('button', { name: 'AUC' }).click();
    const auc = page.getByRole('region', { name: 'cosface-1: pairs furthest out of order' });
    await auc.getByRole('list', { name: 'One person, least alike' }).getByRole('link').first().waitFor();
    expect(await eer.count()).toBe(0);
    expect(await hindrances(page)).toEqual([]);
    await auc.scrollIntoViewIfNeeded();
    await app.pictures('evaluate-open-auc');
    // Of the search there may be too few; pairs have probabilities.
    const source = page.getByRole('radiogroup', { name: 'Of', exact: true });
    await source.getByText('Pairs', { exact: true }).click();
    const panel = page.getByRole('region', { name: 'Probabilities that hold', exact: true });
    const slider = panel.getByRole('slider', { name: 'Point whose faces are shown' });
    await slider.focus();
    await page.keyboard.press('ArrowLeft');
    const point = panel.getByRole('region', { name: /^Stated [\d.]+ %, came true [\d.]+ %$/ });
    await point.getByText(/^Some of [\d,]+ pairs, weighted/).waitFor();
    await point.getByRole('link').first().waitFor();
    // The chart chooses a point, too: at its left end probabilities are small.
    const before = await slider.inputValue();
    await panel
      .locator('.recharts-surface')
      .first()
      .click({ position: { x: 90, y: 100 } });
    await expect.poll(() => slider.inputValue()).not.toBe(before);
    await panel.getByRole('list', { name: 'two people' }).getByRole('link').first().waitFor();
    expect(await hindrances(page)).toEqual([]);
    await panel.scrollIntoViewIfNeeded();
    await app.pictures('evaluate-open-point');
    await speak(page, 'ja');
    await page.getByRole('region', { name: /^示した確率 .* %、実際は .* %$/ }).waitFor();
    expect(await hindrances(page)).toEqual([]);
    await app.pictures('evaluate-open-point-ja');
    await speak(page, 'en');
    await panel.getByRole('button', { name: 'Close' }).click();
    await panel.getByText('A point opens some of what it counts').waitFor();
    await source.getByText('Search', { exact: true }).click();
  });

  test('figures, tables and a report are saved, and the report names nobody', {
    timeout: 4 * minutes,
  }, async () => {
    const figure = page.getByRole('group', { name: 'Save the figure: Scores' });
    await page.emulateMedia({ colorScheme: 'dark' });
    const svg = await saved(page, () => figure.getByRole('button', { name: 'SVG' }).click());
    expect(svg.name).toBe('Scores.svg');
    // In the light theme's colours, whatever is shown: of one person, and the ground.
    expect(svg.text).toContain('stroke="rgb(74, 91, 212)"');
    expect(svg.text).toContain('fill="#ffffff"');
    await page.emulateMedia({ colorScheme: 'light' });
    expect(svg.text).not.toContain('var(--');
    expect(svg.text).toContain('Cosine');
    const png = await saved(page, () => figure.getByRole('button', { name: 'PNG' }).click());
    expect(png.text.slice(1, 4)).toBe('PNG');
    const csv = await saved(page, () => menu('Save as CSV'));
    expect(csv.text).toMatch(/search,cosface-1,pretrained,top1,,/);
    const json = await saved(page, () => menu('Save as JSON'));
    expect(JSON.parse(json.text)).toMatchObject({ name: 'First look', people: 15 });
    const report = await saved(page, () => page.getByRole('button', { name: 'Report…' }).click());
    expect(report.name).toBe('First look.html');
    expect(report.text.match(/<figure><svg/g)).toHaveLength(4);
    expect(report.text).not.toMatch(/s0\d/);
    expect(report.text).not.toContain('/media/');
  });

  test('an evaluation is renamed and removed, and removing is undone', { timeout: 4 * minutes }, async () => {
    await menu('Rename');
    await page.getByRole('dialog').getByLabel('Name').fill('Another name');
    await page.getByRole('dialog').getByRole('button', { name: 'Rename' }).click();
    const list = page.getByRole('table', { name: 'Kept evaluations' });
    await list.getByRole('button', { name: 'Another name' }).waitFor();
    await menu('Remove');
    await page.getByRole('heading', { name: 'No evaluation yet' }).waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await list.getByRole('button', { name: 'Another name' }).waitFor();
  });

  test('the key compares pairs alone, and the evaluations are kept side by side', {
    timeout: 4 * minutes,
  }, async () => {
    await page.getByRole('combobox', { name: 'Protocol' }).selectOption('pairs');
    await page.getByRole('heading', { level: 1 }).focus();
    await page.keyboard.press('Control+Enter');
    const list = page.getByRole('table', { name: 'Kept evaluations' });
    await list.getByRole('button', { name: /^pairs-/ }).waitFor();
    await expect
      .poll(() => page.getByRole('table', { name: 'Detection and identification rate' }).count())
      .toBe(0);
    await list.getByRole('button', { name: 'Another name' }).click();
    await page.getByRole('table', { name: 'Detection and identification rate' }).waitFor();
    expect(new URL(page.url()).hash).toContain('evaluation=');
  });

  test('an evaluation is compared with another one on the same faces, and refused with one that is not', {
    timeout: 4 * minutes,
  }, async () => {
    const again = async (name: string, headIds: number[]) => {
      const ended = new Promise((resolve) => {
        app.services.on((event) => event.type === 'job' && event.job.status === 'done' && resolve(event));
      });
      const settings = { protocol: 'open-set', unknown: 0.5, each: 2, draws: 4 };
      await app.services.call('evaluations.start', { name, headIds, settings });
      await ended;
    };
    await again('Other faces', [1]);
    await again('Once more', [2]);
    const list = page.getByRole('table', { name: 'Kept evaluations' });
    await list.getByRole('button', { name: 'Once more' }).click();
    // It is there, and no longer the one of before: that has the pretrained head, too.
    const told = (text: string | RegExp) => page.getByText(text).count();
    await expect
      .poll(async () => [await told('pretrained has never seen'), await told(/cosface-1 was trained on/)])
      .toEqual([0, 1]);
    await menu('Compare with another…');
    await page.getByText(/were not made on the same faces/).waitFor();
    await page.getByRole('combobox', { name: 'Compare with' }).selectOption('Another name');
    await page.getByRole('combobox', { name: 'Head of Another name' }).selectOption('pretrained');
    const table = page.getByRole('table', { name: 'Once more compared with Another name' });
    await table.getByRole('rowheader', { name: 'Comes first' }).waitFor();
    await table.getByRole('rowheader', { name: 'TAR of pairs at FAR 10 %' }).waitFor();
    await table.getByRole('rowheader', { name: 'AUC of pairs' }).waitFor();
    expect(await hindrances(page)).toEqual([]);
    await app.pictures('evaluate-compare');
    await page.getByRole('button', { name: 'End the comparison' }).click();
    await expect.poll(() => table.count()).toBe(0);
  });

  test('groups of faces are compared at one threshold, by a column of a table that is brought in', {
    timeout: 4 * minutes,
  }, async () => {
    const by = page.getByRole('combobox', { name: 'By group' });
    if (!(await by.isVisible())) await page.getByText('What is evaluated').click();
    const people = Array.from({ length: 15 }, (_, i) => `s${String(i + 1).padStart(2, '0')}`);
    const lines = people.map((name, i) => `${name},${i < 12 ? 'day' : 'night'}`);
    await page.getByLabel('Bring in a table…').setInputFiles({
      name: 'shifts.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(['person,shift', ...lines, 'nobody,day'].join('\n')),
    });
    await page.getByText('shift: 15 rows; 1 not in the library').waitFor();
    await expect.poll(() => by.inputValue()).toBe('shift');
    await page.getByLabel('Name of the next evaluation').fill('Shifts');
    await page.getByRole('button', { name: 'Evaluate', exact: true }).click();
    const table = page.getByRole('table', { name: 'By shift, cosface-1' });
    await table.waitFor();
    const cells = (group: string) =>
      table
        .getByRole('row')
        .filter({ has: page.getByRole('rowheader', { name: group }) })
        .getByRole('cell');
    expect((await cells('day').allTextContents()).slice(0, 2)).toEqual(['12', '72']);
    // Three people say nothing.
    expect(await cells('night').nth(2).textContent()).toContain('too few to say');
    await page.getByText('TAR: too few groups can be told to compare them.').waitFor();
    await table.scrollIntoViewIfNeeded();
    await table.getByRole('button', { name: 'day' }).click();
    const day = page.getByRole('region', { name: 'day, cosface-1' });
    await day.getByText(/ of \d+ pairs of one person/).waitFor();
    expect(
      await day.getByRole('list', { name: 'Faces of day' }).getByRole('link').count(),
    ).toBeGreaterThanOrEqual(12);
    expect(await cells('day').nth(2).textContent()).toMatch(/of \d+ pairs, \d+ people$/);
    expect(await hindrances(page)).toEqual([]);
    await app.pictures('evaluate-groups');
    await speak(page, 'ja');
    await page.getByRole('region', { name: 'day、cosface-1' }).waitFor();
    expect(await hindrances(page)).toEqual([]);
    await app.pictures('evaluate-groups-ja');
    await speak(page, 'en');
    await day.getByRole('button', { name: 'Show all in the library' }).click();
    await page.getByRole('heading', { level: 1, name: 'Library' }).waitFor();
    expect(new URL(page.url()).hash).toContain('tag=shift');
    await page.goBack();
    await table.waitFor();
    const report = await saved(page, () => page.getByRole('button', { name: 'Report…' }).click());
    expect(report.text).toContain('<h2>By shift, cosface-1</h2>');
    const csv = await saved(page, () => menu('Save as CSV'));
    expect(csv.text).toMatch(/groups,pretrained,,TAR day,,/);
  });

  /** Makes the next evaluation by the key, and waits until it is kept. */
  async function evaluateAs(name: string): Promise<void> {
    const field = page.getByLabel('Name of the next evaluation');
    if (!(await field.isVisible())) await page.getByText('What is evaluated').click();
    await field.fill(name);
    await page.getByRole('heading', { level: 1 }).focus();
    await page.keyboard.press('Control+Enter');
  }
  const keptRow = (name: string) =>
    page.getByRole('table', { name: 'Kept evaluations' }).getByRole('button', { name, exact: true });

  test('people who are all enrolled are searched for, and who came first instead opens', {
    timeout: 4 * minutes,
  }, async () => {
    await goTo(page, 'evaluate');
    await page.getByRole('combobox', { name: 'Protocol' }).selectOption('holdout');
    await evaluateAs('All enrolled');
    await keptRow('All enrolled').waitFor();
    const table = page.getByRole('table', { name: 'How often the right person comes first' });
    await table.getByRole('rowheader', { name: 'Among the first five' }).waitFor();
    // Nobody is a stranger: nothing is let in wrongly.
    expect(await page.getByRole('table', { name: 'Detection and identification rate' }).count()).toBe(0);
    const title = 'Right person among the first (CMC)';
    await page.getByRole('figure', { name: title }).waitFor();
    const cmc = page.getByRole('group', { name: `Save the figure: ${title}` });
    const svg = await saved(page, () => cmc.getByRole('button', { name: 'SVG' }).click());
    expect(svg.text).toContain('Right person among the first (%)');
    const report = await saved(page, () => page.getByRole('button', { name: 'Report…' }).click());
    expect(report.text).toContain(`<h3>${title}</h3>`);
    const [first] = await table.getByRole('row').filter({ hasText: 'Comes first' }).allTextContents();
    expect(first).toMatch(/100\.0.*100\.0/);
    await table.getByRole('button', { name: 'Comes first' }).click();
    await page.getByRole('region', { name: /somebody else came first$/ }).waitFor();
    await table.scrollIntoViewIfNeeded();
    expect(await hindrances(page)).toEqual([]);
    await app.pictures('evaluate-holdout');
    await speak(page, 'ja');
    await page.getByRole('table', { name: '本人が 1 位になる割合' }).waitFor();
    expect(await hindrances(page)).toEqual([]);
    await app.pictures('evaluate-holdout-ja');
    await speak(page, 'en');
  });

  test('heads are judged on folders of photos beside the library, and what went wrong shows the photos', {
    timeout: 4 * minutes,
  }, async () => {
    const [gallery, probes, strangers] = await Promise.all([
      someDemoPeople(['s01', 's02', 's05'], [1, 2]),
      someDemoPeople(['s01', 's02', 's05'], [3, 4, 5]),
      someDemoPeople(['s06', 's07', 's08'], [1, 2, 3, 4]),
    ]);
    await cp(noFace, join(probes, 's05', 'no-face.jpg'));
    await goTo(page, 'evaluate');
    await page.getByRole('combobox', { name: 'Protocol' }).selectOption('folders');
    await page.getByRole('heading', { level: 1 }).focus();
    await page.keyboard.press('Control+Enter');
    await page.getByText('Choose the three folders first').waitFor();
    await page.getByLabel('Gallery: people to enrol').fill(gallery);
    await page.getByLabel('Probes: other photos of them').fill(strangers);
    await page.getByLabel('Strangers: not in the gallery').fill(strangers);
    await evaluateAs('Folders');
    await page.getByText(/among the probes but not in the gallery: s06, s07, s08/).waitFor();
    await page.getByLabel('Probes: other photos of them').fill(probes);
    await evaluateAs('Folders');
    await keptRow('Folders').waitFor();
    expect(await page.getByText(/among the probes but not in the gallery/).count()).toBe(0);
    const dir = page.getByRole('table', { name: 'Detection and identification rate' });
    await dir.waitFor();
    await page.getByText('Whether cosface-1 was trained on these photos is not known.').waitFor();
    expect(await page.getByRole('table', { name: 'True accept rate' }).count()).toBe(0);
    await page.getByText('On 1 photo no face was found').click();
    await page.getByText(join('s05', 'no-face.jpg')).waitFor();
    expect((await kept())[0]).toMatchObject({
      name: 'Folders',
      settings: { protocol: 'folders', gallery: 'photos' },
    });
    const picture = page.getByRole('region', { name: 'Failures' }).getByRole('img').first();
    await picture.scrollIntoViewIfNeeded();
    await expect
      .poll(() => picture.evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth > 0))
      .toBe(true);
    await app.picture('evaluate-folders-below');
    await page.getByText('What is evaluated').scrollIntoViewIfNeeded();
    expect(await hindrances(page)).toEqual([]);
    await app.pictures('evaluate-folders');
    const report = await saved(page, () => page.getByRole('button', { name: 'Report…' }).click());
    expect(report.text).toContain('On 1 photo no face was found');
    expect(report.text).not.toMatch(/s0\d/);
  });

  test('heads are judged on a list of pairs, and a part of its photos is refused with the name of one', {
    timeout: 4 * minutes,
  }, async () => {
    const images = await someDemoPeople(['s01', 's02', 's05', 's06'], [1, 2, 3]);
    const list = join(dirname(images), 'pairs.txt');
    const people = ['s01', 's02', 's05', 's06'];
    const same = people.map((person) => `${person}\t1\t2`);
    const different = people.map((person, i) => `${person}\t1\t${people[(i + 1) % 4]}\t2`);
    await writeFile(list, ['4', ...same.slice(0, 3), 's06\t1\t4', ...different].join('\n'));
    await goTo(page, 'evaluate');
    await page.getByRole('combobox', { name: 'Protocol' }).selectOption('list');
    await page.getByLabel('List of pairs').fill(list);
    await page.getByLabel('Folder of the list’s photos').fill(images);
    await evaluateAs('List');
    await page.getByText(/lacks 1 of the 9 photos of the list, such as s06_0004/).waitFor();
    await app.picture('evaluate-list-refused');
    await writeFile(list, ['4', ...same, ...different].join('\n'));
    await evaluateAs('List');
    await keptRow('List').waitFor();
    expect(await page.getByText(/lacks 1 of the 9 photos/).count()).toBe(0);
    await page.getByRole('table', { name: 'True accept rate' }).waitFor();
    await page.getByText('Counted on 4 pairs of one person and 4 of two').waitFor();
    expect(await page.getByRole('table', { name: 'Detection and identification rate' }).count()).toBe(0);
    await evaluateAs('List again');
    await keptRow('List again').waitFor();
    await expect.poll(() => page.getByRole('row', { selected: true }).textContent()).toContain('List again');
    await menu('Compare with another…');
    const compared = page.getByRole('table', { name: 'List again compared with List' });
    const accuracy = compared.getByRole('row').filter({ hasText: 'Accuracy ± sd over folds' });
    expect(await accuracy.getByRole('cell').first().textContent()).toMatch(/^\d+\.\d\d ± \d+\.\d\d /);
    await app.pictures('evaluate-compare-accuracy');
    await page.getByRole('button', { name: 'End the comparison' }).click();
    const hats = join(dirname(images), 'hats.csv');
    await writeFile(hats, 'person,hat\ns01,yes\ns02,no\ns05,no\n');
    const tableField = page.getByLabel('Table for groups, if any (.csv)');
    await tableField.fill(hats);
    await page.getByRole('combobox', { name: 'By group' }).selectOption('hat');
    await evaluateAs('Hats');
    await page.getByText(/hats\.csv has no line for 2 of the 8 photos, such as .*s06/).waitFor();
    expect(await tableField.getAttribute('aria-invalid')).toBe('true');
    await app.picture('evaluate-table-refused');
    await writeFile(hats, 'person,hat\ns01,yes\ns02,no\ns05,no\ns06,no\n');
    await evaluateAs('Hats');
    await keptRow('Hats').waitFor();
    const groups = page.getByRole('table', { name: 'By hat, cosface-1' });
    await groups.getByRole('button', { name: 'no', exact: true }).click();
    const faces = page.getByRole('list', { name: 'Faces of no' });
    await expect.poll(() => faces.getByRole('img').count()).toBe(6);
    expect(await page.getByRole('button', { name: 'Show all in the library' }).count()).toBe(0);
    expect(await hindrances(page)).toEqual([]);
    await groups.scrollIntoViewIfNeeded();
    await app.pictures('evaluate-list-groups');
    await page.setViewportSize({ width: 800, height: 600 });
    expect(await page.evaluate(() => document.body.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    await app.picture('evaluate-list-800x600');
    await page.setViewportSize({ width: 1280, height: 800 });
    await speak(page, 'ja');
    await page.getByLabel('ペアの一覧').waitFor();
    expect(await hindrances(page)).toEqual([]);
    await app.pictures('evaluate-list-ja');
    await speak(page, 'en');
    expect(app.problems).toEqual([]);
  });
});
