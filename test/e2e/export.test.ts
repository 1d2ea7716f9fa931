import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importVectors } from '../../src-main/services/import-vectors.ts';
import { openStore } from '../../src-main/store/store.ts';
import { featureOf } from '../gallery/enrolled.ts';
import { type App, openApp, speak } from '../helpers/app.ts';
import { hindrances, openBrowser } from '../helpers/browser.ts';
import { temporaryFolder } from '../helpers/cli.ts';
import { addMadeUpPeople } from '../helpers/made-up-library.ts';

const browser: Browser | null = await openBrowser();
afterAll(() => browser?.close());

describe.skipIf(browser === null)('exports of heads and data, in Chromium', () => {
  let app: App;
  let page: Page;
  let to = '';

  beforeAll(async () => {
    app = await openApp(browser!, async (services) => {
      await addMadeUpPeople(services, 4, 3);
      const ended = new Promise((resolve) => {
        services.on(
          (event) => event.type === 'training' && event.event.type === 'finished' && resolve(event),
        );
      });
      await services.call('training.start', { loss: 'arcface', epochs: 2, head: { dim: 3 }, strangers: 0 });
      await ended;
    });
    page = app.page;
    to = await temporaryFolder();
  });

  afterAll(() => app?.close());

  const dialog = (): Locator => page.getByRole('dialog', { name: 'Export heads and data' });

  test('a run’s head is exported from its inspector, and the message takes it back', {
    timeout: 120_000,
  }, async () => {
    await page.getByRole('link', { name: 'Runs', exact: true }).click();
    await page.getByRole('button', { name: 'arcface-1', exact: true }).click();
    await page.getByRole('button', { name: 'Export arcface-1' }).click();
    const begin = dialog().getByRole('button', { name: 'Export', exact: true });
    expect(await begin.isDisabled()).toBe(true);
    expect(
      await dialog().getByLabel('Head', { exact: true }).locator('option:checked').textContent(),
    ).toContain('arcface-1');
    await dialog().getByLabel('Format').selectOption('safetensors');
    await dialog().getByLabel('With class centres and the names of their people').check();
    await dialog().getByText('The files hold biometric data').waitFor();
    await dialog().getByLabel('Into the folder').fill('somewhere');
    await begin.click();
    await dialog().getByText('somewhere is not a whole path.').waitFor();
    await dialog().getByLabel('Into the folder').fill(to);
    expect(await hindrances(page)).toEqual([]);
    await app.pictures('export-head');
    await begin.click();
    await page.getByText(`Written: ${to}/arcface-1.safetensors`).waitFor();
    expect(await readdir(to)).toEqual(['arcface-1.safetensors']);
    await page.getByRole('button', { name: 'Undo' }).first().click();
    await expect.poll(() => readdir(to)).toEqual([]);
  });

  test('embeddings are exported from the library, by whichever head', { timeout: 120_000 }, async () => {
    await page.getByRole('link', { name: 'Library', exact: true }).click();
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Export heads and data…' }).click();
    await dialog().getByText('A row for each face').waitFor();
    await dialog().getByLabel('Format').selectOption('tsv');
    await dialog().getByLabel('Into the folder').fill(to);
    expect(await hindrances(page)).toEqual([]);
    await app.pictures('export-embeddings');
    await dialog().getByRole('button', { name: 'Export', exact: true }).click();
    await page.getByText(`Written: ${to}/embeddings-pretrained.tsv`).waitFor();
    expect((await readdir(to)).sort()).toEqual([
      'embeddings-pretrained.metadata.tsv',
      'embeddings-pretrained.tsv',
    ]);
  });

  test('a network with its backbone has one format and no names', async () => {
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Export heads and data…' }).click();
    await dialog().getByLabel('What').selectOption('model');
    await dialog().getByText('One ONNX network that maps an aligned face').waitFor();
    expect(await dialog().getByLabel('Format').count()).toBe(0);
    expect(await dialog().getByRole('checkbox').count()).toBe(0);
    await app.pictures('export-model');
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'hidden' });
  });

  test('the dialog speaks Japanese', async () => {
    await speak(page, 'ja');
    await page.evaluate(() => (location.hash = '#/library?data=1'));
    const japanese = page.getByRole('dialog', { name: 'ヘッドとデータの書き出し' });
    await japanese.getByText('顔ごとに 1 行').waitFor();
    expect(await hindrances(page)).toEqual([]);
    await app.pictures('export-japanese');
  });

  test('nothing went wrong in the window', () => {
    expect(app.problems).toEqual([]);
  });
});

describe.skipIf(browser === null)('a library of vectors, in Chromium', () => {
  test('shows people of whom nothing can be seen, and their faces', { timeout: 120_000 }, async () => {
    const vectors = join(await temporaryFolder(), 'features.csv');
    const heading = ['person', ...Array.from({ length: 256 }, (_, i) => `feature_${i}`)];
    const rows = [1, 2, 3].flatMap((person) =>
      [1, 2, 3].map((photo) => [`Person ${person}`, ...featureOf(person, photo)]),
    );
    await writeFile(vectors, [heading, ...rows].map((cells) => cells.join()).join('\n'));
    const library = await temporaryFolder();
    const store = openStore(library);
    await importVectors(store, { vectors }, { signal: new AbortController().signal, tell() {} });
    store.close();
    const app = await openApp(browser!, undefined, library);
    try {
      const { page } = app;
      await page.getByText('3 people, 9 photos, 9 faces').waitFor();
      const pictures = page.locator('img[src*="/media/chip/"]');
      await expect.poll(() => pictures.count()).toBe(9);
      const widths = () =>
        pictures.evaluateAll((all) => all.map((one) => (one as HTMLImageElement).naturalWidth));
      await expect.poll(widths).toEqual(Array(9).fill(150));
      await app.pictures('vectors');
      await pictures.first().click();
      await page.getByRole('complementary').waitFor();
      await app.pictures('vectors-face');
      expect(await hindrances(page)).toEqual([]);
      expect(app.problems).toEqual([]);
    } finally {
      await app.close();
    }
  });
});
