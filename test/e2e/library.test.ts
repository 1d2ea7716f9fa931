import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '../../src-shared/contract/index.ts';
import { type App, addFolder, openApp, speak } from '../helpers/app.ts';
import { hindrances, openBrowser } from '../helpers/browser.ts';
import { someDemoPeople } from '../helpers/cli.ts';
import { readMadeUp } from '../helpers/made-up-library.ts';

const browser: Browser | null = await openBrowser();

afterAll(() => browser?.close());

describe.skipIf(browser === null)('a folder, in Chromium', () => {
  let app: App;
  let page: Page;
  let folder: string;
  const sidecars = async () =>
    (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.xmp')).length;

  beforeAll(async () => {
    app = await openApp(browser!);
    page = app.page;
  });
  afterAll(() => app?.close());

  test('a folder is read by the window, with progress', { timeout: 240_000 }, async () => {
    folder = await someDemoPeople(
      Array.from({ length: 12 }, (_, i) => `s${String(i + 1).padStart(2, '0')}`),
      [1, 2, 3],
    );
    await addFolder(page, folder);
    await page.getByRole('progressbar').waitFor();
    await page
      .getByText(/ left$/)
      .first()
      .waitFor({ timeout: 180_000 });
    await app.pictures('library-reading');
    await page.getByText('Photos: 36 added').waitFor({ timeout: 180_000 });
    expect(await page.getByTestId('counts').textContent()).toBe('12 people, 36 photos, 36 faces');
  });

  test('everyone is enrolled, and that can be undone', async () => {
    const chosen = async () =>
      ((await app.services.call('people.list', undefined)) as Person[]).filter((one) => one.chosen).length;
    const enrol = async () => {
      await page.getByRole('button', { name: 'More' }).click();
      await page.getByRole('menuitem', { name: 'Enrol everyone' }).click();
      await expect.poll(chosen).toBe(12);
    };
    await enrol();
    await page.getByText('12 people enrolled.').locator('..').getByRole('button', { name: 'Undo' }).click();
    await expect.poll(chosen).toBe(0);
    await enrol();
    await app.pictures('library');
  });

  test('names are written beside the photos after a look at what would be, and taken back', {
    timeout: 180_000,
  }, async () => {
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Write names for other programs (XMP)…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Write names for other programs (XMP)' });
    await dialog.getByText('36 files would be made.').waitFor();
    const first = dialog.getByRole('list', { name: 'What would be written' }).getByRole('listitem').first();
    expect(await first.textContent()).toMatch(/s01.01\.png\.xmpnew · s01$/);
    expect(await hindrances(page)).toEqual([]);
    await app.pictures('library-export');
    expect(await sidecars()).toBe(0);
    await dialog.getByRole('button', { name: 'Write 36 files' }).click();
    await page.getByText('36 files written.').waitFor();
    expect(await sidecars()).toBe(36);
    await dialog.getByText('36 files already have all names.').waitFor();
    const earlier = dialog.getByRole('list', { name: 'Earlier exports' }).getByRole('listitem');
    expect(await hindrances(page)).toEqual([]);
    await app.pictures('library-exported');
    await earlier.getByRole('button', { name: /^Undo: Sidecar files/ }).click();
    await page.getByText('Undone: 36 files removed').waitFor();
    await earlier.getByText('undone', { exact: true }).waitFor();
    expect(await sidecars()).toBe(0);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
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
    await addFolder(app.page, folder);
    const toast = app.page.getByText(/^(Photos|写真): /);
    await toast.waitFor({ timeout: 180_000 });
    await toast
      .locator('..')
      .getByRole('button', { name: /Close|閉じる/ })
      .click();
  }

  test('says how many photos of a table of labels are not there, until a folder is read without', {
    timeout: 180_000,
  }, async () => {
    const { page } = app;
    const hint = page.getByTestId('unmatched');
    await writeFile(join(folder, 'labels.csv'), 's01/01.png,Ada\n01.png,Ada\n02.png,Ada\n');
    await read();
    expect(await hint.textContent()).toBe(
      `The table of labels names 2 photos not in the folder, such as ${join(folder, '01.png')}. Paths are absolute or below the folder.`,
    );
    await app.pictures('library-unmatched');
    await speak(page, 'ja');
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
    await demo.page.getByRole('button', { name: 'Open', exact: true }).click();
    await demo.page
      .getByText(/^[2-9] of 282 photos/)
      .first()
      .waitFor({ timeout: 180_000 });
    await demo.page.getByRole('button', { name: 'Cancel' }).click();
    await demo.page.getByText(/^Photos: \d+ added/).waitFor({ timeout: 180_000 });
    await demo.page.getByRole('option', { name: /^c01/ }).first().waitFor();
    expect(demo.problems).toEqual([]);
    await demo.close();
  },
);
