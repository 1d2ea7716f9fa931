import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person, Quality } from '../../src-shared/contract/index.ts';
import { type App, openApp, speak } from '../helpers/app.ts';
import { openBrowser } from '../helpers/browser.ts';
import { someDemoPeople } from '../helpers/cli.ts';
import { readMadeUp } from '../helpers/made-up-library.ts';
import { orlFolder } from '../helpers/orl.ts';

const browser: Browser | null = await openBrowser();

/** Four photos of each of four people: of each the second is tiny and the third turned away; s04 is tiny on all. */
function qualityAt(path: string): Quality {
  const [, person, photo] = path.match(/s(\d+)\D+(\d+)\.png$/)!;
  const size = person === '04' || photo === '02' ? 6 : 60;
  const yaw = photo === '03' ? -75 : 12;
  return {
    size,
    sharpness: 90,
    brightness: 110,
    clipped: { shadows: 0.01, highlights: 0 },
    pose: { yaw, pitch: -4, roll: 3 },
  };
}

describe.skipIf(browser === null)('the quality of faces, in Chromium', () => {
  let app: App;
  let page: Page;

  beforeAll(async () => {
    const folder = await someDemoPeople(['s01', 's02', 's03', 's04'], [1, 2, 3, 4]);
    app = await openApp(browser!, (services) =>
      readMadeUp(services, folder, (path) => ({ quality: qualityAt(path) })),
    );
    page = app.page;
  });

  afterAll(async () => {
    await app?.close();
    await browser?.close();
  });

  const leftOut = () => page.getByTestId('left-out').filter({ visible: true });
  const faces = () => page.getByRole('listbox', { name: 'All faces' }).getByRole('option');
  const choose = async (name: RegExp) => {
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name }).click();
  };

  test('the library says how many faces are left out and why, and shows just them', async () => {
    await faces().first().waitFor();
    await choose(/^Problems/);
    await expect
      .poll(() => leftOut().textContent())
      .toContain('10 of 16 faces left out: 7 too small, 3 turned away.');
    await app.pictures('quality-problems');
    await page.getByRole('button', { name: 'Show the poor faces' }).click();
    await expect.poll(() => page.getByTestId('counts').textContent()).toBe('10 faces');
    expect(
      await faces()
        .filter({ has: page.getByLabel('poor') })
        .count(),
    ).toBe(10);
    await app.pictures('quality-left-out');
  });

  test('a face tells its quality part by part, by keyboard, too', async () => {
    await page.getByRole('listbox', { name: 'All faces' }).focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    const inspector = page.getByRole('complementary', { name: 's01' });
    await inspector.getByText('Not used: it cannot be seen well enough.').waitFor();
    await inspector.getByText('Quality', { exact: true }).first().click();
    await inspector.getByText('Left out of training and enrolment: turned away.').waitFor();
    const row = (name: string) => inspector.getByRole('row', { name: new RegExp(`^${name}`) });
    expect(await row('Size').textContent()).toContain('60 pixels');
    expect(await row('Light').textContent()).toContain('brightness 110 of 255; 1.0 % black, 0.0 % white');
    expect(await row('Pose').textContent()).toMatch(/yaw -75°, pitch -4°, roll 3°.*0\.07/);
    expect(await row('Quality').textContent()).toMatch(/0\.49$/);
    await app.pictures('quality-face');
    await page.getByRole('listbox', { name: 'All faces' }).focus();
    await page.keyboard.press('Escape');
    await expect.poll(() => inspector.count()).toBe(0);
  });

  test('enrolling everybody leaves poor faces out and names who is left without one', async () => {
    await choose(/^Enrol everyone$/);
    const toast = page.getByText(/3 people enrolled\./);
    await toast.waitFor();
    const text = await toast.textContent();
    expect(text).toContain('10 of 16 faces left out: 7 too small, 3 turned away.');
    expect(text).toContain('Not enrolled, because no face is good enough: s04.');
    await toast.locator('..').getByRole('button', { name: 'Undo' }).click();
    const chosen = async () =>
      ((await app.services.call('people.list', undefined)) as Person[]).filter((one) => one.chosen).length;
    await expect.poll(chosen).toBe(0);
  });

  test('a changed limit is counted again, and is the same for training', async () => {
    await choose(/^Problems/);
    await page.getByText('Which faces are too poor to use').first().click();
    await page.getByLabel('Maximum yaw, degrees').first().fill('80');
    await expect.poll(() => leftOut().textContent()).toContain('7 of 16 faces left out: 7 too small.');
    await app.pictures('quality-limits');
    await page.getByRole('link', { name: 'Train', exact: true }).click();
    await expect.poll(() => leftOut().textContent()).toContain('7 of 16 faces left out: 7 too small.');
    await app.pictures('quality-train');
    await page.getByRole('button', { name: 'Start training' }).click();
    await page.getByText(/^3 people, 6 faces to train on, 3 to validate/).waitFor({ timeout: 180_000 });
    await page.reload();
    await expect.poll(() => leftOut().textContent()).toContain('7 of 16 faces left out: 7 too small.');
  });

  test('without limits all are taken', async () => {
    await page.getByRole('link', { name: 'Library', exact: true }).click();
    await choose(/^Problems/);
    await page.getByText('Which faces are too poor to use').first().click();
    await page.getByLabel('Leave poor faces out').first().uncheck();
    await expect.poll(() => leftOut().textContent()).toContain('All faces are used.');
    await page.getByRole('button', { name: 'Defaults' }).first().click();
    await expect.poll(() => leftOut().textContent()).toContain('10 of 16 faces left out');
  });

  test('a poor probe is looked at all the same, with a hint', { timeout: 180_000 }, async () => {
    await page.getByLabel('Minimum side, pixels').first().fill('500');
    await page.getByRole('link', { name: 'Recognise', exact: true }).click();
    await page
      .getByLabel('Choose photos')
      .first()
      .setInputFiles(join(orlFolder, 's11', '01.png'));
    await page
      .getByText('This face is too small: a better photo would give a more certain answer.')
      .waitFor({ timeout: 180_000 });
    await app.pictures('quality-probe');
    await page.getByRole('link', { name: 'Library', exact: true }).click();
    await choose(/^Problems/);
    await page.getByText('Which faces are too poor to use').first().click();
    await page.getByRole('button', { name: 'Defaults' }).first().click();
  });

  test('in Japanese, too', async () => {
    await speak(page, 'ja');
    await expect
      .poll(() => leftOut().textContent())
      .toContain('顔 16 個のうち 10 個を除外: 小さすぎる 7 個、横や上下を向いている 3 個。');
    await app.pictures('quality-japanese');
  });

  test('nothing went wrong in the window', () => {
    expect(app.problems).toEqual([]);
  });
});
