import { copyFile, mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, openApp } from '../helpers/app.ts';
import { hindrances, openBrowser } from '../helpers/browser.ts';
import { someDemoPeople, tammes, temporaryFolder } from '../helpers/cli.ts';
import { orlFolder } from '../helpers/orl.ts';

const browser: Browser | null = await openBrowser();

const minutes = 60_000;
const group = new URL('../../node_modules/@vladmandic/face-api/demo/sample1.jpg', import.meta.url).pathname;

describe.skipIf(browser === null)('recognising, in Chromium', () => {
  let app: App;
  let page: Page;
  let folder: string;
  let target: string;
  const view = (name: string) => page.getByRole('radiogroup', { name: 'What to recognise' }).getByText(name);
  const answer = (number: number) => page.getByRole('region', { name: `Face ${number}` });

  beforeAll(async () => {
    const library = await temporaryFolder();
    const people = await someDemoPeople(['s01', 's05', 's11', 's12'], [1, 2, 3, 4]);
    expect((await tammes(['ingest', people, '--library', library])).code).toBe(0);
    folder = join(await temporaryFolder(), 'new');
    await mkdir(folder);
    await copyFile(join(orlFolder, 's11', '10.png'), join(folder, 'one.png'));
    await copyFile(join(orlFolder, 's05', '10.png'), join(folder, 'two.png'));
    app = await openApp(browser!, undefined, library);
    page = app.page;
    await page.getByRole('link', { name: 'Recognise', exact: true }).click();
    await page.getByRole('heading', { name: 'Who is on these photos?' }).waitFor();
  });

  afterAll(async () => {
    await app?.close();
    await browser?.close();
  });

  test('a pasted photo is recognised, with how sure that is and the nearest people', {
    timeout: 4 * minutes,
  }, async () => {
    const bytes = [...(await readFile(join(orlFolder, 's11', '10.png')))];
    await page.evaluate((content) => {
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File([Uint8Array.from(content)], 'pasted.png', { type: 'image/png' }));
      dispatchEvent(new ClipboardEvent('paste', { clipboardData }));
    }, bytes);
    await answer(1)
      .getByRole('heading', { name: 's11' })
      .waitFor({ timeout: 2 * minutes });
    await answer(1)
      .getByText(/% sure$/)
      .waitFor();
    expect(await answer(1).getByRole('listitem').count()).toBeGreaterThan(1);
    await page.getByRole('button', { name: /^Face 1: s11 · / }).waitFor();
    await page.getByText(/^At most 1 stranger in 100 is taken for somebody/).waitFor();
    await app.pictures('recognise');
    // In a narrow window the answer is in sight below the photo.
    const size = page.viewportSize()!;
    await page.setViewportSize({ width: 800, height: 600 });
    const name = answer(1).getByRole('heading', { name: 's11' });
    await expect.poll(async () => (await name.boundingBox())!.y).toBeLessThan(560);
    await page.setViewportSize(size);
  });

  test('several photos are looked at, and stay when one goes to another screen', {
    timeout: 6 * minutes,
  }, async () => {
    await page
      .getByLabel('Choose photos')
      .first()
      .setInputFiles([group, join(orlFolder, 's05', '10.png')]);
    await answer(3).waitFor({ timeout: 4 * minutes });
    await app.pictures('recognise-group');
    const strip = page.getByRole('list', { name: 'Photos that were asked about' });
    await strip.getByRole('button', { name: '10.png', exact: true }).click();
    await answer(1)
      .getByRole('heading', { name: 's05' })
      .waitFor({ timeout: 2 * minutes });
    await page.getByRole('link', { name: 'Runs' }).click();
    await page.getByRole('link', { name: 'Recognise', exact: true }).click();
    await answer(1).getByRole('heading', { name: 's05' }).waitFor();
    await strip.getByRole('button', { name: 'sample1.jpg', exact: true }).click();
    await answer(3).waitFor();
  });

  test('an unknown face is named, recognised, and forgotten again by undo', async () => {
    await answer(1).getByRole('combobox', { name: 'Who is it?' }).fill('Ada');
    await answer(1).getByRole('button', { name: 'Save: somebody new' }).click();
    await answer(1).getByRole('heading', { name: 'Ada' }).waitFor();
    await page.getByRole('button', { name: 'Undo' }).first().click();
    await answer(1).getByRole('heading', { name: 'Somebody unknown' }).waitFor();
  });

  test('a file that is no photo is refused by name, in the place of its faces', async () => {
    const notes = { name: 'notes.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('not a photo') };
    await page.getByLabel('Choose photos').first().setInputFiles(notes);
    await page.getByRole('alert').getByText('notes.jpg is not a photo that Tammes reads.').waitFor();
    await page.getByRole('button', { name: 'Take notes.jpg away' }).click();
    await answer(1).waitFor();
  });

  test('two photos are verified, with their place among pairs of the library', {
    timeout: 4 * minutes,
  }, async () => {
    await view('Verify two').click();
    await page.getByLabel('First photo').setInputFiles(join(orlFolder, 's11', '06.png'));
    await page.getByLabel('Second photo').setInputFiles(join(orlFolder, 's11', '10.png'));
    await page
      .getByText('The same person', { exact: true })
      .or(page.getByText(/^The same person/))
      .first()
      .waitFor({ timeout: 2 * minutes });
    await page.getByRole('figure', { name: 'Where this pair lies' }).waitFor();
    const legend = page.getByRole('listitem').filter({ hasText: /^pairs of/ });
    expect(await legend.allTextContents()).toEqual(['pairs of one person', 'pairs of two people']);
    await app.pictures('verify');
    await page.getByLabel('Second photo').setInputFiles(join(orlFolder, 's05', '10.png'));
    await page.getByText(/^Different people/).waitFor({ timeout: 2 * minutes });
  });

  test('a folder becomes a table, and its copies are sorted by person', {
    timeout: 4 * minutes,
  }, async () => {
    await view('Folder').click();
    await page.getByRole('button', { name: 'Choose a folder' }).click();
    await page.getByRole('textbox', { name: 'Path' }).or(page.getByRole('combobox')).first().fill(folder);
    await page.getByRole('button', { name: 'Recognise', exact: true }).click();
    const lines = page.getByRole('list', { name: '2 lines' });
    await lines.getByText('s11', { exact: true }).waitFor({ timeout: 6 * minutes });
    await lines.getByText('s05', { exact: true }).waitFor();
    await app.pictures('recognise-folder');
    // Who is known may be somebody else after all.
    const named = lines.getByRole('listitem').filter({ hasText: 's11' });
    await named.getByRole('button', { name: 'No, it is …' }).click();
    await named.getByRole('combobox', { name: 'Who is it?' }).fill('Somebody Else');
    expect(await hindrances(page)).toEqual([]);
    await app.pictures('recognise-folder-other');
    await named.getByRole('button', { name: 'Save: somebody new' }).click();
    await page.getByText('Somebody Else').first().waitFor();
    await page.getByRole('button', { name: 'Undo' }).first().click();
    await lines.getByText('s11', { exact: true }).waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'CSV' }).click();
    expect((await download).suggestedFilename()).toMatch(/\.csv$/);
    target = join(await temporaryFolder(), 'sorted');
    await page.getByRole('button', { name: 'Sort copies into folders…' }).click();
    await page.getByLabel('Into this folder').fill(target);
    await page.getByRole('button', { name: 'Copy 2 photos' }).click();
    await page.getByText('2 files written.').waitFor({ timeout: 2 * minutes });
    expect(await readdir(target)).toEqual(['s05', 's11']);
  });

  test('sorted copies are among the earlier exports, and their undo removes them', async () => {
    await page.getByRole('button', { name: 'Sort copies into folders…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Sort copies into folders by person' });
    const earlier = dialog.getByRole('list', { name: 'Earlier exports' });
    await earlier.getByText(target).waitFor();
    expect(await hindrances(page)).toEqual([]);
    await app.pictures('recognise-sort');
    await earlier.getByRole('button', { name: /^Undo: Sorted copies/ }).click();
    await earlier.getByText('undone', { exact: true }).waitFor();
    expect(await readdir(target).catch(() => null)).toBeNull();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
  });

  test('the table of a folder is forgotten when that is meant', async () => {
    await page.getByRole('button', { name: 'Forget this table' }).click();
    const dialog = page.getByRole('dialog', { name: 'Forget this table' });
    expect(await hindrances(page)).toEqual([]);
    await app.pictures('recognise-forget');
    await dialog.getByRole('button', { name: 'Forget', exact: true }).click();
    await page.getByRole('heading', { name: 'Who is on all photos of a folder?' }).waitFor();
    expect(await app.services.call('recognition.summary', undefined)).toBeNull();
  });

  test('the camera is followed live, and its picture is looked at', { timeout: 4 * minutes }, async () => {
    const stored = async () =>
      Promise.all(
        (['library.summary', 'journal.state', 'recognition.summary', 'people.list'] as const).map((method) =>
          app.services.call(method, undefined),
        ),
      );
    const before = await stored();
    await view('Camera').click();
    // The browser's test camera shows a moving pattern.
    await page
      .getByText(/^0 faces · \d+\.\d pictures a second · nothing is stored$/)
      .waitFor({ timeout: 2 * minutes });
    await page.getByRole('button', { name: 'Take the picture' }).click();
    await page.getByText('No face was found in this photo.').waitFor({ timeout: 2 * minutes });
    expect(await stored()).toEqual(before);
  });

  test('nothing went wrong in the window', () => {
    expect(app.problems).toEqual([]);
  });
});
