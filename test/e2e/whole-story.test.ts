import { copyFile, cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '../../src-shared/contract/index.ts';
import { trainingSettings } from '../../src-shared/training-settings/index.ts';
import { type App, openApp, speak } from '../helpers/app.ts';
import { openBrowser } from '../helpers/browser.ts';
import { someDemoPeople, temporaryFolder } from '../helpers/cli.ts';
import { type Hands, hands } from '../helpers/hands.ts';
import { orlFolder } from '../helpers/orl.ts';
import { languages } from '../helpers/states.ts';

const browser: Browser | null = await openBrowser();

const minutes = 60_000;
const epochs = trainingSettings.find(({ path }) => path === 'epochs')!;
const patience = { timeout: 180_000 };
const orl = (person: string, photo: string) => join(orlFolder, person, `${photo}.png`);

/** Eight folders of people, and beside them four photos of somebody without a name, and one of the first. */
async function firstPhotos(): Promise<string> {
  const folder = await someDemoPeople(['s01', 's02', 's03', 's07', 's08', 's09', 's10', 's11'], [1, 2, 3]);
  for (const photo of ['01', '02', '03', '04'])
    await copyFile(orl('s05', photo), join(folder, `${photo}.png`));
  await copyFile(orl('s01', '05'), join(folder, 'five.png'));
  return folder;
}

/** A person of the library, somebody who was named in the review, and a stranger, on photos not seen before. */
async function newPhotos(): Promise<string> {
  const folder = await temporaryFolder();
  await cp(orl('s01', '10'), join(folder, 'first.png'));
  await cp(orl('s05', '10'), join(folder, 'named.png'));
  await cp(orl('s20', '10'), join(folder, 'stranger.png'));
  return folder;
}

afterAll(() => browser?.close());

describe.skipIf(browser === null).each([
  { language: 'en', by: 'pointer', how: 'in English, with the pointer' },
  { language: 'ja', by: 'keys', how: 'in Japanese, by keys alone' },
] as const)('the whole story, in Chromium, $how', ({ language, by }) => {
  const words = languages[language];
  let app: App;
  let page: Page;
  let hand: Hands;
  let folder: string;
  // The spread is worked out in the background.
  const people = async () =>
    ((await app.services.call('people.list', undefined)) as Person[]).map(
      ({ spread: _, ...person }) => person,
    );
  const facesOf = async (name: string) => (await people()).find((one) => one.name === name)?.faces ?? 0;
  const go = (screen: keyof typeof words.screens) =>
    hand.press(page.getByRole('navigation').locator(`a[href="#/${screen}"]`));
  const question = (text: string) => page.getByRole('heading', { level: 2, name: text });
  const folderField = () =>
    page.getByRole('dialog').getByRole('combobox', { name: words.addFolder.path, exact: true });
  const button = (name: string) => page.getByRole('button', { name, exact: true });

  beforeAll(async () => {
    folder = await newPhotos();
    app = await openApp(browser!);
    page = app.page;
    hand = hands[by](page);
    await speak(page, language);
  });

  afterAll(() => app?.close());

  test('an empty library asks for photos, and the faces of a folder stream in', {
    timeout: 4 * minutes,
  }, async () => {
    const { addFolder, firstRun, library } = words;
    await page.getByRole('heading', { name: firstRun.question }).waitFor();
    await hand.press(button(firstRun.folder.button));
    await hand.write(folderField(), await firstPhotos());
    await page.getByText(addFolder.photosHere(5)).waitFor();
    await hand.press(button(addFolder.add));
    // Before all have been read.
    const faces = page.getByRole('listbox', { name: library.everyone }).getByRole('option');
    await faces.first().waitFor({ timeout: 4 * minutes });
    expect(await page.getByRole('progressbar').count()).toBeGreaterThan(0);
    await page.getByText(library.read(library.changes.added(29))).waitFor({ timeout: 6 * minutes });
    expect(await page.getByTestId('counts').textContent()).toBe(library.counts(8, 29, 29));
    await app.pictures(`whole-story-library-${language}`);
  });

  test('the review groups who has no name, and the group is named in one go', {
    timeout: 4 * minutes,
  }, async () => {
    await go('review');
    await question(words.review.whoIsThis).waitFor({ timeout: 2 * minutes });
    await page.keyboard.press('e');
    await page.keyboard.type('Ada Lovelace');
    await page.keyboard.press('Enter');
    await expect.poll(() => facesOf('Ada Lovelace'), { timeout: 2 * minutes }).toBe(4);
    await question(words.review.whoIsThis).waitFor({ state: 'hidden' });
  });

  test('a suggestion is confirmed', { timeout: 4 * minutes }, async () => {
    await page.keyboard.press('2');
    await question(words.review.isThis('s01')).waitFor({ timeout: 2 * minutes });
    const before = await facesOf('s01');
    await app.pictures(`whole-story-suggestion-${language}`);
    await page.keyboard.press('y');
    await expect.poll(() => facesOf('s01'), patience).toBe(before + 1);
  });

  test('two people are merged by mistake, and Control and Z takes them apart', async () => {
    await go('people');
    const cards = page.getByRole('listbox', { name: words.screens.people });
    await cards.getByRole('option').first().waitFor();
    const before = await people();
    await cards.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('Shift+ArrowRight');
    await page.getByRole('toolbar', { name: words.people.selected(2) }).waitFor();
    await page.keyboard.press('m');
    const dialog = page.getByRole('dialog', { name: words.people.mergeTitle(2) });
    await hand.press(dialog.getByRole('button', { name: words.people.merge, exact: true }));
    await expect.poll(async () => (await people()).length, patience).toBe(before.length - 1);
    await dialog.waitFor({ state: 'hidden' });
    await page.keyboard.press('Control+z');
    await expect.poll(people, patience).toEqual(before);
  });

  test('a short training ends in a verdict', { timeout: 6 * minutes }, async () => {
    await go('train');
    await hand.choose(page.getByLabel(words.train.preset), 'people-to-come');
    await hand.write(page.getByLabel(epochs.title[language], { exact: true }), '3');
    await hand.press(button(words.train.start));
    await page
      .getByRole('heading', { name: words.verdicts.title('cosface-1') })
      .waitFor({ timeout: 4 * minutes });
    await app.pictures(`whole-story-verdict-${language}`);
    await go('runs');
    await page
      .getByRole('table', { name: words.runs.title })
      .getByRole('button', { name: 'cosface-1' })
      .waitFor();
  });

  test('a new photo is recognised, and a stranger stays unknown', { timeout: 6 * minutes }, async () => {
    const { recognise } = words;
    await go('recognise');
    for (const [photo, answer] of [
      ['first.png', 's01'],
      ['stranger.png', recognise.somebodyUnknown],
    ] as const) {
      const chooser = page.waitForEvent('filechooser');
      await hand.press(button(recognise.choose).first());
      await (await chooser).setFiles(join(folder, photo));
      await page
        .getByRole('region', { name: recognise.face(1) })
        .getByRole('heading', { name: answer })
        .waitFor({ timeout: 2 * minutes });
    }
    await app.pictures(`whole-story-recognised-${language}`);
  });

  test('a folder becomes a table, which is saved as CSV', { timeout: 6 * minutes }, async () => {
    const { recognise } = words;
    await hand.pick(page.getByRole('radiogroup', { name: recognise.view }), recognise.views.folder);
    await hand.press(button(recognise.chooseFolder));
    await hand.write(folderField(), folder);
    await hand.press(
      page.getByRole('dialog').getByRole('button', { name: recognise.recogniseFolder, exact: true }),
    );
    await page.getByRole('list', { name: recognise.linesOf(3) }).waitFor({ timeout: 4 * minutes });
    await app.pictures(`whole-story-folder-${language}`);
    const download = page.waitForEvent('download');
    await hand.press(button('CSV'));
    const table = await readFile(await (await download).path(), 'utf8');
    const [heading, ...lines] = table
      .trimEnd()
      .split('\r\n')
      .map((line) => line.split(',').slice(0, 2));
    expect(heading).toEqual(['\ufeffphoto', 'person']);
    expect(lines.sort()).toEqual([
      ['first.png', 's01'],
      ['named.png', 'Ada Lovelace'],
      ['stranger.png', ''],
    ]);
  });

  test('nothing went wrong in the window, and nothing was asked of other machines', () => {
    expect(app.problems).toEqual([]);
  });
});
