import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, openApp } from '../helpers/app.ts';
import { hindrances, openBrowser } from '../helpers/browser.ts';

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

  const setting = async (words: string, fill: () => Promise<unknown>) => {
    await page.getByRole('searchbox', { name: 'Find a setting' }).fill(words);
    await fill();
    await page.getByRole('searchbox', { name: 'Find a setting' }).fill('');
  };

  test('a run is trained in sight of its progress, and its curves move', {
    timeout: 6 * minutes,
  }, async () => {
    await page.getByRole('link', { name: 'Train', exact: true }).click();
    await page.getByLabel('Loss', { exact: true }).selectOption('arcface');
    await page.getByLabel('Epochs', { exact: true }).fill('1500');
    await page.getByLabel('Embedding size').selectOption('3');
    await setting('kept out', () => page.getByLabel('Share of people kept out').fill('0'));
    const chart = page.getByRole('figure', { name: 'Angles' });
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
    await page.getByRole('progressbar', { name: 'arcface-1' }).waitFor();
    expect(await page.getByRole('button', { name: 'Cancel' }).isVisible()).toBe(true);
    // Asked now and then: a locator that waits looks in every frame, which would take the page's time.
    await expect.poll(epochs, { timeout: 4 * minutes, interval: 500 }).toBe(1500);
    await page.getByRole('button', { name: 'Start training' }).waitFor();
    expect(await seen.evaluate((all) => all.size)).toBeGreaterThan(3);
    await app.pictures('train');
    // In a narrow window the result lies above the form.
    const size = page.viewportSize()!;
    await page.setViewportSize({ width: 800, height: 600 });
    const [result, form] = await Promise.all([
      page.getByRole('region', { name: 'Results of the run' }).boundingBox(),
      page.getByRole('form', { name: 'Settings of the run' }).boundingBox(),
    ]);
    expect(result!.y).toBeGreaterThanOrEqual(0);
    expect(result!.y).toBeLessThan(form!.y);
    await page.setViewportSize(size);
  });

  test('the table behind a chart has its last epoch', async () => {
    await page.getByRole('button', { name: 'Angles: show the table' }).click();
    const rows = page.getByRole('table', { name: 'Angles' }).getByRole('row');
    expect(await rows.last().getByRole('cell').first().textContent()).toBe('1500');
    await page.getByRole('button', { name: 'Angles: show the chart' }).click();
  });

  test('people kept out are shown beside the pretrained head, and the verdict makes the head active', {
    timeout: 4 * minutes,
  }, async () => {
    await page.getByLabel('Purpose').selectOption('people-to-come');
    await page.getByLabel('Epochs', { exact: true }).fill('4');
    await page.getByRole('button', { name: 'Start training' }).click();
    await page.getByRole('heading', { name: 'What cosface-2 is worth' }).waitFor({ timeout: 2 * minutes });
    await expect.poll(() => page.getByRole('radio', { name: 'Everybody' }).isChecked()).toBe(true);
    await page.getByText('Fold 1', { exact: true }).click();
    await page.getByRole('figure', { name: 'People found among strangers' }).waitFor();
    await app.pictures('train-verdict');
    await page.getByRole('button', { name: 'Make it the active head' }).click();
    await page.getByText('From now on, cosface-2 recognises people.').waitFor();
  });

  test('settings are saved under a name, and filled in again', async () => {
    await page.getByLabel('Epochs', { exact: true }).fill('7');
    await page.getByRole('button', { name: 'Save these settings' }).click();
    await page.getByLabel('Name of these settings').fill('Seven');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByLabel('Purpose').selectOption('people-to-come');
    expect(await page.getByLabel('Epochs', { exact: true }).inputValue()).not.toBe('7');
    await page.getByLabel('Purpose').selectOption({ label: 'Seven' });
    expect(await page.getByLabel('Epochs', { exact: true }).inputValue()).toBe('7');
  });

  test('a refused value unfolds the part that has it', async () => {
    const batch = page.getByLabel('Batch size');
    await setting('batch', () => batch.fill('0'));
    expect(await batch.isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Start training' }).click();
    expect(await batch.isVisible()).toBe(true);
    await batch.fill('1');
  });

  test('a run that is cancelled can be resumed', { timeout: 4 * minutes }, async () => {
    // A step for each face, ten thousand times: it cannot end before it is cancelled.
    await page.getByLabel('Epochs', { exact: true }).fill('10000');
    await page.getByRole('button', { name: 'Start training' }).click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Start training' }).waitFor();
    await page.getByRole('link', { name: 'Runs' }).click();
    await page.getByRole('button', { name: 'cosface-3' }).click();
    await page.getByRole('cell', { name: 'cancelled' }).waitFor();
    const inspector = page.getByRole('complementary', { name: 'cosface-3' });
    await inspector.getByRole('button', { name: 'Resume' }).click();
    await page.getByRole('cell', { name: 'running' }).waitFor();
    await inspector.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('cell', { name: 'cancelled' }).waitFor();
    expect(await page.getByRole('alert').allTextContents()).toEqual([]);
  });

  test('runs are compared, and one is started from', async () => {
    await page.getByRole('checkbox', { name: 'Compare arcface-1' }).check();
    await page.getByRole('checkbox', { name: 'Compare cosface-2' }).check();
    const legend = page.getByRole('button', { name: 'arcface-1', pressed: true });
    await legend.first().waitFor();
    await page.getByRole('table', { name: 'Settings' }).getByRole('rowheader', { name: 'Loss' }).waitFor();
    await page.getByText('By time', { exact: true }).click();
    await page.getByRole('slider', { name: 'Smoothing' }).fill('80');
    await legend.first().waitFor();
    expect(await page.getByText('By epoch only').count()).toBe(0);
    expect(await hindrances(page)).toEqual([]);
    await app.pictures('runs');
    await page.getByText('By epoch', { exact: true }).click();
    await page.getByRole('table', { name: 'Runs' }).getByRole('button', { name: 'arcface-1' }).click();
    await page.getByRole('heading', { name: 'Made with' }).waitFor();
    await page.getByText(/^tammes runs repeat /).waitFor();
    await page.getByRole('button', { name: 'Start from these settings' }).click();
    expect(await page.getByLabel('Epochs', { exact: true }).inputValue()).toBe('1500');
  });

  test('runs are tagged, found by a note, and grouped by equal settings', {
    timeout: 6 * minutes,
  }, async () => {
    await page.getByRole('link', { name: 'Runs' }).click();
    const table = page.getByRole('table', { name: 'Runs' });
    await table.getByRole('button', { name: 'cosface-2' }).click();
    const inspector = page.getByRole('complementary', { name: 'cosface-2' });
    await inspector.getByRole('combobox', { name: 'Tags' }).fill('baseline');
    await page.keyboard.press('Enter');
    await page.getByText('Changed cosface-2: tags').waitFor();
    await inspector.getByLabel('Note').fill('Before the new photos.');
    await inspector.getByLabel('Note').blur();
    await table.getByText('Before the new photos.').waitFor();
    await table.getByText('baseline').waitFor();
    await page.getByRole('searchbox', { name: 'Find by name, tag or note' }).fill('photos');
    await expect.poll(() => table.getByRole('button').allTextContents()).toEqual(['cosface-2']);
    await page.getByRole('searchbox', { name: 'Find by name, tag or note' }).fill('');
    await page.getByLabel('Groups').selectOption('settings');
    await table.getByRole('button', { expanded: false }).first().click();
    await table.getByText('too few').first().waitFor();
    expect(await hindrances(page)).toEqual([]);
    await app.pictures('runs-grouped');
    await inspector.getByRole('button', { name: 'Close' }).click();
  });

  test('a run is removed with its head, and brought back', async () => {
    await page.getByRole('link', { name: 'Runs' }).click();
    const run = page.getByRole('table', { name: 'Runs' }).getByRole('button', { name: 'arcface-1' });
    await run.click();
    await page.getByRole('button', { name: 'Remove arcface-1 and its head' }).click();
    await page.getByText('arcface-1 and its head were removed. Enrolled people stay enrolled.').waitFor();
    await expect.poll(() => run.count()).toBe(0);
    await page.getByRole('button', { name: 'Undo' }).click();
    await run.waitFor();
    expect(await page.getByRole('alert').allTextContents()).toEqual([]);
  });

  test('nothing went wrong in the window', () => {
    expect(app.problems).toEqual([]);
  });
});
