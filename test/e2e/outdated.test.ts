import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, describe, expect, test } from 'vitest';
import { openApp, speak } from '../helpers/app.ts';
import { openBrowser } from '../helpers/browser.ts';
import { temporaryFolder } from '../helpers/cli.ts';

const browser: Browser | null = await openBrowser();
const oldLibrary = fileURLToPath(new URL('../fixtures/libraries/ssd', import.meta.url));

describe.skipIf(browser === null)('a library of an older version, in Chromium', () => {
  afterAll(() => browser?.close());

  test('says how many faces are outdated, in both languages, and is brought up to date by the window’s worker', {
    timeout: 180_000,
  }, async () => {
    const library = join(await temporaryFolder(), 'old');
    await cp(oldLibrary, library, { recursive: true });
    const app = await openApp(browser!, undefined, library);
    const { page, services } = app;
    const banner = page.getByTestId('outdated');
    await banner.waitFor();
    expect(await banner.textContent()).toContain('An older version of Tammes described 22 faces');
    expect(await page.getByTestId('counts').textContent()).toBe('6 people, 22 photos, 22 faces');
    await app.pictures('library-outdated');
    await speak(page, 'ja');
    expect(await banner.textContent()).toContain('顔 22 個の特徴は古いバージョンの Tammes のもので');
    await app.pictures('library-outdated-japanese');
    await page.getByRole('button', { name: '更新する' }).click();
    await page.getByText('すべての顔の特徴が最新になりました。').waitFor({ timeout: 180_000 });
    await expect.poll(() => banner.count()).toBe(0);
    expect(await services.call('library.summary', undefined)).toMatchObject({ faces: 22, outdated: 0 });

    await speak(page, 'en');
    await page.getByRole('link', { name: 'Recognise', exact: true }).click();
    await page.getByRole('button', { name: /^head: / }).click();
    await page.getByText('64 dimensions · trained on older features · no verdict').first().waitFor();
    expect(app.problems).toEqual([]);
    await app.close();
  });
});
