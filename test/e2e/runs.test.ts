import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, openApp, speak } from '../helpers/app.ts';
import { hindrances, openBrowser } from '../helpers/browser.ts';
import { temporaryFolder } from '../helpers/cli.ts';
import { addMadeUpRuns } from '../helpers/made-up-runs.ts';
import { goTo, shownSideways } from '../helpers/screens.ts';

const browser: Browser | null = await openBrowser();

const minutes = 60_000;

describe.skipIf(browser === null)('many runs, in Chromium', () => {
  let app: App;
  let page: Page;

  beforeAll(async () => {
    const library = await temporaryFolder();
    await addMadeUpRuns(library, [
      ...[0.71, 0.74, 0.77].map((unseen, i) => ({ loss: 'arcface', seed: i + 1, epochs: 20, unseen })),
      ...[0.72, 0.73].map((unseen, i) => ({ loss: 'cosface', seed: i + 1, epochs: 20, unseen })),
      { loss: 'cosface', seed: 1, epochs: 12, unseen: 0.7 },
    ]);
    app = await openApp(browser!, undefined, library);
    page = app.page;
  });
  afterAll(async () => {
    await app?.close();
    await browser?.close();
  });

  const groups = 'runs?group=settings&open=4&compared=1.2.3.4.5.6&smooth=60&along=seconds';

  test.each([
    { language: 'en', three: '74.0 ± 7.5 %', seeds: '3 seeds', mean: 'ArcFace, mean of 3 seeds' },
    { language: 'ja', three: '74.0 ± 7.5 %', seeds: 'シード 3 個', mean: 'ArcFace（シード 3 個の平均）' },
  ] as const)(
    'seeds have a mean with its interval, in the table and the curves, in $language',
    {
      timeout: 5 * minutes,
    },
    async ({ language, three, seeds, mean }) => {
      await speak(page, language);
      await goTo(page, groups);
      await page.getByText(three).waitFor();
      await page.getByText(seeds, { exact: true }).waitFor();
      await page.getByRole('button', { name: 'cosface-4' }).waitFor();
      await page.getByRole('button', { name: mean, pressed: true }).first().waitFor();
      expect(await hindrances(page)).toEqual([]);
      await app.pictures(`runs-seeds-${language}`);
      await page.setViewportSize({ width: 640, height: 400 });
      expect(await shownSideways(page)).toEqual([]);
      await app.picture(`runs-seeds-${language}-200`);
      await page.setViewportSize({ width: 1280, height: 800 });
      const figures = page.getByRole('figure');
      await figures.last().scrollIntoViewIfNeeded();
      await app.pictures(`runs-curves-${language}`);
      await page.getByRole('table').last().scrollIntoViewIfNeeded();
      await app.pictures(`runs-settings-${language}`);
    },
  );

  test('one run with its tags and note fits beside the table, and hinders nobody', {
    timeout: 6 * minutes,
  }, async () => {
    const notes = { tags: ['baseline', 'before the new photos'], note: 'A line.\nAnother one.' };
    await app.services.call('training.annotate', { runId: 4, ...notes });
    await speak(page, 'en');
    await goTo(page, 'runs?run=4');
    const table = page.getByRole('table', { name: 'Runs' });
    await table.getByText('before the new photos').waitFor();
    expect(await hindrances(page)).toEqual([]);
    await app.pictures('runs-noted');
    await page.setViewportSize({ width: 640, height: 400 });
    expect(await shownSideways(page)).toEqual([]);
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  test('nothing went wrong in the window', () => {
    expect(app.problems).toEqual([]);
  });
});
