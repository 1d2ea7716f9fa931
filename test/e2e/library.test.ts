import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, openApp } from '../helpers/app.ts';
import { openBrowser } from '../helpers/browser.ts';
import { someDemoPeople } from '../helpers/cli.ts';
import { readMadeUp } from '../helpers/made-up-library.ts';

const browser: Browser | null = await openBrowser();

afterAll(() => browser?.close());

describe.skipIf(browser === null)('a folder, in Chromium', () => {
  let app: App;
  let page: Page;

  beforeAll(async () => {
    app = await openApp(browser!);
    page = app.page;
  });
  afterAll(() => app?.close());

  test('a folder is read by the window, with progress', { timeout: 240_000 }, async () => {
    const folder = await someDemoPeople(
      Array.from({ length: 12 }, (_, i) => `s${String(i + 1).padStart(2, '0')}`),
      [1, 2, 3],
    );
    await page.getByLabel('Folder of photos').fill(folder);
    await page.getByRole('button', { name: 'Add folder' }).click();
    await page.getByRole('progressbar').waitFor();
    await page.getByText(/ left$/).waitFor({ timeout: 60_000 });
    await app.pictures('library-reading');
    await page.getByText('Photos: 36 added').waitFor({ timeout: 180_000 });
    expect(await page.getByTestId('counts').textContent()).toBe('12 people, 36 photos, 36 faces');
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

  test('nothing went wrong in the window', () => {
    expect(app.problems).toEqual([]);
  });
});

describe.skipIf(browser === null)('reading a folder, in Chromium', () => {
  let app: App;
  let folder: string;

  beforeAll(async () => {
    folder = await someDemoPeople(['s01'], [1, 2]);
    app = await openApp(browser!, (services) => readMadeUp(services, folder));
  });

  afterAll(async () => {
    await app?.close();
  });

  async function read() {
    await app.page.getByLabel(/Folder of photos|写真のフォルダ/).fill(folder);
    await app.page.getByRole('button', { name: /Add folder|フォルダを追加/ }).click();
    const toast = app.page.getByText(/^(Photos|写真): /);
    await toast.waitFor({ timeout: 60_000 });
    await toast
      .locator('..')
      .getByRole('button', { name: /Close|閉じる/ })
      .click();
  }

  test('says how many photos of a table of labels are not there, until a folder is read without', {
    timeout: 180_000,
  }, async () => {
    const { page } = app;
    const hint = page.locator('.hint');
    await writeFile(join(folder, 'labels.csv'), 's01/01.png,Ada\n01.png,Ada\n02.png,Ada\n');
    await read();
    expect(await hint.textContent()).toBe(
      `The table of labels names 2 photos not in the folder, such as ${join(folder, '01.png')}. Paths are absolute or below the folder.`,
    );
    await app.pictures('library-unmatched');
    await page.getByLabel('Language').selectOption('ja');
    expect(await hint.textContent()).toContain(
      `ラベルの表に、フォルダにない写真が 2 枚あります（例: ${join(folder, '01.png')}）。`,
    );
    await app.pictures('library-unmatched-japanese');
    await writeFile(join(folder, 'labels.csv'), 's01/01.png,Ada\n');
    await read();
    await expect.poll(() => hint.count()).toBe(0);
    expect(app.problems).toEqual([]);
  });
});

test.skipIf(browser === null)(
  'the demo photos are added by one button, and what was read stays when that is cancelled',
  {
    timeout: 240_000,
  },
  async () => {
    const demo = await openApp(browser!);
    await demo.page.getByRole('button', { name: 'Add the demo photos' }).click();
    await demo.page.getByText(/^[2-9] of 282 photos/).waitFor({ timeout: 120_000 });
    await demo.page.getByRole('button', { name: 'Cancel' }).click();
    await demo.page.getByText(/^Photos: \d+ added/).waitFor({ timeout: 60_000 });
    await demo.page.getByRole('button', { name: 'c01', exact: false }).first().waitFor();
    expect(demo.problems).toEqual([]);
    await demo.close();
  },
);
