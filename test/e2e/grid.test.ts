import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '../../src-shared/contract/index.ts';
import { type App, openApp } from '../helpers/app.ts';
import { hindrances, openBrowser } from '../helpers/browser.ts';
import { addMadeUpPeople } from '../helpers/made-up-library.ts';

const browser: Browser | null = await openBrowser();

afterAll(() => browser?.close());

describe.skipIf(browser === null)('a grid under the mouse, in Chromium', () => {
  let app: App;
  let page: Page;
  let grid: Locator;

  beforeAll(async () => {
    app = await openApp(browser!, (services) => addMadeUpPeople(services, 40, 3));
    page = app.page;
    grid = page.getByRole('listbox').first();
  });
  afterAll(() => app?.close());

  const middle = async (tile: Locator) => {
    const { x, y, width, height } = (await tile.boundingBox())!;
    return { x: x + width / 2, y: y + height / 2 };
  };
  const selected = () => grid.getByRole('option', { selected: true }).count();
  const show = async (screen: string) => {
    await page.getByRole('link', { name: screen, exact: true }).click();
    await grid.getByRole('option').nth(8).waitFor();
  };
  /** A slow double click: what the first click opens is laid out before the second. @returns the tile that the second hits. */
  async function doubleClick(tile: Locator) {
    const at = await middle(tile);
    const { width } = (await tile.boundingBox())!;
    await page.mouse.move(at.x, at.y);
    await page.mouse.down({ clickCount: 1 });
    await page.mouse.up({ clickCount: 1 });
    await expect.poll(() => tile.boundingBox().then((box) => box!.width)).not.toBe(width);
    const second = await page.evaluate(
      ({ x, y }) => document.elementFromPoint(x, y)?.closest('[role=option]')?.getAttribute('aria-label'),
      at,
    );
    await page.mouse.down({ clickCount: 2 });
    await page.mouse.up({ clickCount: 2 });
    return second;
  }

  test('a double click opens the item of its first click, though the second hits another', async () => {
    await show('People');
    const person = grid.getByRole('option', { name: /^s07, 3 photos/ });
    const second = await doubleClick(person);
    expect(second).toMatch(/, 3 photos/);
    expect(second).not.toMatch(/^s07,/);
    await expect.poll(() => page.url()).toMatch(/#\/library\?person=7$/);
    await show('Library');
    await expect.poll(() => grid.getByRole('option').first().getAttribute('aria-setsize')).toBe('120');
    await doubleClick(grid.getByRole('option').nth(6));
    await expect.poll(() => page.url()).toMatch(/face=7&photo=7&view=photo$/);
    await show('Library');
  });

  test('a band selects what it crosses, scrolls at the edge, adds with a key, and Escape gives it up', async () => {
    await page.keyboard.press('Escape');
    const box = (await grid.boundingBox())!;
    const [first, second] = [grid.getByRole('option').first(), grid.getByRole('option').nth(1)];
    const corner = { x: box.x + 5, y: box.y + 5 };
    const draw = async (to: { x: number; y: number }, from = corner) => {
      await page.mouse.move(from.x, from.y);
      await page.mouse.down();
      await page.mouse.move(to.x, to.y, { steps: 4 });
    };
    await draw(await middle(second));
    // It shows while it is drawn, and nothing opens beside the grid before it ends.
    expect(await selected()).toBe(2);
    expect((await grid.boundingBox())!.width).toBe(box.width);
    await page.mouse.up();
    await page.getByRole('toolbar', { name: '2 faces selected' }).waitFor();

    await draw(await middle(first));
    expect(await selected()).toBe(1);
    await page.keyboard.press('Escape');
    expect(await selected()).toBe(2);
    await page.mouse.up();
    expect(await selected()).toBe(2);

    // From a tile, with a key that adds.
    await page.keyboard.down('Shift');
    await draw(await middle(grid.getByRole('option').nth(3)), await middle(grid.getByRole('option').nth(2)));
    await page.mouse.up();
    await page.keyboard.up('Shift');
    await page.getByRole('toolbar', { name: '4 faces selected' }).waitFor();

    const top = (await grid.boundingBox())!;
    await draw({ x: top.x + top.width - 30, y: top.y + top.height - 2 }, { x: top.x + 5, y: top.y + 5 });
    await expect
      .poll(() => grid.evaluate((e) => e.scrollTop + e.clientHeight >= e.scrollHeight - 1))
      .toBe(true);
    await page.mouse.up();
    await page.getByRole('toolbar', { name: '120 faces selected' }).waitFor();
    expect(await page.evaluate(() => String(getSelection()))).toBe('');
    expect(app.problems).toEqual([]);
  });

  test('faces that are dragged scroll the cards and the strip of people at their edges', async () => {
    await page.keyboard.press('Escape');
    await show('People');
    const call = app.services.call;
    const people = async () =>
      ((await call('people.list', undefined)) as Person[]).map(({ name, faces }) => [name, faces]);
    const before = await people();
    await grid.getByRole('option', { name: /^s01,/ }).click();
    const face = page.getByRole('list', { name: 'Faces of s01' }).getByRole('button').first();
    const strip = page.getByRole('region', { name: 'Drop 1 face on a person' });
    const from = await middle(face);
    const width = (await grid.boundingBox())!.width;
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(from.x - 20, from.y, { steps: 3 });
    await strip.waitFor();
    // Nothing moves because of it.
    expect((await grid.boundingBox())!.width).toBe(width);
    const cards = (await grid.boundingBox())!;
    const bar = (await strip.boundingBox())!;

    // The last card can be scrolled clear of the strip.
    const scrolled = (end: 'first' | 'last') =>
      expect.poll(() =>
        grid.evaluate(
          (e, end) =>
            end === 'first' ? e.scrollTop === 0 : e.scrollTop + e.clientHeight >= e.scrollHeight - 1,
          end,
        ),
      );
    await page.mouse.move(cards.x + 90, bar.y - 4, { steps: 3 });
    await scrolled('last').toBe(true);
    const last = grid.getByRole('option', { name: /^s40,/ });
    const { y, height } = (await last.boundingBox())!;
    expect(y + height).toBeLessThanOrEqual(bar.y);
    const over = await middle(last);
    await page.mouse.move(over.x, over.y, { steps: 3 });
    await page.getByText('1 face to s40', { exact: true }).waitFor();
    // Whoever comes below a pointer that rests there is meant.
    await page.mouse.wheel(0, -2 * height);
    await page.getByText(/^1 face to s(?!40)\d\d$/).waitFor();
    await page.mouse.move(cards.x + 90, cards.y + 4, { steps: 3 });
    await scrolled('first').toBe(true);

    // The strip has many, and scrolls to its sides.
    const row = strip.getByRole('list');
    expect(await row.getByRole('listitem').count()).toBe(39);
    const along = bar.y + bar.height / 2;
    await page.mouse.move(bar.x + bar.width - 4, along, { steps: 3 });
    await expect
      .poll(() => row.evaluate((e) => e.scrollLeft + e.clientWidth >= e.scrollWidth - 1))
      .toBe(true);
    expect(await hindrances(page)).toEqual([]);
    await app.picture('people-drag-strip');
    const to = await middle(row.getByText('s40', { exact: true }));
    await page.mouse.move(to.x, to.y, { steps: 3 });
    await page.getByText('1 face to s40').waitFor();
    await page.mouse.up();
    await strip.waitFor({ state: 'detached' });
    await expect
      .poll(people)
      .toEqual(
        before.map(([name, faces]) => [name, Number(faces) + (name === 's40' ? 1 : name === 's01' ? -1 : 0)]),
      );
    await page.keyboard.press('Control+z');
    await expect.poll(people).toEqual(before);
    await page.keyboard.press('Escape');
    expect(app.problems).toEqual([]);
  });

  test('a person of many faces shows some, says of how many, and leads to all', async () => {
    const faceIds = Array.from({ length: 30 }, (_, i) => i + 1);
    await app.services.call('people.moveFaces', { faceIds, to: { name: 's01' }, allowTwice: true });
    await page.reload();
    await show('People');
    await grid.getByRole('option', { name: /^s01,/ }).click();
    const all = page.getByText('24 of 30 faces.').getByRole('link', { name: 'See all in the library' });
    await all.click();
    await expect.poll(() => grid.getByRole('option').first().getAttribute('aria-setsize')).toBe('30');
    expect(page.url()).toMatch(/#\/library\?person=1$/);
  });
});
