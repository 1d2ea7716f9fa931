/** From the first run to a trained head on vectors without photos. */
import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { LibrarySummary } from '../../src-shared/contract/index.ts';
import { randomFrom } from '../../src-shared/random.ts';
import { type App, openApp, speak } from '../helpers/app.ts';
import { hindrances, openBrowser } from '../helpers/browser.ts';
import { temporaryFolder } from '../helpers/cli.ts';
import { goTo, shownSideways } from '../helpers/screens.ts';
import { languages } from '../helpers/states.ts';

// What was made is noted among the user's libraries.
vi.hoisted(() => {
  process.env.XDG_STATE_HOME = `${process.env.TMPDIR ?? '/tmp'}/tammes-state-${process.pid}`;
});

const browser: Browser | null = await openBrowser();
afterAll(() => browser?.close());

const minutes = 60_000;
const [people, each, size] = [8, 5, 16];

/** Vectors of people, each around an own point, and their names in a file beside them. */
async function writeFiles(): Promise<{ vectors: string; labels: string; short: string }> {
  const folder = await temporaryFolder();
  const path = (name: string) => join(folder, name);
  const rows = Array.from({ length: people * each }, (_, i) => {
    const [own, other] = [randomFrom(1, Math.floor(i / each)), randomFrom(2, i)];
    return Array.from({ length: size }, () => own.normal() + 0.4 * other.normal()).join();
  });
  const heading = Array.from({ length: size }, (_, i) => `feature_${i}`).join();
  const names = rows.map((_, i) => `Person ${1 + Math.floor(i / each)}`);
  await writeFile(path('class.csv'), [heading, ...rows].join('\n'));
  await writeFile(path('names.csv'), ['person', ...names].join('\n'));
  await writeFile(path('short.csv'), ['person', 'Person 1'].join('\n'));
  return { vectors: path('class.csv'), labels: path('names.csv'), short: path('short.csv') };
}

describe.skipIf(browser === null)('vectors without photos, in Chromium', () => {
  let app: App;
  let page: Page;
  let files: Awaited<ReturnType<typeof writeFiles>>;
  const dialog = () => page.getByRole('dialog', { name: /^(Import vectors|ベクトルを取り込む)$/ });

  beforeAll(async () => {
    files = await writeFiles();
    app = await openApp(browser!);
    page = app.page;
  });
  afterAll(() => app?.close());

  test('are imported from the first run, and what is wrong is told at its field', {
    timeout: 4 * minutes,
  }, async () => {
    await page.getByRole('button', { name: 'Import vectors…' }).click();
    const begin = dialog().getByRole('button', { name: 'Import', exact: true });
    expect(await begin.isDisabled()).toBe(true);
    // The file is found in its folder.
    await dialog().getByRole('button', { name: 'Choose…' }).first().click();
    const chooser = page.getByRole('dialog', { name: 'Choose a file' });
    await chooser.getByRole('combobox', { name: 'Folder' }).fill(files.vectors.replace(/[/\\][^/\\]*$/, ''));
    await chooser.getByRole('button', { name: 'class.csv' }).click();
    expect(await dialog().getByLabel('File of vectors').inputValue()).toBe(files.vectors);
    const network = dialog().getByLabel('Network, if not the built-in one made the vectors');
    await dialog()
      .getByText(/its vectors do not have 256 numbers/)
      .waitFor();
    expect(await network.getAttribute('aria-invalid')).toBe('true');
    expect(await begin.isDisabled()).toBe(true);
    await app.pictures('import-vectors-refused');
    await network.fill('-');
    await dialog()
      .getByText(/begins with a letter or a digit/)
      .waitFor();
    await network.fill('class-net');
    await dialog().getByText('No vector has a name').waitFor();
    const labels = dialog().getByLabel('File of labels, if names are in a file of their own');
    await labels.fill(files.short);
    await dialog()
      .getByText(/it has another number of rows than the vectors/)
      .waitFor();
    expect(await labels.getAttribute('aria-invalid')).toBe('true');
    await labels.fill(files.labels);
    await dialog().getByText('40, 16 numbers each').waitFor();
    await dialog().getByText('Person 1 (5), Person 2 (5)').waitFor();
    await dialog().getByText('They go into the library that is open').waitFor();
    expect(await hindrances(page)).toEqual([]);
    expect(await shownSideways(page)).toEqual([]);
    await app.pictures('import-vectors');
    await begin.click();
    await page.getByText('40 vectors imported.').waitFor({ timeout: 2 * minutes });
    await dialog().waitFor({ state: 'hidden' });
    await expect
      .poll(async () => (await app.services.call('library.summary', undefined)) as LibrarySummary)
      .toMatchObject({ faces: people * each, people, vectors: true });
    // No photo can be recognised there.
    const steps = page.getByRole('region', { name: 'What now?' }).getByRole('link');
    expect(await steps.evaluateAll((links) => links.map((link) => link.getAttribute('href')))).toEqual([
      '#/train',
      '#/evaluate',
      '#/sphere',
    ]);
  });

  test('screens say what is not there, and hinder nobody', { timeout: 6 * minutes }, async () => {
    for (const language of ['en', 'ja'] as const) {
      await speak(page, language);
      for (const screen of ['library', 'people', 'review', 'recognise', 'train', 'evaluate', 'sphere']) {
        await goTo(page, screen);
        if (screen === 'recognise')
          await page
            .getByRole('heading', { level: 2, name: languages[language].recognise.vectorsOnly })
            .waitFor();
        expect.soft(await hindrances(page), `${screen} ${language}`).toEqual([]);
        await app.picture(`vectors-${screen}-${language}`);
      }
    }
    await speak(page, 'en');
  });

  test('are trained on', { timeout: 6 * minutes }, async () => {
    await goTo(page, 'train');
    await page.getByLabel('Loss', { exact: true }).selectOption('arcface');
    await page.getByLabel('Epochs', { exact: true }).fill('20');
    await page.getByRole('button', { name: 'Start training' }).click();
    await goTo(page, 'runs');
    await page.getByRole('button', { name: 'arcface-1', exact: true }).waitFor({ timeout: 4 * minutes });
    const heads = async () =>
      ((await app.services.call('training.heads', undefined)) as { name: string }[]).map(({ name }) => name);
    await expect.poll(heads, { timeout: 4 * minutes }).toEqual(['class-net', 'arcface-1']);
  });

  test('become a new library from the switcher, in Japanese, and the command that opens it is told', {
    timeout: 4 * minutes,
  }, async () => {
    await speak(page, 'ja');
    await page
      .getByRole('button', { name: /ライブラリ/ })
      .first()
      .click();
    await page.getByRole('menuitem', { name: 'ベクトルを取り込む…' }).click();
    await dialog().getByLabel('ベクトルのファイル').fill(files.vectors);
    await dialog().getByLabel('ラベルのファイル（別にある場合）').fill(files.labels);
    await dialog().getByLabel('ネットワーク（組み込み以外で作った場合）').fill('class-net');
    await dialog().getByText('40 行、各 16 個の数').waitFor();
    const into = dialog().getByLabel('新しいライブラリ');
    expect(basename(await into.inputValue())).toBe('class');
    const begin = dialog().getByRole('button', { name: '取り込む', exact: true });
    await into.fill(await temporaryFolder());
    await begin.click();
    await dialog().getByText('まだないフォルダを指定してください。').waitFor();
    expect(await into.getAttribute('aria-invalid')).toBe('true');
    expect(await hindrances(page)).toEqual([]);
    await app.pictures('import-vectors-ja');
    const library = join(await temporaryFolder(), 'class');
    await into.fill(library);
    await begin.click();
    await page.getByText(`tammes serve --library ${library}`).waitFor({ timeout: 2 * minutes });
    await page.getByRole('button', { name: '開くコマンドをコピー' }).waitFor();
    expect(app.problems).toEqual([]);
  });
});
