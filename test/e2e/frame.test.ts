import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '../../src-shared/contract/index.ts';
import { type App, openApp, speak } from '../helpers/app.ts';
import { hindrances, openBrowser } from '../helpers/browser.ts';
import { temporaryFolder } from '../helpers/cli.ts';
import { addMadeUpPeople } from '../helpers/made-up-library.ts';

const browser: Browser | null = await openBrowser();
afterAll(() => browser?.close());

const minutes = 60_000;

describe.skipIf(browser === null)('an empty library, in Chromium', () => {
  let app: App;
  let page: Page;

  beforeAll(async () => {
    app = await openApp(browser!);
    page = app.page;
  });
  afterAll(() => app?.close());

  test('offers three ways to begin', { timeout: 4 * minutes }, async () => {
    await page.getByRole('heading', { name: 'Who is on your photos?' }).waitFor();
    expect(await hindrances(page)).toEqual([]);
    await app.pictures('first-run');
    await speak(page, 'ja');
    await page.getByRole('heading', { name: '写真に写っているのは誰ですか？' }).waitFor();
    await app.pictures('first-run-japanese');
    await speak(page, 'en');
  });

  test('says at the field what is wrong with a folder', { timeout: 4 * minutes }, async () => {
    const folder = await temporaryFolder();
    const file = join(folder, 'a.jpg');
    await writeFile(file, '');
    await page.getByRole('button', { name: 'Choose…' }).click();
    const dialog = page.getByRole('dialog');
    const field = dialog.getByRole('combobox', { name: 'Folder', exact: true });
    const error = () =>
      field.evaluate((element) =>
        element
          .getAttribute('aria-describedby')!
          .split(' ')
          .map((id) => document.getElementById(id)?.textContent)
          .join(' '),
      );
    await field.fill(file);
    await expect
      .poll(error, { timeout: 180_000 })
      .toContain(`${file} is a file, not a folder. Choose the folder that it lies in.`);
    await field.fill(join(folder, 'none'));
    await expect.poll(error, { timeout: 180_000 }).toContain('There is no folder');
    expect(await dialog.getByRole('button', { name: 'Add this folder' }).isDisabled()).toBe(true);
    await app.pictures('folder-browser-error');
    await field.fill(await temporaryFolder());
    await expect.poll(error, { timeout: 180_000 }).toContain('There are no photos in this folder.');
    await field.fill(folder);
    await dialog.getByText('1 photo directly in this folder').waitFor();
    expect(await hindrances(page)).toEqual([]);
    await app.pictures('folder-browser');
    const noFolders = dialog.getByText('There are no folders in here.');
    await noFolders.waitFor();
    await field.fill(join(folder, 'none'));
    await expect.poll(error, { timeout: 180_000 }).toContain('There is no folder');
    expect(await noFolders.count()).toBe(0);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
  });

  test('the question for a folder belongs to the screen that it was asked on', async () => {
    const to = (hash: string) =>
      page.evaluate((hash) => {
        location.hash = hash;
      }, hash);
    await page.getByRole('button', { name: 'Choose…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    await to('#/story');
    await page.getByRole('heading', { level: 1, name: 'Story' }).waitFor();
    await dialog.waitFor({ state: 'hidden' });
    await to('#/');
    await page.getByRole('heading', { name: 'Who is on your photos?' }).waitFor();
    expect(await dialog.count()).toBe(0);
  });

  test('says what a drop will do before it is done', async () => {
    const drag = (type: string, event: string) =>
      page.evaluate(
        ([type, event]) => {
          const data = new DataTransfer();
          data.items.add(new File(['x'], 'a.jpg', { type: type! }));
          dispatchEvent(new DragEvent(event!, { dataTransfer: data, bubbles: true, cancelable: true }));
        },
        [type, event],
      );
    await drag('', 'dragover');
    await page.getByText('Add this folder, or import vectors').waitFor();
    await drag('image/jpeg', 'dragover');
    await page.getByText('Recognise, or import vectors').waitFor();
    await drag('image/jpeg', 'drop');
    await page.getByRole('heading', { level: 1, name: 'Recognise' }).waitFor();
    // It was no photo.
    await page.getByRole('alert').waitFor();
  });

  test('nothing went wrong in the window', () => {
    expect(app.problems).toEqual([]);
  });
});

describe.skipIf(browser === null)('the frame around the screens, in Chromium', () => {
  let app: App;
  let page: Page;
  const names = async () =>
    ((await app.services.call('people.list', undefined)) as Person[]).map(({ name }) => name);

  beforeAll(async () => {
    app = await openApp(browser!, (services) => addMadeUpPeople(services, 12, 6));
    page = app.page;
  });
  afterAll(() => app?.close());

  test('a change of the library is undone and done again by keys, on any screen', async () => {
    const [before] = (await app.services.call('people.list', undefined)) as Person[];
    await app.services.call('people.rename', { personId: before!.id, name: 'Ada' });
    await page.getByRole('link', { name: 'Settings', exact: true }).click();
    await page.keyboard.press('Control+z');
    await page.getByText(`Undone: Renamed ${before!.name} to Ada.`).waitFor();
    expect(await names()).toContain(before!.name);
    await page.keyboard.press('Control+y');
    await page.getByText(`Done again: Renamed ${before!.name} to Ada.`).waitFor();
    expect(await names()).toContain('Ada');
  });

  test('the palette finds actions, and the history goes back to any moment', async () => {
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder('Find an action or a person').fill('hist');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /History/ })
      .waitFor();
    expect(await hindrances(page)).toEqual([]);
    await page.keyboard.press('Enter');
    const history = page.getByRole('dialog', { name: 'History' });
    await history.getByText(/^Renamed .* to Ada$/).waitFor();
    expect(await hindrances(page)).toEqual([]);
    await app.pictures('history');
    await history.getByRole('button', { name: /^Undo up to and including/ }).click();
    await expect.poll(names).not.toContain('Ada');
    await history.getByRole('button', { name: 'Close' }).click();
  });

  test('all shortcuts are on one sheet', async () => {
    await page.keyboard.press('?');
    const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await sheet.getByText('Undo', { exact: false }).first().waitFor();
    await app.pictures('shortcuts');
    expect(await hindrances(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'hidden' });
  });

  test('what is at work is seen and stopped from every screen', { timeout: 4 * minutes }, async () => {
    await app.services.call('training.start', { loss: 'arcface', epochs: 10_000, batchSize: 1, dim: 3 });
    await page.getByRole('link', { name: 'Settings', exact: true }).click();
    await page.getByRole('button', { name: /^Training arcface-1/ }).click();
    await page.getByRole('button', { name: 'Cancel: Training arcface-1' }).waitFor();
    expect(await hindrances(page)).toEqual([]);
    await app.pictures('jobs');
    await page.getByRole('button', { name: 'Cancel: Training arcface-1' }).click();
    await page.getByRole('button', { name: /^Training arcface-1/ }).waitFor({ state: 'detached' });
  });

  test('settings and licences hinder nobody, in either theme', { timeout: 4 * minutes }, async () => {
    await page.getByText('No connection is ever made.', { exact: false }).waitFor();
    // Each backend has been tried.
    await expect.poll(() => page.getByText('trying…').count(), { timeout: 2 * minutes }).toBe(0);
    await app.pictures('settings');
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await hindrances(page), colorScheme).toEqual([]);
    }
    await page.getByRole('button', { name: 'Licences' }).click();
    await page.getByText('Permission is hereby granted', { exact: false }).waitFor();
    expect(await hindrances(page)).toEqual([]);
    await page.keyboard.press('Escape');
  });

  test('a host that has stopped is no fault of the window', async () => {
    expect(app.problems).toEqual([]);
    await app.stopHost();
    await page.getByRole('alert').getByText('Tammes does not answer.').waitFor();
    await app.pictures('connection-lost');
  });
});
