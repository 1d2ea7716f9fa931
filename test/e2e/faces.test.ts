import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '../../src-main/store/store.ts';
import type { Box, Input, LibraryPhoto, MethodName, Output } from '../../src-shared/contract/index.ts';
import { fillLibrary } from '../bench/gallery/made-up.ts';
import { type App, openApp, speak } from '../helpers/app.ts';
import { hindrances, openBrowser } from '../helpers/browser.ts';
import { temporaryFolder } from '../helpers/cli.ts';
import { addMadeUpPeople } from '../helpers/made-up-library.ts';

const browser: Browser | null = await openBrowser();

describe.skipIf(browser === null)('the faces of the library, in Chromium', () => {
  let app: App;
  let page: Page;
  const call = <M extends MethodName>(method: M, input: Input<M>) =>
    app.services.call(method, input) as Promise<Output<M>>;
  const people = () => call('people.list', undefined);
  const facesOf = async (name: string) => (await people()).find((one) => one.name === name)?.faces ?? 0;
  const grid = () => page.getByRole('listbox', { name: 'All faces' });
  const faces = (name: string) => grid().getByRole('option', { name: new RegExp(`^${name}`) });
  const shown = () => page.getByTestId('counts').textContent();
  const undo = async () => {
    await page.getByRole('button', { name: 'Undo' }).first().click();
  };

  beforeAll(async () => {
    app = await openApp(browser!, (services) => addMadeUpPeople(services, 6, 4));
    page = app.page;
    await faces('s01').first().waitFor();
  });

  afterAll(async () => {
    await app?.close();
    await browser?.close();
  });

  test('are named, and the undo of the message takes the name away', async () => {
    await faces('s01').first().click();
    const inspector = page.getByRole('complementary', { name: 's01' });
    await inspector.getByText('s01 is recognised by this face.').waitFor();
    await app.pictures('faces');
    await page.keyboard.press('n');
    await page.getByRole('combobox', { name: 'Who is it?' }).fill('Ada Lovelace');
    await page.getByRole('button', { name: 'Move: somebody new' }).click();
    await faces('Ada Lovelace').waitFor();
    await page.getByRole('complementary', { name: 'Ada Lovelace' }).waitFor();
    expect(await facesOf('s01')).toBe(3);
    await undo();
    await expect.poll(() => facesOf('s01')).toBe(4);
  });

  test('are selected in numbers by keys, and lose their name together', async () => {
    await grid().focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
    const bar = page.getByRole('toolbar', { name: '3 faces selected' });
    await bar.waitFor();
    await app.pictures('faces-selected');
    expect(await hindrances(page)).toEqual([]);
    await page.keyboard.press('u');
    await expect.poll(() => facesOf('s01')).toBe(1);
    await bar.waitFor({ state: 'hidden' });
    await page.keyboard.press('Control+z');
    await expect.poll(() => facesOf('s01')).toBe(4);
  });

  test('are said not to be a person, which is remembered', async () => {
    await faces('s02').first().click();
    await page.getByRole('button', { name: /^Not s02/ }).click();
    await page.getByText('Stands for nobody: it has no name.').waitFor();
    const inspector = page.getByRole('complementary', { name: 'Without a name' });
    expect(await inspector.getByRole('definition').allTextContents()).toContain('s02');
    await grid().focus();
    await page.keyboard.press('i');
    await page.getByText('it is a stranger’s and is ignored').waitFor();
    await page.keyboard.press('Control+z');
    await page.getByText('Stands for nobody: it has no name.').waitFor();
    await page.keyboard.press('Control+z');
    await expect.poll(() => facesOf('s02')).toBe(4);
  });

  test('are filtered, searched, sorted and grouped, all of which the address keeps', async () => {
    await page.getByRole('combobox', { name: 'Person' }).fill('s03');
    await page.getByRole('option', { name: 's03', exact: true }).click();
    await expect.poll(shown).toBe('4 faces');
    await page.getByRole('searchbox', { name: 'Find by name or file' }).fill('02.png');
    await expect.poll(shown).toBe('1 face');
    await page.reload();
    await expect.poll(shown).toBe('1 face');
    await page.getByRole('searchbox').fill('nothing is called so');
    await page.getByText('No face fits all the filters.').waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await expect.poll(() => grid().getByRole('option').count()).toBe(24);
    await page.getByRole('combobox', { name: 'Group' }).selectOption('By person');
    await grid().getByText('s02 · 4').waitFor();
    await page.getByRole('combobox', { name: 'Order' }).selectOption('By quality');
    await app.pictures('faces-grouped');
    await page.getByRole('button', { name: 'Filters', exact: true }).click();
    await page.getByText('Good enough to train on', { exact: true }).waitFor();
    expect(await hindrances(page)).toEqual([]);
    await app.pictures('faces-filters');
    await page.getByRole('button', { name: 'Filters', exact: true }).click();
    await page.getByRole('combobox', { name: 'Group' }).selectOption('No groups');
    await page.getByRole('combobox', { name: 'Order' }).selectOption('By file');
  });

  test('are as large as one likes, also after a reload', async () => {
    const width = async () => Math.round((await faces('s01').first().boundingBox())!.width);
    const before = await width();
    await page.getByRole('slider', { name: 'Size of the faces' }).focus();
    await page.keyboard.press('End');
    await expect.poll(width).toBeGreaterThan(before);
    const large = await width();
    await page.reload();
    await faces('s01').first().waitFor();
    expect(await width()).toBe(large);
    await page.getByRole('slider', { name: 'Size of the faces' }).focus();
    await page.keyboard.press('Home');
    await expect.poll(width).toBeLessThan(before);
  });

  test('nothing went wrong in the window', () => {
    expect(app.problems).toEqual([]);
  });
});

describe.skipIf(browser === null)('a photo of the library, in Chromium', () => {
  let app: App;
  let page: Page;
  let chromium: Browser;
  const call = <M extends MethodName>(method: M, input: Input<M>) =>
    app.services.call(method, input) as Promise<Output<M>>;
  const photo = () => call('library.photo', { photoId: 1 }) as Promise<LibraryPhoto>;

  beforeAll(async () => {
    chromium = (await openBrowser())!;
    app = await openApp(chromium, (services) => addMadeUpPeople(services, 2, 2));
    page = app.page;
    const first = (await photo()).faces[0]!;
    await page.evaluate((face) => {
      location.hash = `#/library?view=photo&photo=1&face=${face}`;
    }, first.id);
    await page.getByRole('region', { name: 'Photo', exact: true }).getByRole('img').first().waitFor();
  });

  afterAll(async () => {
    await app?.close();
    await chromium?.close();
  });

  const draft = () => page.getByRole('img', { name: 'Box being drawn' });

  test('gets a face that is drawn by the pointer', { timeout: 240_000 }, async () => {
    await app.pictures('photo');
    await page.keyboard.press('d');
    await draft().waitFor();
    const at = (await page
      .getByRole('region', { name: 'Photo', exact: true })
      .getByRole('img')
      .first()
      .boundingBox())!;
    const to = (x: number, y: number) => page.mouse.move(at.x + x * at.width, at.y + y * at.height);
    await to(0.2, 0.2);
    await page.mouse.down();
    await to(0.5, 0.5);
    await to(0.8, 0.85);
    await page.mouse.up();
    await app.pictures('photo-drawing');
    expect(await hindrances(page)).toEqual([]);
    await page.getByRole('button', { name: 'Save' }).click();
    await expect.poll(async () => (await photo()).faces.length, { timeout: 200_000 }).toBe(2);
    const drawn = (await photo()).faces.find(({ byHand }) => byHand)!;
    const { width, height } = await photo();
    expect(drawn.box.x / width).toBeCloseTo(0.2, 1);
    expect(drawn.box.height / height).toBeCloseTo(0.65, 1);
    await page.getByRole('button', { name: 'Face 2: Without a name', pressed: true }).waitFor();
    await app.pictures('photo-drawn');
  });

  test('shows the face whose box is clicked', async () => {
    for (const face of [1, 2]) {
      const box = page.getByRole('button', { name: new RegExp(`^Face ${face}: `) });
      await box.click({ position: { x: 5, y: 5 } });
      await page.getByRole('button', { name: new RegExp(`^Face ${face}: `), pressed: true }).waitFor();
      expect(await box.evaluate((element) => getComputedStyle(element).opacity)).toBe('1');
    }
  });

  test('has a box moved by keys, and taken away, and both are undone', { timeout: 180_000 }, async () => {
    const boxOf = async (): Promise<Box | undefined> => (await photo()).faces[1]?.box;
    const before = (await boxOf())!;
    await page.keyboard.press('m');
    await draft().waitFor();
    for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await boxOf())!.x, { timeout: 180_000 }).toBeLessThan(before.x);
    await draft().waitFor({ state: 'hidden' });
    expect((await boxOf())!.height).toBeGreaterThan(before.height);
    await page.keyboard.press('Control+z');
    await expect.poll(boxOf).toEqual(before);
    await page.keyboard.press('Delete');
    await expect.poll(boxOf).toBeUndefined();
    await page.keyboard.press('Control+z');
    await expect.poll(boxOf).toEqual(before);
  });

  test('is left by Escape, and the grid has its place again', async () => {
    await page.keyboard.press('Escape');
    await page.getByRole('listbox', { name: 'All faces' }).waitFor();
  });

  test('speaks Japanese', async () => {
    await page.goBack();
    await page.getByRole('button', { name: /Draw a face/ }).waitFor();
    await speak(page, 'ja');
    await page.getByRole('button', { name: /顔を囲む/ }).waitFor();
    await app.pictures('photo-japanese');
    await page.keyboard.press('Escape');
    await app.pictures('faces-japanese');
  });

  test('nothing went wrong in the window', () => {
    expect(app.problems).toEqual([]);
  });
});

test.skipIf(browser === null)(
  'of five thousand faces only those in sight are drawn, and the last is a key away',
  { timeout: 180_000 },
  async () => {
    const chromium = (await openBrowser())!;
    const library = await temporaryFolder();
    const store = openStore(library);
    fillLibrary(store, 5_000);
    store.close();
    const app = await openApp(chromium, undefined, library);
    const { page } = app;
    const grid = page.getByRole('listbox', { name: 'All faces' });
    const nodes = () => page.evaluate(() => document.querySelectorAll('*').length);
    await grid
      .getByRole('option', { name: /^person 0,/ })
      .first()
      .waitFor();
    // The first page is shown before the ids of all are there.
    await expect.poll(() => grid.getByRole('option').first().getAttribute('aria-setsize')).toBe('5000');
    expect(await nodes()).toBeLessThan(2_000);
    await grid.focus();
    await page.keyboard.press('End');
    await page.getByRole('complementary', { name: /^person/ }).waitFor();
    await expect.poll(() => grid.evaluate(({ scrollTop }) => scrollTop)).toBeGreaterThan(10_000);
    await page.keyboard.press('Control+a');
    await page.getByRole('toolbar', { name: '5000 faces selected' }).waitFor();
    expect(await nodes()).toBeLessThan(2_000);
    // Made-up faces have no chips.
    expect(app.problems.filter((problem) => !problem.includes('404'))).toEqual([]);
    await app.close();
    await chromium.close();
  },
);
