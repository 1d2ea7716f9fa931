import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, openApp } from '../helpers/app.ts';
import { openBrowser } from '../helpers/browser.ts';

const browser: Browser | null = await openBrowser();

describe.skipIf(browser === null)('the shell, in Chromium', () => {
  let app: App;
  let page: Page;

  beforeAll(async () => {
    app = await openApp(browser!);
    page = app.page;
  });

  afterAll(async () => {
    await app?.close();
    await browser?.close();
  });

  test('the secret leaves the address bar', () => {
    expect(page.url()).not.toContain('key=');
  });

  test('every screen speaks Japanese', async () => {
    await page.getByLabel('Language').selectOption('ja');
    for (const name of ['ライブラリ', '学習', '損失', '認識', '球面']) {
      await page.getByRole('link', { name }).click();
      await page.getByRole('heading', { level: 1, name }).waitFor();
    }
  });

  test('nothing went wrong in the window', () => {
    expect(app.problems).toEqual([]);
  });

  test('a screen that could not be loaded is loaded again by a button', async () => {
    const code = /\/assets\/TrainScreen-[^/]*\.js$/;
    await page.getByLabel(/Language|言語/).selectOption('en');
    await page.reload();
    await page.route(code, (route) => route.abort());
    await page.getByRole('link', { name: 'Train' }).click();
    const retry = page.getByRole('button', { name: 'Try again' });
    await retry.waitFor();
    await page.unroute(code);
    await retry.click();
    await page.getByRole('heading', { level: 1, name: 'Train' }).waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
  });
});
