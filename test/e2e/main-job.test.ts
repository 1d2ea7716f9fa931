import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, openApp } from '../helpers/app.ts';
import { openBrowser } from '../helpers/browser.ts';
import { someDemoPeople } from '../helpers/cli.ts';
import { orlFolder } from '../helpers/orl.ts';

const browser: Browser | null = await openBrowser();

const minutes = 60_000;

const people = Array.from({ length: 12 }, (_, i) => `s${String(i + 1).padStart(2, '0')}`);

describe.skipIf(browser === null)('in Chromium, on the built app', () => {
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

  test('a folder is read by the window, with progress', { timeout: 4 * minutes }, async () => {
    const folder = await someDemoPeople(people, [1, 2, 3, 4, 5, 6]);
    await page.getByLabel('Folder of photos').fill(folder);
    await page.getByRole('button', { name: 'Add folder' }).click();
    await page.getByRole('progressbar').waitFor();
    await page.getByText(/ left$/).waitFor({ timeout: minutes });
    await app.pictures('library-reading');
    await page.getByText('Photos: 72 added').waitFor({ timeout: 3 * minutes });
    expect(await page.getByTestId('counts').textContent()).toBe('12 people, 72 photos, 72 faces');
  });

  test('everyone is enrolled, and that can be undone', async () => {
    await page.getByRole('button', { name: 'Enrol everyone' }).click();
    await page.getByText('12 people enrolled.').waitFor();
    await page.getByText('12 people enrolled.').locator('..').getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => page.getByText('· enrolled').count()).toBe(0);
    await page.getByRole('button', { name: 'Enrol everyone' }).click();
    await expect.poll(() => page.getByText('· enrolled').count()).toBe(12);
    await app.pictures('library');
  });

  test('a run is trained and its curve moves', { timeout: 3 * minutes }, async () => {
    await page.getByRole('link', { name: 'Train' }).click();
    await page.getByLabel('Loss', { exact: true }).selectOption('arcface');
    await page.getByLabel('Epochs', { exact: true }).fill('1500');
    await page.getByLabel('Embedding size').selectOption('3');
    await page.getByRole('button', { name: 'Start training' }).click();
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
    // Asked now and then: a locator that waits looks in every frame, which would take the page's time.
    await expect.poll(epochs, { timeout: 2 * minutes, interval: 500 }).toBe(1500);
    await page.getByRole('cell', { name: 'finished' }).waitFor();
    expect(await seen.evaluate((all) => all.size)).toBeGreaterThan(3);
    await app.pictures('train');
  });

  test('a run that is cancelled can be resumed', { timeout: 2 * minutes }, async () => {
    await page.getByLabel('Epochs', { exact: true }).fill('2000');
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

  test('the sphere shows the centres, exactly for a 3-D head, and a row selects one', async () => {
    await page.getByRole('link', { name: 'Sphere' }).click();
    await page.getByLabel('Head', { exact: true }).selectOption({ label: 'arcface-1 (3)' });
    await page.getByText('Shown without distortion.').waitFor();
    const numbers = page.getByRole('region', { name: 'The spread in numbers' });
    await expect.poll(() => numbers.textContent()).toContain('63.43° (Tammes table, proven)');
    await page.getByRole('button', { name: 's07' }).first().click();
    await page.locator('.sphere .card').getByText('s07').waitFor();
    await page.locator('.sphere').focus();
    await page.keyboard.press('ArrowLeft');
    await app.pictures('sphere');
    await page.getByLabel('Head', { exact: true }).selectOption({ label: 'pretrained (128)' });
    await page.getByText(/^Projected from more dimensions/).waitFor();
  });

  test('a dropped photo is recognised', { timeout: 2 * minutes }, async () => {
    await page.getByRole('link', { name: 'Recognise' }).click();
    const bytes = [...(await readFile(join(orlFolder, 's11', '10.png')))];
    const dropped = await page.evaluateHandle((content) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([Uint8Array.from(content)], 'dropped.png', { type: 'image/png' }));
      return transfer;
    }, bytes);
    await page.locator('.drop').dispatchEvent('drop', { dataTransfer: dropped });
    await page.getByRole('heading', { name: 'Face 1: s11' }).waitFor({ timeout: minutes });
    await page.getByText(/^At most 1 stranger in 100 is taken for somebody/).waitFor();
    await app.pictures('recognise');
  });

  test('an unknown face is enrolled from there, recognised, and forgotten again by undo', {
    timeout: 3 * minutes,
  }, async () => {
    const group = new URL('../../node_modules/@vladmandic/face-api/demo/sample1.jpg', import.meta.url)
      .pathname;
    await page.getByLabel('Choose a photo').setInputFiles(group);
    await page.getByRole('heading', { name: 'Face 3' }).waitFor({ timeout: 2 * minutes });
    await page.getByLabel('Name').first().fill('Ada');
    await page.getByRole('button', { name: 'Enrol this face' }).first().click();
    await page.getByRole('heading', { name: 'Face 1: Ada' }).waitFor();
    await app.pictures('recognise-group');
    await page.getByText('Ada enrolled.').locator('..').getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => page.getByRole('heading', { name: 'Face 1: Ada' }).count()).toBe(0);
  });

  test('a file that is no photo is refused by name', async () => {
    const notes = { name: 'notes.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('not a photo') };
    await page.getByLabel('Choose a photo').setInputFiles(notes);
    await page.getByRole('alert').getByText('notes.jpg is not a photo that Tammes reads.').waitFor();
    await page.getByRole('alert').getByRole('button', { name: 'Close' }).click();
  });

  test('the camera’s picture is looked at', { timeout: 2 * minutes }, async () => {
    await page.getByRole('button', { name: 'Use the camera' }).click();
    await expect
      .poll(() => page.locator('video').evaluate((video) => (video as HTMLVideoElement).videoWidth))
      .toBeGreaterThan(0);
    await page.getByRole('button', { name: 'Take the picture' }).click();
    // The browser's test camera shows a moving pattern.
    await page.getByText('No face was found in this photo.').waitFor({ timeout: minutes });
  });

  test('every screen speaks Japanese', async () => {
    await page.getByLabel('Language').selectOption('ja');
    for (const name of ['ライブラリ', '学習', '損失', '認識', '球面']) {
      await page.getByRole('link', { name }).click();
      await page.getByRole('heading', { level: 1, name }).waitFor();
    }
    await app.pictures('sphere-japanese');
  });

  test('the demo photos are added by one button, and what was read stays when that is cancelled', {
    timeout: 4 * minutes,
  }, async () => {
    const demo = await openApp(browser!);
    await demo.page.getByRole('button', { name: 'Add the demo photos' }).click();
    await demo.page.getByText(/^[2-9] of 282 photos/).waitFor({ timeout: 2 * minutes });
    await demo.page.getByRole('button', { name: 'Cancel' }).click();
    await demo.page.getByText(/^Photos: \d+ added/).waitFor({ timeout: minutes });
    await demo.page.getByRole('button', { name: 'c01', exact: false }).first().waitFor();
    expect(demo.problems).toEqual([]);
    await demo.close();
  });

  test('nothing went wrong in the window', () => {
    expect(app.problems).toEqual([]);
  });
});
