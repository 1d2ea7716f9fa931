import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, openApp } from '../helpers/app.ts';
import { openBrowser } from '../helpers/browser.ts';
import { someDemoPeople } from '../helpers/cli.ts';
import { readMadeUp } from '../helpers/made-up-library.ts';

const browser: Browser | null = await openBrowser();

describe.skipIf(browser === null)('reading a folder, in Chromium', () => {
  let app: App;
  let folder: string;

  beforeAll(async () => {
    folder = await someDemoPeople(['s01'], [1, 2]);
    app = await openApp(browser!, (services) => readMadeUp(services, folder));
  });

  afterAll(async () => {
    await app?.close();
    await browser?.close();
  });

  async function read() {
    await app.page.getByLabel(/Folder of photos|写真のフォルダ/).fill(folder);
    await app.page.getByRole('button', { name: /Add folder|フォルダを追加/ }).click();
    await app.page
      .getByText(/^(Photos|写真): /)
      .last()
      .waitFor({ timeout: 60_000 });
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
