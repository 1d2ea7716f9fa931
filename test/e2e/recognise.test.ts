import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, openApp } from '../helpers/app.ts';
import { openBrowser } from '../helpers/browser.ts';
import { someDemoPeople, tammes, temporaryFolder } from '../helpers/cli.ts';
import { orlFolder } from '../helpers/orl.ts';

const browser: Browser | null = await openBrowser();

const minutes = 60_000;

describe.skipIf(browser === null)('recognising, in Chromium', () => {
  let app: App;
  let page: Page;

  beforeAll(async () => {
    const library = await temporaryFolder();
    const folder = await someDemoPeople(['s01', 's05', 's11', 's12'], [1, 2, 3, 4]);
    expect((await tammes(['ingest', folder, '--library', library])).code).toBe(0);
    expect((await tammes(['enrol', '--all', '--library', library])).code).toBe(0);
    app = await openApp(browser!, undefined, library);
    page = app.page;
    await page.getByRole('link', { name: 'Recognise' }).click();
  });

  afterAll(async () => {
    await app?.close();
    await browser?.close();
  });

  test('a dropped photo is recognised', { timeout: 2 * minutes }, async () => {
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

  test('nothing went wrong in the window', () => {
    expect(app.problems).toEqual([]);
  });
});
