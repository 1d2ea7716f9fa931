import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { libraryPool } from '../../src-main/services/backbone-files.ts';
import { exportModel } from '../../src-main/services/export-model.ts';
import { ingest } from '../../src-main/services/library.ts';
import { labelledFaces } from '../../src-main/store/labelled-faces.ts';
import { openStore } from '../../src-main/store/store.ts';
import type { BackboneInfo } from '../../src-shared/contract/index.ts';
import { type App, addFolder, openApp, speak } from '../helpers/app.ts';
import { hindrances, openBrowser } from '../helpers/browser.ts';
import { someDemoPeople, temporaryFolder } from '../helpers/cli.ts';
import { goTo, shownSideways } from '../helpers/screens.ts';

const browser: Browser | null = await openBrowser();
const minutes = 60_000;

describe.skipIf(browser === null)('another backbone, in Chromium', () => {
  let app: App;
  let network: string;
  let library: string;
  const panel = () => app.page.getByRole('region', { name: /^(Backbone|バックボーン)$/ });
  const button = (name: string | RegExp) => panel().getByRole('button', { name });
  const backbones = async () => (await app.services.call('backbones.list', undefined)) as BackboneInfo[];

  beforeAll(async () => {
    library = await temporaryFolder();
    const store = openStore(library);
    const pool = libraryPool(store);
    await ingest(store, pool, await someDemoPeople(['s01', 's02', 's03'], [1, 2]), {});
    await pool.close();
    network = join(await temporaryFolder(), 'brought.onnx');
    await exportModel(store, undefined, { out: network, language: 'en' });
    store.close();
    app = await openApp(browser!, undefined, library);
    await goTo(app.page, 'settings');
  }, 4 * minutes);
  afterAll(async () => {
    await app.close();
    await browser?.close();
  });

  test('is looked at, told why it is refused, and shown with what is taken for granted', {
    timeout: 6 * minutes,
  }, async () => {
    const { page } = app;
    await button('Add a network…').click();
    const dialog = page.getByRole('dialog', { name: 'Add a network' });
    await dialog.getByLabel('Path of its ONNX file').fill(join(library, 'library.db'));
    await dialog.getByRole('button', { name: 'Look at it' }).click();
    await dialog.getByText(/cannot be a backbone: it is not an ONNX model/).waitFor({ timeout: 2 * minutes });
    await dialog.getByLabel('Path of its ONNX file').fill(network);
    await dialog.getByRole('button', { name: 'Look at it' }).click();
    await dialog.getByText(/^Taken from the file itself\./).waitFor({ timeout: 4 * minutes });
    expect(await dialog.getByLabel('Template').inputValue()).toBe('chip150');
    expect(await dialog.getByLabel('Licence').inputValue()).toContain('MIT');
    await dialog.getByLabel('Name').fill('Ours');
    expect(await hindrances(page)).toEqual([]);
    await app.pictures('backbone-add');
  });

  test('is proven on the people of the library, and used at a press', { timeout: 4 * minutes }, async () => {
    const { page } = app;
    await page.getByRole('dialog').getByRole('button', { name: 'Add and test' }).click();
    await button('Use the backbone Ours')
      .and(page.locator(':enabled'))
      .waitFor({ timeout: 4 * minutes });
    await panel().getByRole('cell', { name: '6 of 6' }).nth(1).waitFor();
    const { proof } = (await backbones())[1]!;
    expect(proof).toMatchObject({ people: 3, faces: 6 });
    await app.pictures('backbones');
    expect(await hindrances(page)).toEqual([]);
    expect(await shownSideways(page)).toEqual([]);
    // Where heads are compared it can be ticked beside the one in use.
    await goTo(page, 'evaluate');
    await page.getByRole('combobox', { name: 'Protocol' }).selectOption('pairs');
    await page.getByText('What is evaluated').click();
    const other = page.getByRole('checkbox', { name: 'Ours' });
    await page.getByText('backbone Ours, 6 faces described').waitFor();
    await other.check();
    await page.getByRole('heading', { level: 1 }).focus();
    await page.keyboard.press('Control+Enter');
    const tar = page.getByRole('table', { name: 'True accept rate' });
    await tar.getByRole('columnheader', { name: 'Ours', exact: true }).waitFor({ timeout: 2 * minutes });
    expect(await hindrances(page)).toEqual([]);
    await app.pictures('evaluate-backbones');
    await page.getByRole('combobox', { name: 'Protocol' }).selectOption('list');
    await expect.poll(() => other.count()).toBe(0);
    await goTo(page, 'settings');
    await button('Use the backbone Ours').click();
    await panel()
      .getByRole('row', { name: /^Ours in use/ })
      .waitFor({ timeout: 4 * minutes });
    await speak(page, 'ja');
    await panel()
      .getByRole('row', { name: /^Ours 使用中/ })
      .waitFor({ timeout: 2 * minutes });
    await app.pictures('backbones-ja');
    await speak(page, 'en');
  });

  test('describes the photos that the window reads', { timeout: 4 * minutes }, async () => {
    const { page, services } = app;
    const folder = await someDemoPeople(['s04'], [1]);
    await goTo(page, 'library');
    await addFolder(page, folder);
    const faces = async () =>
      ((await services.call('library.summary', undefined)) as { faces: number }).faces;
    await expect.poll(faces, { timeout: 4 * minutes }).toBe(7);
    const store = openStore(library);
    const face = labelledFaces(store.db).find(({ name }) => name === 's04')!;
    expect([face.feature.length, face.featureVersion]).toEqual([128, 1001]);
    const kept = store.db
      .prepare('SELECT feature_version FROM kept_features WHERE face_id = ?')
      .all(face.faceId);
    expect(kept).toEqual([{ feature_version: 2 }]);
    store.close();
  });

  test('gives way to the built-in one, and is removed after a question', {
    timeout: 6 * minutes,
  }, async () => {
    const { page } = app;
    await goTo(page, 'settings');
    await button('Use the backbone Built-in').click();
    await panel()
      .getByRole('row', { name: /^Built-in in use/ })
      .waitFor({ timeout: 4 * minutes });
    await button('Remove the backbone Ours').click();
    const dialog = page.getByRole('dialog', { name: 'Remove the backbone Ours?' });
    await dialog.getByText(/features of 7 faces/).waitFor();
    expect(await hindrances(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
    await expect.poll(async () => (await backbones()).length, { timeout: 2 * minutes }).toBe(1);
    expect(app.problems).toEqual([]);
  });
});
