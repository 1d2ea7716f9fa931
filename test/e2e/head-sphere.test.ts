import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, openApp } from '../helpers/app.ts';
import { hindrances, openBrowser } from '../helpers/browser.ts';

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
    await page.getByRole('link', { name: 'Sphere', exact: true }).click();
    await page.getByLabel('Head', { exact: true }).selectOption({ label: 'arcface-1 (3, no verdict)' });
    await page.getByText('Shown without distortion.').waitFor();
    const numbers = page.getByRole('region', { name: 'The spread in numbers' });
    await expect.poll(() => numbers.textContent()).toContain('63.43° (Tammes table, proven)');
    await page.getByRole('button', { name: 's07', exact: true }).click();
    await page.getByTestId('card').getByText('s07').waitFor();
    await page.getByTestId('sphere').focus();
    await page.keyboard.press('ArrowLeft');
    await app.pictures('sphere');
    await page.getByLabel('Head', { exact: true }).selectOption({ label: 'pretrained (128)' });
    await page.getByText(/^Projected from more dimensions/).waitFor();
  });

  test('a picture of 128 dimensions says how far it is off, and a heatmap has the true angles', async () => {
    await page.getByText(/^Angles are off by \d+° on average$/).waitFor();
    await page.getByText(/truly nearest; for \d+ of 12/).waitFor();
    await app.pictures('sphere-projected');
    await page.getByRole('button', { name: 'See the true angles' }).click();
    const heatmap = page.getByTestId('angles');
    await heatmap.waitFor();
    const { width, height } = (await heatmap.boundingBox())!;
    const position = { x: 0.02 * width, y: 0.98 * height };
    await heatmap.hover({ position });
    await page
      .getByText(/^s\d\d – s\d\d: \d+\.\d\d°$/)
      .first()
      .waitFor();
    await heatmap.click({ position });
    await app.pictures('sphere-angles');
  });

  test('those who are selected are opened, and going back shows the same again', async () => {
    await page.getByRole('button', { name: 'Show these people' }).click();
    await page.getByRole('heading', { level: 1, name: 'People' }).waitFor();
    expect(new URL(page.url()).hash).toMatch(/^#\/people\?selected=(\d+\.\d+)&among=\1$/);
    await page.getByRole('button', { name: 'Only 2 chosen people' }).waitFor();
    await page.goBack();
    await page.getByTestId('angles').waitFor();
    expect(await page.getByLabel('Head', { exact: true }).locator('option:checked').textContent()).toBe(
      'pretrained (128)',
    );
  });

  test('a map keeps the neighbours, and says for how many', async () => {
    await page.getByRole('radiogroup', { name: 'Drawn as' }).getByText('Map').click();
    await page.getByTestId('map').waitFor();
    expect(new URL(page.url()).hash).toContain('view=map');
    const kept = await page.getByText(/^Nearest kept for \d+ of 12$/).textContent();
    expect(Number(kept!.match(/\d+/)![0])).toBeGreaterThanOrEqual(6);
    await page.getByText(/On the sphere: \d+\./).waitFor();
    await page.getByRole('button', { name: 's07', exact: true }).click();
    await page.getByTestId('card').getByText('s07').waitFor();
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await hindrances(page)).toEqual([]);
    }
    await centred('map');
    await app.pictures('sphere-map');
  });

  test('a lasso on the map takes all people, whose faces are then shown, and coming back they are still selected', async () => {
    await page.getByRole('button', { name: 'Lasso' }).click();
    await lassoAll('map');
    await page.getByText('12 people are selected', { exact: false }).waitFor();
    await app.pictures('sphere-lasso');
    await page.getByRole('button', { name: 'Open as faces' }).click();
    await page.getByRole('heading', { level: 1, name: 'Library' }).waitFor();
    await expect.poll(() => page.getByRole('combobox', { name: 'Person' }).inputValue()).toBe('12 people');
    await page.goBack();
    await page.getByText('12 people are selected', { exact: false }).waitFor();
  });

  test('a lasso with Alt takes people out of the selection, and keys select all and nobody', async () => {
    await page.getByRole('toolbar', { name: '12 people with 36 faces selected' }).waitFor();
    const cleared = page.getByText('Click a point to select it', { exact: false });
    await page.keyboard.down('Alt');
    await lassoAll('map');
    await page.keyboard.up('Alt');
    await cleared.waitFor();
    await page.keyboard.press('Control+a');
    await page.getByText('12 people are selected', { exact: false }).waitFor();
    await page.keyboard.press('Escape');
    await cleared.waitFor();
    const lasso = page.getByRole('button', { name: 'Lasso', exact: true });
    await page.keyboard.press('l');
    await expect.poll(() => lasso.getAttribute('aria-pressed')).toBe('true');
    await page.keyboard.press('l');
    await expect.poll(() => lasso.getAttribute('aria-pressed')).toBe('false');
    await page.keyboard.press('Control+a');
  });

  test('a lasso with Shift on the sphere takes those in front, and keys add their neighbours', async () => {
    await page.getByRole('radiogroup', { name: 'Drawn as' }).getByText('Sphere').click();
    await page.getByRole('button', { name: 'Clear the selection' }).click();
    const chosen = () => new URLSearchParams(page.url().split('?')[1]).get('chosen')?.split('.').length ?? 0;
    await expect.poll(chosen).toBe(0);
    // All people are in front at first: by this turn about half of them are behind.
    await page.getByTestId('sphere').focus();
    for (let i = 0; i < sixthOfATurn; i++) await page.keyboard.press('ArrowRight');
    // What is above the sphere may still change, and move it away under the pointer: then the line is drawn once more, and adds the rest.
    await expect
      .poll(async () => {
        await page.keyboard.down('Shift');
        await lassoAll('sphere');
        await page.keyboard.up('Shift');
        return chosen();
      })
      .toBeGreaterThan(1);
    expect(chosen()).toBeLessThan(12);
    await page.getByRole('button', { name: 'Clear the selection' }).click();
    await page.getByRole('button', { name: 's07', exact: true }).click();
    await page.getByRole('button', { name: 'Add neighbours' }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(chosen).toBeGreaterThan(1);
    await page.getByRole('button', { name: 'Clear the selection' }).click();
  });

  /** The picture, in the middle of the window. */
  async function centred(testId: string) {
    const picture = page.getByTestId(testId);
    await picture.evaluate((element) => element.scrollIntoView({ block: 'center' }));
    return picture;
  }

  /** Presses of an arrow key, five degrees each. */
  const sixthOfATurn = 12;

  /** Drags around nearly the whole picture, inside of its round corners. */
  async function lassoAll(testId: string): Promise<void> {
    const { x, y, width, height } = (await (await centred(testId)).boundingBox())!;
    const inset = 14;
    const corners = [
      [inset, inset],
      [width - inset, inset],
      [width - inset, height - inset],
      [inset, height - inset],
    ] as const;
    await page.mouse.move(x + inset, y + inset);
    await page.mouse.down();
    for (const [dx, dy] of corners) await page.mouse.move(x + dx, y + dy, { steps: 4 });
    await page.mouse.up();
  }

  test('a button leads back from a person to the whole sphere', async () => {
    await page.getByRole('radiogroup', { name: 'Drawn as' }).getByText('Sphere').click();
    const whole = page.getByRole('button', { name: 'Show the whole' });
    expect(await whole.isDisabled()).toBe(true);
    await page.getByLabel('Find a person').fill('s03');
    await page.keyboard.press('Enter');
    await whole.click();
    await expect.poll(() => whole.isDisabled(), { timeout: 180_000 }).toBe(true);
  });

  test('the wheel zooms, and what is around the sphere stays', async () => {
    const scroller = page.getByTestId('scroller');
    await page.getByTestId('sphere').hover();
    const before = await scroller.evaluate((element) => element.scrollTop);
    await page.mouse.wheel(0, -400);
    await expect
      .poll(() => page.getByRole('button', { name: 'Show the whole' }).isEnabled(), { timeout: 180_000 })
      .toBe(true);
    expect(await scroller.evaluate((element) => element.scrollTop)).toBe(before);
  });

  test('people are tagged, found by the tag, opened as faces, and left out of training', async () => {
    await page.evaluate(() => (location.hash = '#/sphere?view=map'));
    await page.getByTestId('map').waitFor();
    await page.getByRole('button', { name: 's07', exact: true }).click();
    await page.getByRole('toolbar', { name: '1 person with 3 faces selected' }).waitFor();
    await page.keyboard.press('t');
    const dialog = page.getByRole('dialog', { name: 'Tag…' });
    await dialog.getByRole('combobox', { name: 'Tag', exact: true }).fill('doubtful');
    expect(await hindrances(page)).toEqual([]);
    await app.pictures('sphere-tag');
    await dialog.getByRole('button', { name: 'Tag', exact: true }).click();
    await page.getByText('Tagged 1 person doubtful: yes').first().waitFor();

    await page.getByRole('button', { name: 'Filters', exact: true }).click();
    await page.getByRole('combobox', { name: 'Tag' }).selectOption({ label: 'doubtful' });
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Clear the selection' }).click();
    await page.getByText('1 of 12 people fit the filters', { exact: false }).waitFor();
    expect(await hindrances(page)).toEqual([]);
    await app.pictures('sphere-filtered');
    await page.getByRole('button', { name: 'Select all 1' }).click();
    await page.getByRole('button', { name: 'Open as faces' }).click();
    await page.getByRole('heading', { level: 1, name: 'Library' }).waitFor();
    await expect.poll(() => page.getByTestId('counts').textContent()).toBe('3 faces');
    await page.reload();
    await expect.poll(() => page.getByTestId('counts').textContent()).toBe('3 faces');
    await page.getByRole('button', { name: 'Filters, 1 set' }).waitFor();

    const grid = page.getByRole('listbox', { name: 'All faces' });
    await grid.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('Shift+ArrowRight');
    await page.getByRole('toolbar', { name: '2 faces selected' }).waitFor();
    await app.pictures('faces-tagging');
    await page.getByRole('button', { name: 'Train without these…' }).click();
    await page.getByRole('button', { name: 'Tag, and go to Train' }).click();
    await page.getByRole('heading', { level: 1, name: 'Train' }).waitFor();
    await page
      .getByText('2 faces with the tag “not for training: yes” are left out.', { exact: false })
      .waitFor();
    // A chart would show what is under the pointer.
    await page.mouse.move(0, 0);
    expect(await hindrances(page)).toEqual([]);
    await app.pictures('train-without');
  });

  test('nothing went wrong in the window', () => {
    expect(app.problems).toEqual([]);
  });
});
