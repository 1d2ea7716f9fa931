import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { backUp } from '../../src-main/services/backups.ts';
import { encryptLibrary } from '../../src-main/services/encryption.ts';
import { isEncrypted, lockLibrary } from '../../src-main/store/encryption/keyring.ts';
import { madeUpLibrary } from '../gallery/enrolled.ts';
import { type App, openApp, speak } from '../helpers/app.ts';
import { hindrances, openBrowser } from '../helpers/browser.ts';
import { hasCiphers } from '../helpers/ciphers.ts';
import { temporaryFolder } from '../helpers/cli.ts';
import { goTo, shownSideways } from '../helpers/screens.ts';

const browser: Browser | null = await openBrowser();
const timeout = 300_000;
const [first, second] = ['correct horse battery', 'staple of another horse'];

describe.skipIf(browser === null || !hasCiphers)('an encrypted library, in Chromium', () => {
  let app: App;
  let library = '';
  let recoveryKey = '';
  const button = (name: string | RegExp) => app.page.getByRole('button', { name, exact: true });
  const field = (name: string) => app.page.getByLabel(name, { exact: true });
  /** Starts anew, as after the computer was off. */
  async function startAgain() {
    await app.close();
    lockLibrary(library);
    app = await openApp(browser!, undefined, library);
  }

  beforeAll(async () => {
    library = await temporaryFolder();
    const store = await madeUpLibrary(library, 3, 2);
    backUp(store);
    store.close();
    app = await openApp(browser!, undefined, library);
    await goTo(app.page, 'settings');
  }, timeout);
  afterAll(async () => {
    await app.close();
    await browser?.close();
  });

  test('is made in the settings, which say what goes and show the recovery key once', {
    timeout,
  }, async () => {
    const { page } = app;
    await button('Encrypt…').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('1 copy of the library in clear, such as backups, will be deleted.').waitFor();
    expect(await button('Encrypt').isDisabled()).toBe(true);
    await field('New passphrase').fill(first);
    await field('Once more').fill('correct house');
    await dialog.getByText('The two are not the same.').waitFor();
    await app.pictures('encrypt');
    expect(await hindrances(page)).toEqual([]);
    await field('Once more').fill(first);
    await button('Encrypt').click();
    await dialog.getByText('Your recovery key').waitFor({ timeout });
    recoveryKey = (await page.locator('[data-recovery-key]').textContent())!;
    expect(recoveryKey).toMatch(/^(\w{6}-){5}\w{6}$/);
    await app.pictures('recovery-key');
    expect(await hindrances(page)).toEqual([]);
    expect(await button('Done').isDisabled()).toBe(true);
    await dialog.getByText('I have written it down').click();
    await button('Done').click();
    await page.getByText('Encrypted. Opened by its passphrase, or the recovery key.').waitFor();
    expect(isEncrypted(library)).toBe(true);
    await app.pictures('encryption-settings');
    expect(await hindrances(page)).toEqual([]);
  });

  test('is locked when the app is started again, and opens with its passphrase, by keys alone', {
    timeout,
  }, async () => {
    await startAgain();
    const { page } = app;
    await page.getByRole('heading', { name: 'This library is locked' }).waitFor();
    expect(await page.getByText('person 1').count()).toBe(0);
    expect(await hindrances(page)).toEqual([]);
    await app.pictures('locked');
    await page.setViewportSize({ width: 800, height: 600 });
    expect(await shownSideways(page)).toEqual([]);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.keyboard.type('correct house battery');
    await page.keyboard.press('Enter');
    await page.getByText('This is not the passphrase of the library.').waitFor({ timeout });
    await app.pictures('locked-wrong');
    await field('Passphrase').fill(first);
    await page.keyboard.press('Enter');
    await page.getByRole('navigation').first().waitFor({ timeout });
    await goTo(page, 'people');
    await page.getByText('person 1').first().waitFor();
  });

  test('is opened in Japanese by the recovery key, with a new passphrase', { timeout }, async () => {
    await speak(app.page, 'ja');
    const storage = await app.page.evaluate(() => ({ ...localStorage }));
    await startAgain();
    const { page } = app;
    // Another host has another address, for which the browser keeps nothing yet.
    await page.evaluate((kept) => Object.assign(localStorage, kept), storage);
    await page.reload();
    await page.getByRole('heading', { name: 'このライブラリはロックされています' }).waitFor();
    await app.pictures('locked-ja');
    await button('パスフレーズを失くした場合').click();
    await field('復旧キー').fill(`${recoveryKey.slice(0, -1)}U`);
    await field('新しいパスフレーズ').fill(second);
    await field('もう一度').fill(second);
    await button('パスフレーズを決めて開く').click();
    await page.getByText('復旧キーではありません。書き間違いがあるか、一部が欠けています。').waitFor();
    await app.pictures('recover-ja');
    expect(await hindrances(page)).toEqual([]);
    await field('復旧キー').fill(recoveryKey.toLowerCase());
    await button('パスフレーズを決めて開く').click();
    await page.getByRole('navigation').first().waitFor({ timeout });
    await speak(page, 'en');
  });

  test('takes another encrypted one in by its passphrase, which stays encrypted', { timeout }, async () => {
    const { page, services } = app;
    const other = await temporaryFolder();
    (await madeUpLibrary(other, 4, 2)).close();
    await encryptLibrary(other, { passphrase: first, keychain: null });
    lockLibrary(other);
    await goTo(page, 'settings');
    await button('Merge…').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Folder of the other library').fill(other);
    await button('Look').click();
    await field('Passphrase').fill('correct house battery');
    await button('Look').click();
    await dialog.getByText('This is not the passphrase of the library.').waitFor({ timeout });
    await app.pictures('merge-locked');
    expect(await hindrances(page)).toEqual([]);
    await field('Passphrase').fill(first);
    await button('Look').click();
    await dialog.getByRole('row', { name: /^People/ }).waitFor({ timeout });
    expect(await dialog.getByRole('row', { name: /^People/ }).textContent()).toBe('People13');
    await dialog.getByRole('button', { name: 'Merge', exact: true }).click();
    await expect
      .poll(async () => ((await services.call('people.list', undefined)) as unknown[]).length, { timeout })
      .toBe(4);
    expect(isEncrypted(other)).toBe(true);
    await dialog.waitFor({ state: 'detached', timeout });
  });

  test('has its passphrase changed and is decrypted with the one of now alone', { timeout }, async () => {
    const { page } = app;
    await goTo(page, 'settings');
    await button('Turn off…').click();
    await field('Passphrase of now').fill(first);
    await button('Turn off').click();
    await page.getByText('This is not the passphrase of the library.').waitFor({ timeout });
    await app.pictures('turn-off');
    await button('Cancel').click();
    await button('Change…').click();
    await field('Passphrase of now').fill(second);
    await field('New passphrase').fill(first);
    await field('Once more').fill(first);
    await app.pictures('change-locks');
    expect(await hindrances(page)).toEqual([]);
    await button('Change').click();
    await page.getByText('The library has new locks.').waitFor({ timeout });
    await button('New recovery key…').click();
    await field('Passphrase of now').fill(first);
    await button('Make').click();
    await page.getByText('Your recovery key').waitFor({ timeout });
    expect(await page.locator('[data-recovery-key]').textContent()).not.toBe(recoveryKey);
    await page.getByText('I have written it down').click();
    await button('Done').click();
    await button('Turn off…').click();
    await field('Passphrase of now').fill(first);
    await button('Turn off').click();
    await page.getByText('The library is in clear.').waitFor({ timeout });
    expect(isEncrypted(library)).toBe(false);
    expect(app.problems).toEqual([]);
  });
});
