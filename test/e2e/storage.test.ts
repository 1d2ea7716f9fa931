import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { followMoves } from '../../src-main/moved-library.ts';
import { openStore } from '../../src-main/store/store.ts';
import { madeUpLibrary } from '../gallery/enrolled.ts';
import { type App, openApp, speak } from '../helpers/app.ts';
import { hindrances, openBrowser } from '../helpers/browser.ts';
import { temporaryFolder } from '../helpers/cli.ts';
import { damageRows } from '../helpers/damage.ts';
import { goTo, shownSideways } from '../helpers/screens.ts';

const browser: Browser | null = await openBrowser();
const minutes = 60_000;

describe.skipIf(browser === null)('the storage of a library, in Chromium', () => {
  let app: App;
  const library = temporaryFolder();
  const panel = () => app.page.getByRole('region', { name: /^(Storage|保管)$/ });
  const button = (name: string | RegExp) => panel().getByRole('button', { name });

  beforeAll(async () => {
    (await madeUpLibrary(await library, 3, 2)).close();
    app = await openApp(browser!, undefined, await library);
    await goTo(app.page, 'settings');
  }, 2 * minutes);
  afterAll(async () => {
    await app.close();
    await browser?.close();
  });

  test('is checked at a press, and says when it was healthy', { timeout: 4 * minutes }, async () => {
    await panel().getByText('Not checked yet.').waitFor();
    await button('Check now').click();
    await panel()
      .getByText(/^Checked on .*: healthy$/)
      .waitFor({ timeout: 2 * minutes });
    expect(await app.page.getByText('damaged').count()).toBe(0);
  });

  test('is backed up, and a backup is restored after a look into it, and this is undone', {
    timeout: 6 * minutes,
  }, async () => {
    const { page, services } = app;
    await button('Back up now').click();
    await button(/^Restore the backup of/).waitFor({ timeout: 2 * minutes });
    const [person] = (await services.call('people.list', undefined)) as { id: number }[];
    await services.call('people.rename', { personId: person!.id, name: 'Ada' });
    await button(/^Restore the backup of/).click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByRole('row', { name: /^Faces/ }).textContent()).toBe('Faces66');
    await app.pictures('storage-restore');
    expect(await hindrances(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Restore', exact: true }).click();
    await page.getByText('The backup is restored.').waitFor({ timeout: 2 * minutes });
    const names = async () =>
      ((await services.call('people.list', undefined)) as { name: string }[]).map(({ name }) => name);
    expect(await names()).not.toContain('Ada');
    await panel().getByRole('cell', { name: 'Before a restore' }).waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(names, { timeout: 2 * minutes }).toContain('Ada');
  });

  test('has a schedule, whose choice is kept', async () => {
    await panel().getByText('Off', { exact: true }).click();
    await panel().getByLabel('Keep').selectOption('7');
    await expect.poll(() => app.services.call('storage.plan', undefined)).toEqual({ daily: false, kept: 7 });
  });

  test('takes another library in after a look at what comes, and undo takes it back', {
    timeout: 6 * minutes,
  }, async () => {
    const { page, services } = app;
    const other = await temporaryFolder();
    const store = await madeUpLibrary(other, 5, 2);
    store.db.exec("UPDATE people SET note = 'there' WHERE name = 'person 1'");
    store.close();
    const people = (await services.call('people.list', undefined)) as { id: number; name: string }[];
    const { id } = people.find(({ name }) => name === 'person 1')!;
    await services.call('people.update', { personId: id, note: 'here' });
    await button('Merge…').click();
    const dialog = page.getByRole('dialog', { name: 'Merge a library into this one' });
    await dialog.getByLabel('Folder of the other library').fill(await library);
    await dialog.getByRole('button', { name: 'Look' }).click();
    await dialog.getByText(/is the library itself/).waitFor({ timeout: 2 * minutes });
    await dialog.getByLabel('Folder of the other library').fill(other);
    await dialog.getByRole('button', { name: 'Look' }).click();
    await dialog.getByRole('row', { name: /^People/ }).waitFor({ timeout: 2 * minutes });
    expect(await dialog.getByRole('row', { name: /^People/ }).textContent()).toBe('People23');
    await dialog.getByRole('cell', { name: 'there', exact: true }).waitFor();
    expect(await hindrances(page)).toEqual([]);
    await app.pictures('storage-merge');
    await dialog.getByRole('button', { name: 'Merge', exact: true }).click();
    const count = async () => ((await services.call('people.list', undefined)) as unknown[]).length;
    await expect.poll(count, { timeout: 2 * minutes }).toBe(5);
    await panel().getByRole('cell', { name: 'Before a merge' }).waitFor();
    await page.getByText(/^Merged a library: 2 new people/).waitFor({ timeout: 2 * minutes });
    await page.getByRole('button', { name: 'Undo' }).first().click();
    await expect.poll(count, { timeout: 2 * minutes }).toBe(3);
  });

  test('is moved to a folder that does not exist yet, and goes on there', {
    timeout: 6 * minutes,
  }, async () => {
    const { page, services } = app;
    const to = join(await temporaryFolder(), 'moved');
    await button('Move…').click();
    const dialog = page.getByRole('dialog', { name: 'Move the library' });
    await dialog.getByLabel('New folder, which does not exist yet').fill(await library);
    await dialog.getByRole('button', { name: 'Move', exact: true }).click();
    await dialog.getByText(/lies in/).waitFor({ timeout: 2 * minutes });
    expect(await hindrances(page)).toEqual([]);
    await app.pictures('storage-move');
    await dialog.getByLabel('New folder, which does not exist yet').fill(to);
    await dialog.getByRole('button', { name: 'Move', exact: true }).click();
    await page.getByText(`The library is in ${to} now.`).waitFor({ timeout: 4 * minutes });
    expect(await services.call('app.info', undefined)).toMatchObject({ library: to });
    expect(followMoves(await library)).toBe(to);
    // Back, for what follows.
    await services.call('storage.move', { to: await library });
  });

  test.each(['en', 'ja'] as const)(
    'hinders nobody in %s, at any size',
    { timeout: 4 * minutes },
    async (language) => {
      const { page } = app;
      await speak(page, language);
      expect(await hindrances(page)).toEqual([]);
      await panel().scrollIntoViewIfNeeded();
      await app.pictures(`storage-${language}`);
      await page.setViewportSize({ width: 800, height: 600 });
      expect(await shownSideways(page)).toEqual([]);
      await page.setViewportSize({ width: 1280, height: 800 });
      await speak(page, 'en');
    },
  );

  test('that is damaged is told on every screen, with what works and what to do', {
    timeout: 6 * minutes,
  }, async () => {
    await app.close();
    damageRows(await library, "UPDATE people SET name = 'qerson 1' WHERE name = 'person 1'");
    app = await openApp(browser!, undefined, await library);
    const { page } = app;
    await goTo(page, 'settings');
    await button('Check now').click();
    await page.getByText('1 thing in this library is damaged.').waitFor({ timeout: 2 * minutes });
    await panel().getByText('Of the people, 1 are not as they were stored and 0 are lost.').waitFor();
    await panel().getByText('Still works: photos and pictures of faces, undo, runs.').waitFor();
    expect(await hindrances(page)).toEqual([]);
    await app.pictures('storage-damaged');
    await goTo(page, 'people');
    await page.getByRole('link', { name: 'See what works and what to do' }).click();
    await panel().waitFor();
    await speak(page, 'ja');
    await page.getByText('このライブラリの 1 件が壊れています。').waitFor();
    await app.pictures('storage-damaged-japanese');
    // The way out: the backup of before.
    await button(/のバックアップを復元…$/)
      .first()
      .click();
    await page.getByRole('dialog').getByRole('button', { name: '復元', exact: true }).click();
    await page.getByText(/壊れていたライブラリは .* にあります。/).waitFor({ timeout: 2 * minutes });
    const store = openStore(join(await library));
    expect(store.db.prepare("SELECT 1 FROM people WHERE name = 'person 1'").get()).toBeDefined();
    store.close();
    expect(app.problems).toEqual([]);
  });
});
