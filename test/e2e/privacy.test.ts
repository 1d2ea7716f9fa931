import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '../../src-main/store/store.ts';
import type { Output, Person } from '../../src-shared/contract/index.ts';
import { type App, openApp, speak } from '../helpers/app.ts';
import { hindrances, openBrowser } from '../helpers/browser.ts';
import { temporaryFolder } from '../helpers/cli.ts';
import { addMadeUpPeople } from '../helpers/made-up-library.ts';
import { goTo, shownSideways } from '../helpers/screens.ts';

const browser: Browser | null = await openBrowser();
const minutes = 60_000;

describe.skipIf(browser === null)('privacy in the settings, in Chromium', () => {
  let app: App;
  let page: Page;
  const library = temporaryFolder();
  const panel = () => page.getByRole('region', { name: /^(Privacy|プライバシー)$/ });

  beforeAll(async () => {
    app = await openApp(browser!, (services) => addMadeUpPeople(services, 4, 3), await library);
    page = app.page;
    const { call } = app.services;
    const [first] = (await call('people.list', undefined)) as Person[];
    const consent = { note: 'signed', given: '2019-01-01', until: '2020-01-01' };
    await call('people.update', { personId: first!.id, consent });
    const { faces } = (await call('library.faces', { personId: first!.id })) as Output<'library.faces'>;
    await call('people.moveFaces', { faceIds: [faces[0]!.id], to: null });
    const store = openStore(await library);
    store.db.exec("UPDATE photos SET read_at = '2020-01-01T00:00:00.000Z'");
    store.close();
    await goTo(page, 'settings');
  }, 2 * minutes);
  afterAll(async () => {
    await app?.close();
    await browser?.close();
  });

  test('nothing is due until a rule is set; then it is shown, asked about and erased', {
    timeout: 4 * minutes,
  }, async () => {
    const { call } = app.services;
    expect(await panel().getByText('Due today').count()).toBe(0);
    await panel().getByText('List', { exact: true }).click();
    await panel().getByText('The consent of 1 person has ended').waitFor();
    await panel().getByLabel('Faces of strangers').selectOption('12');
    await panel()
      .getByText(/1 face of strangers is old enough to go$/)
      .waitFor();
    await panel().getByRole('button', { name: 'Look…' }).click();
    const dialog = page.getByRole('dialog', { name: 'What is due by the rules' });
    await dialog.getByRole('link', { name: 'Show them in People' }).waitFor();
    expect(await dialog.getByRole('img', { includeHidden: true }).count()).toBe(1);
    expect(await hindrances(page)).toEqual([]);
    await app.pictures('privacy-due');
    await dialog.getByRole('button', { name: 'Erase 1 face…' }).click();
    const question = page.getByRole('dialog', { name: 'Erase 1 face for good?' });
    await question.getByRole('button', { name: 'Cancel' }).click();
    await dialog.getByRole('button', { name: 'Erase 1 face…' }).click();
    expect(await hindrances(page)).toEqual([]);
    await app.pictures('privacy-erase');
    expect((await call('library.summary', undefined)) as object).toMatchObject({ faces: 12 });
    await question.getByRole('button', { name: 'Erase for good' }).click();
    await page.getByText('1 face of strangers erased.').waitFor({ timeout: 2 * minutes });
    expect((await call('library.summary', undefined)) as object).toMatchObject({ faces: 11 });
  });

  test.each(['en', 'ja'] as const)(
    'hinders nobody in %s, at any size',
    { timeout: 4 * minutes },
    async (language) => {
      await speak(page, language);
      await panel().scrollIntoViewIfNeeded();
      expect(await hindrances(page)).toEqual([]);
      await app.pictures(`privacy-${language}`);
      await page.setViewportSize({ width: 800, height: 600 });
      expect(await shownSideways(page)).toEqual([]);
      await page.setViewportSize({ width: 1280, height: 800 });
      await speak(page, 'en');
    },
  );

  test('the record of processing takes what people write, and is alone on paper', {
    timeout: 4 * minutes,
  }, async () => {
    await panel().getByRole('button', { name: 'Open' }).click();
    const record = page.getByRole('region', { name: 'Record of processing activities' });
    await record.getByText(/^4 people with a name/).waitFor();
    await page.getByLabel('Purposes').fill('The yearbook of our club.');
    await page.keyboard.press('Tab');
    await record.getByText('The yearbook of our club.').waitFor();
    await app.pictures('privacy-record');
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const shown = (name: string) => page.getByRole('navigation', { name }).isVisible();
    expect(await shown('Screens')).toBe(false);
    expect(await page.getByRole('button', { name: 'Print' }).isVisible()).toBe(false);
    expect(await page.getByLabel('Purposes').isVisible()).toBe(false);
    expect(await record.isVisible()).toBe(true);
    // All of it, and not only what fits on a screen.
    const heights = await page.evaluate(() => [
      document.body.scrollHeight,
      document.querySelector('section')!.getBoundingClientRect().bottom,
    ]);
    expect(heights[0]!).toBeGreaterThanOrEqual(Math.floor(heights[1]!));
    await page.emulateMedia({ media: 'screen', colorScheme: 'light' });
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as a page' }).click();
    expect((await download).suggestedFilename()).toMatch(/^record-of-processing-\d{4}-\d\d-\d\d\.html$/);
    await speak(page, 'ja');
    await page.getByRole('heading', { name: '処理活動の記録' }).waitFor();
    expect(await hindrances(page)).toEqual([]);
    await app.pictures('privacy-record-japanese');
  });

  test('nothing went wrong in the window', () => {
    expect(app.problems).toEqual([]);
  });
});
