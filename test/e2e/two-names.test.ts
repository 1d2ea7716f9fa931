import { cp, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Output } from '../../src-shared/contract/index.ts';
import { type App, addFolder, openApp, speak } from '../helpers/app.ts';
import { hindrances, openBrowser } from '../helpers/browser.ts';
import { someDemoPeople } from '../helpers/cli.ts';
import { readMadeUp } from '../helpers/made-up-library.ts';
import { goTo, shownSideways } from '../helpers/screens.ts';

const browser: Browser | null = await openBrowser();
const minutes = 60_000;

describe.skipIf(browser === null)('a photo under two names, in Chromium', () => {
  let app: App;
  let folder: string;
  const waiting = async () =>
    ((await app.services.call('review.twoNames', {})) as Output<'review.twoNames'>).total;

  beforeAll(async () => {
    folder = await someDemoPeople(['s01', 's02', 's03'], [1, 2]);
    app = await openApp(browser!, (services) => readMadeUp(services, folder));
    for (const person of ['s01', 's02']) {
      const [first] = (await readdir(join(folder, person))).sort();
      await cp(join(folder, person, first!), join(folder, 's03', `of-${person}.png`));
    }
  }, 2 * minutes);
  afterAll(async () => {
    await app?.close();
    await browser?.close();
  });

  test('is told when photos have been read, and decided in the review, which can be undone', {
    timeout: 4 * minutes,
  }, async () => {
    const { page } = app;
    await goTo(page, 'library');
    await addFolder(page, folder);
    await page.getByText('2 photos lie under the names of several people: Review asks who it is.').waitFor();
    await page.getByRole('link', { name: /2 decisions waiting/ }).click();
    await page.getByRole('button', { name: 'Two names: 2' }).click();
    await page.getByRole('heading', { name: 'Is this s01 or s03?' }).waitFor();
    await page.getByText('This photo is under two names').waitFor();
    expect(await hindrances(page)).toEqual([]);
    await app.pictures('two-names');
    await page.setViewportSize({ width: 800, height: 600 });
    expect(await shownSideways(page)).toEqual([]);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.getByRole('button', { name: /^Move to s03/ }).click();
    await page.getByRole('heading', { name: 'Is this s02 or s03?' }).waitFor();
    await expect.poll(waiting).toBe(1);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('heading', { name: 'Is this s01 or s03?' }).waitFor();
    await page.keyboard.press('k');
    await page.getByRole('heading', { name: 'Is this s02 or s03?' }).waitFor();
    await speak(page, 'ja');
    await page.getByText('この写真には二つの名前が付いています').waitFor();
    expect(await hindrances(page)).toEqual([]);
    await app.pictures('two-names-ja');
    await speak(page, 'en');
    await page.getByRole('heading', { name: 'Is this s02 or s03?' }).waitFor();
    await page.keyboard.press('m');
    await expect.poll(waiting).toBe(0);
    expect(app.problems).toEqual([]);
  });
});
