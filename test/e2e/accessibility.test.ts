import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Services } from '../../src-main/services/index.ts';
import { en } from '../../src-renderer/app/messages/en.ts';
import { type App, openApp, speak } from '../helpers/app.ts';
import { hindrances, openBrowser } from '../helpers/browser.ts';
import { damageRows } from '../helpers/damage.ts';
import { addMadeUpPeople, madeUpLibrary } from '../helpers/made-up-library.ts';
import { goTo, lastingMotion, shownSideways } from '../helpers/screens.ts';
import {
  checkLibrary,
  closeDialogs,
  damagedStates,
  emptyStates,
  filledStates,
  fillStates,
  nameOf,
  type State,
  showState,
} from '../helpers/states.ts';

const browser: Browser | null = await openBrowser();
afterAll(() => browser?.close());

const minutes = 60_000;
const patience = { timeout: 180_000 };

/** A library of which a name is not as it was stored, as a disk may damage it; it has been checked. */
async function damagedLibrary(): Promise<string> {
  const library = await madeUpLibrary(4, 2);
  damageRows(library, "UPDATE people SET name = 'qerson' WHERE name = 's01'");
  return library;
}

/** Colours are the same in both languages, and words in both themes. */
const looks = [
  { language: 'en', theme: 'light' },
  { language: 'ja', theme: 'dark' },
] as const;

describe.skipIf(browser === null).each<{
  library: string;
  folder?: () => Promise<string>;
  fill?: (services: Services) => Promise<void>;
  states: readonly State[];
}>([
  { library: 'an empty library', states: emptyStates },
  { library: 'a library with people and a run', fill: fillStates, states: filledStates },
  { library: 'a damaged library', folder: damagedLibrary, fill: checkLibrary, states: damagedStates },
])('every screen of $library, in Chromium', ({ folder, fill, states, library }) => {
  let app: App;
  let page: Page;

  beforeAll(async () => {
    app = await openApp(browser!, fill, await folder?.());
    page = app.page;
  }, 4 * minutes);
  afterAll(() => app?.close());

  test.each(looks)(
    'hinders nobody in the $theme theme, in $language',
    { timeout: 10 * minutes },
    async ({ language, theme }) => {
      await closeDialogs(page);
      await speak(page, language);
      for (const state of states) {
        await page.emulateMedia({ colorScheme: theme });
        await showState(page, state, language);
        expect.soft(await hindrances(page), nameOf(state)).toEqual([]);
        await app.pictures(`${library.split(' ')[1]}-${nameOf(state)}-${language}`);
      }
    },
  );

  test.each(['en', 'ja'] as const)(
    'fits at 200 % without scrolling sideways, in %s',
    {
      timeout: 5 * minutes,
    },
    async (language) => {
      await closeDialogs(page);
      await speak(page, language);
      await page.emulateMedia({ colorScheme: 'light' });
      await page.setViewportSize({ width: 640, height: 400 });
      for (const state of states) {
        await showState(page, state, language);
        expect.soft(await shownSideways(page), nameOf(state)).toEqual([]);
        await app.picture(`${library.split(' ')[1]}-${nameOf(state)}-${language}-200`);
      }
      await page.setViewportSize({ width: 1280, height: 800 });
    },
  );

  test('keeps still for those who want no motion', { timeout: 5 * minutes }, async () => {
    await closeDialogs(page);
    await speak(page, 'en');
    await page.emulateMedia({ reducedMotion: 'reduce' });
    for (const state of states) {
      await showState(page, state, 'en');
      expect.soft(await lastingMotion(page), nameOf(state)).toEqual([]);
    }
    await page.emulateMedia({ reducedMotion: null });
  });

  test('asks nothing of other machines, and keeps to the policy', () => {
    expect(app.problems).toEqual([]);
  });
});

describe.skipIf(browser === null)('the keyboard alone, in Chromium', () => {
  let app: App;
  let page: Page;

  beforeAll(async () => {
    app = await openApp(browser!, (services) => addMadeUpPeople(services, 6, 4));
    page = app.page;
    await page.getByRole('heading', { level: 1 }).waitFor();
  });
  afterAll(() => app?.close());

  const focused = () =>
    page.evaluate(() => {
      const { activeElement: it } = document;
      return it?.getAttribute('aria-label') ?? it?.textContent ?? '';
    });
  const focusedTitle = () => page.evaluate(() => document.activeElement?.closest('h1')?.textContent ?? '');

  test('reaches every screen by Tab and Enter, and focus follows', { timeout: 6 * minutes }, async () => {
    const links = await page.getByRole('navigation', { name: en.shell.screens }).getByRole('link').all();
    expect(links.length).toBeGreaterThanOrEqual(9);
    await goTo(page, 'settings');
    for (const [i, link] of links.entries()) {
      await link.focus();
      if (i > 0) {
        // Tab leads from each to the next, but for the jobs that stand before the last.
        await links[i - 1]!.focus();
        for (let steps = 0; steps < 4; steps++) {
          await page.keyboard.press('Tab');
          if (await link.evaluate((it) => it === document.activeElement)) break;
        }
      }
      expect(await link.evaluate((it) => it === document.activeElement)).toBe(true);
      const address = await link.getAttribute('href');
      await page.keyboard.press('Enter');
      await expect.poll(() => new URL(page.url()).hash, patience).toContain(address!.replace('#', ''));
      await expect.poll(focusedTitle, patience).not.toBe('');
    }
  });

  test('skips the sidebar by the first link', async () => {
    await page.reload();
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('Tab');
    await expect.poll(focused, patience).toBe(en.shell.skip);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    const inSidebar = await page.evaluate(() => document.activeElement!.closest('nav') !== null);
    expect(inSidebar).toBe(false);
  });

  test('goes to any screen by the palette', { timeout: 4 * minutes }, async () => {
    for (const name of ['train', 'people', 'losses'] as const) {
      await page.keyboard.press('Control+k');
      await page.getByPlaceholder('Find an action or a person').waitFor();
      await page.keyboard.type(en.screens[name]);
      await page.getByRole('button', { name: en.screens[name], exact: true }).first().waitFor();
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: en.screens[name] }).waitFor();
    }
  });

  test('opens a dialog, stays in it, and comes back where it was', async () => {
    await goTo(page, 'people');
    await page.keyboard.press('Control+o');
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    for (let i = 0; i < 12; i++) {
      await page.keyboard.press('Tab');
      expect(await dialog.evaluate((it) => it.contains(document.activeElement))).toBe(true);
    }
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
  });

  test('hides a person, undoes it, and does it again', async () => {
    const people = page.getByRole('listbox', { name: en.screens.people });
    const count = () => people.getByRole('option').count();
    await goTo(page, 'people');
    await people.getByRole('option').first().waitFor();
    const before = await count();
    await people.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('h');
    await expect.poll(count, patience).toBe(before - 1);
    await page.keyboard.press('Control+z');
    await expect.poll(count, patience).toBe(before);
    await page.keyboard.press('Control+y');
    await expect.poll(count, patience).toBe(before - 1);
    await page.keyboard.press('Control+z');
    await expect.poll(count, patience).toBe(before);
  });

  test('chooses settings and starts a training', { timeout: 4 * minutes }, async () => {
    await goTo(page, 'train');
    await page.getByLabel('Epochs', { exact: true }).focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('2');
    await page.getByRole('button', { name: 'Start training' }).focus();
    await page.keyboard.press('Enter');
    await expect
      .poll(
        async () =>
          ((await app.services.call('training.runs', undefined)) as { status: string }[])[0]?.status,
        { timeout: 2 * minutes },
      )
      .toBe('finished');
  });

  test('asks nothing of other machines, and keeps to the policy', () => {
    expect(app.problems).toEqual([]);
  });
});
