import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, openApp } from '../helpers/app.ts';
import { openBrowser } from '../helpers/browser.ts';

import { addMadeUpPeople } from '../helpers/made-up-library.ts';

const browser: Browser | null = await openBrowser();

const minutes = 60_000;

describe.skipIf(browser === null)('training, in Chromium', () => {
  let app: App;
  let page: Page;

  beforeAll(async () => {
    app = await openApp(browser!, (services) => addMadeUpPeople(services, 12, 6));
    page = app.page;
  });

  afterAll(async () => {
    await app?.close();
    await browser?.close();
  });

  test('a run is trained and its curve moves', { timeout: 3 * minutes }, async () => {
    await page.getByRole('link', { name: 'Train' }).click();
    await page.getByLabel('Loss', { exact: true }).selectOption('arcface');
    await page.getByLabel('Epochs', { exact: true }).fill('1500');
    await page.getByLabel('Embedding size').selectOption('3');
    const chart = page.getByRole('figure', { name: 'Mean angles, degrees' });
    const epochs = async () => Number(await chart.getAttribute('data-epochs'));
    // An epoch takes a few milliseconds: the page itself notes what the chart goes through.
    const seen = await page.evaluateHandle(() => {
      const all = new Set<string>();
      const note = () => {
        for (const figure of document.querySelectorAll('[data-epochs]'))
          all.add(figure.getAttribute('data-epochs')!);
      };
      new MutationObserver(note).observe(document.body, { attributes: true, childList: true, subtree: true });
      return all;
    });
    await page.getByRole('button', { name: 'Start training' }).click();
    // Asked now and then: a locator that waits looks in every frame, which would take the page's time.
    await expect.poll(epochs, { timeout: 2 * minutes, interval: 500 }).toBe(1500);
    await page.getByRole('cell', { name: 'finished' }).waitFor();
    expect(await seen.evaluate((all) => all.size)).toBeGreaterThan(3);
    await app.pictures('train');
  });

  test('a run that is cancelled can be resumed', { timeout: 2 * minutes }, async () => {
    // A step for each face, ten thousand times: it cannot end before it is cancelled.
    await page.getByLabel('Epochs', { exact: true }).fill('10000');
    await page.getByLabel('Batch size').fill('1');
    await page.getByRole('button', { name: 'Start training' }).click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('cell', { name: 'cancelled' }).waitFor();
    await page.getByRole('button', { name: 'Resume' }).click();
    await page.getByRole('cell', { name: 'running' }).waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('cell', { name: 'cancelled' }).waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  test('a run is removed with its head, and brought back', async () => {
    const run = page.getByRole('button', { name: /arcface-1$/ });
    await page.getByRole('button', { name: 'Remove arcface-1 and its head' }).click();
    await page.getByText('arcface-1 and its head were removed. Enrolled people stay enrolled.').waitFor();
    await expect.poll(() => run.count()).toBe(0);
    await page.getByRole('button', { name: 'Undo' }).click();
    await run.waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  test('nothing went wrong in the window', () => {
    expect(app.problems).toEqual([]);
  });
});
