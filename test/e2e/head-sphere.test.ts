import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, openApp } from '../helpers/app.ts';
import { openBrowser } from '../helpers/browser.ts';

import { addMadeUpPeople } from '../helpers/made-up-library.ts';

const browser: Browser | null = await openBrowser();

describe.skipIf(browser === null)('the sphere of a head, in Chromium', () => {
  let app: App;
  let page: Page;

  beforeAll(async () => {
    app = await openApp(browser!, async (services) => {
      await addMadeUpPeople(services, 12, 3);
      const ended = new Promise((resolve) => {
        services.on(
          (event) => event.type === 'training' && event.event.type === 'finished' && resolve(event),
        );
      });
      await services.call('training.start', {
        loss: 'arcface',
        epochs: 20,
        head: { dim: 3 },
        strangers: 0,
      });
      await ended;
    });
    page = app.page;
  });

  afterAll(async () => {
    await app?.close();
    await browser?.close();
  });

  test('the sphere shows the centres, exactly for a 3-D head, and a row selects one', async () => {
    await page.getByRole('link', { name: 'Sphere' }).click();
    await page.getByLabel('Head', { exact: true }).selectOption({ label: 'arcface-1 (3, no verdict)' });
    await page.getByText('Shown without distortion.').waitFor();
    const numbers = page.getByRole('region', { name: 'The spread in numbers' });
    await expect.poll(() => numbers.textContent()).toContain('63.43° (Tammes table, proven)');
    await page.getByRole('button', { name: 's07', exact: true }).click();
    await page.locator('.sphere .card').getByText('s07').waitFor();
    await page.locator('.sphere').focus();
    await page.keyboard.press('ArrowLeft');
    await app.pictures('sphere');
    await page.getByLabel('Head', { exact: true }).selectOption({ label: 'pretrained (128)' });
    await page.getByText(/^Projected from more dimensions/).waitFor();
  });

  test('nothing went wrong in the window', () => {
    expect(app.problems).toEqual([]);
  });
});
