import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rendererFolder } from '../../src-main/app-files.ts';
import { findLoss } from '../../src-shared/losses/index.ts';
import { type App, openApp, speak } from '../helpers/app.ts';
import { openBrowser } from '../helpers/browser.ts';

const browser: Browser | null = await openBrowser();

describe.skipIf(browser === null)('the shell, in Chromium', () => {
  let app: App;
  let page: Page;

  beforeAll(async () => {
    app = await openApp(browser!);
    page = app.page;
  });

  afterAll(async () => {
    await app?.close();
    await browser?.close();
  });

  test('the secret leaves the address bar', () => {
    expect(page.url()).not.toContain('key=');
  });

  test('the page starts with few files, as each of them is asked for by itself', async () => {
    const files = page.locator('script[src], link[rel=modulepreload], link[rel=stylesheet]');
    const names = await files.evaluateAll((all) => all.map((one) => one.outerHTML));
    // What it needs alone, what the trainer's page needs, too, how modules are joined, and styles. Screens that are gone to add theirs later.
    expect(names.length).toBeGreaterThanOrEqual(3);
    expect(names.length).toBeLessThanOrEqual(8);
  });

  test('the page does not start with losses and training, which most of its code would be', async () => {
    const { authors } = findLoss('triplet').paper;
    const tells = (code: string) => code.includes(authors);
    const files = page.locator('script[src], link[rel=modulepreload]');
    const addresses = await files.evaluateAll((all) =>
      all.map(
        (one) => new URL(one.getAttribute('src') ?? one.getAttribute('href')!, location.origin).pathname,
      ),
    );
    const read = (name: string) => readFile(join(rendererFolder, name), 'utf8');
    const start = await Promise.all(addresses.map(read));
    expect(start.length).toBeGreaterThanOrEqual(2);
    expect(start.some(tells)).toBe(false);
    const all = (await readdir(join(rendererFolder, 'assets'))).filter((name) => name.endsWith('.js'));
    const others = await Promise.all(all.map((name) => read(join('assets', name))));
    expect(others.some(tells)).toBe(true);
  });

  test('every screen speaks Japanese', async () => {
    await speak(page, 'ja');
    for (const name of ['ライブラリ', '学習', '損失', '認識', '球面']) {
      await page.getByRole('link', { name, exact: true }).click();
      await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
    }
  });

  test('focus follows the screen, and back and forward work', async () => {
    await speak(page, 'en');
    await page.getByRole('link', { name: 'Sphere', exact: true }).click();
    await page.getByRole('link', { name: 'Losses', exact: true }).click();
    const losses = page.getByRole('heading', { level: 1, name: 'Losses' });
    await losses.waitFor();
    await expect.poll(() => losses.evaluate((heading) => heading === document.activeElement)).toBe(true);
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: 'Sphere' }).waitFor();
    await page.goForward();
    await losses.waitFor();
    await page.reload();
    await losses.waitFor();
  });

  test('each screen keeps its place', async () => {
    const scroller = page.getByTestId('scroller');
    await page.getByText('Losses that compare photos with each other').waitFor();
    await scroller.evaluate((element) => element.scrollTo(0, 900));
    await page.getByRole('link', { name: 'Story', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Story' }).waitFor();
    expect(await scroller.evaluate(({ scrollTop }) => scrollTop)).toBe(0);
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: 'Losses' }).waitFor();
    await expect.poll(() => scroller.evaluate(({ scrollTop }) => scrollTop)).toBe(900);
  });

  test('each screen is found as it was left, and the link of the one that is shown leads to its start', async () => {
    const link = (name: string) => page.getByRole('link', { name, exact: true });
    const hash = () => new URL(page.url()).hash;
    const heading = (name: string) => page.getByRole('heading', { level: 1, name, exact: true });
    // Heads, people and photos that are not there any more do not break a screen.
    const left = {
      Sphere: '#/sphere?head=99',
      Evaluate: '#/evaluate?heads=98.99',
      Recognise: '#/recognise?view=verify',
      Library: '#/library?find=Adam&group=person&person=99',
      People: '#/people/99?selected=99',
      Review: '#/review?view=doubtful&person=99',
      Runs: '#/runs?run=99&compared=98.99',
      Train: '#/train?run=99',
    };
    for (const [name, address] of Object.entries(left)) {
      await page.evaluate((to) => {
        location.hash = to;
      }, address);
      await heading(name).waitFor();
    }
    for (const [name, address] of Object.entries(left)) {
      if (name === 'Train') await link('Story').click();
      await link(name).click();
      await heading(name).waitFor();
      expect(hash()).toBe(address);
    }
    await page.keyboard.press('ControlOrMeta+K');
    await page.getByRole('textbox', { name: 'Find an action or a person' }).fill('Sphere');
    await page.keyboard.press('Enter');
    await heading('Sphere').waitFor();
    expect(hash()).toBe(left.Sphere);
    await link('Sphere').click();
    expect(hash()).toBe('#/sphere');
    await link('Story').click();
    await link('Sphere').click();
    await heading('Sphere').waitFor();
    expect(hash()).toBe('#/sphere');
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  test('the foot of the sidebar shows the history and the shortcuts, also when it is narrow', async () => {
    const open = async (name: string) => {
      await page.getByRole('navigation').getByRole('button', { name, exact: true }).click();
      await page.getByRole('dialog', { name, exact: true }).waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog', { name, exact: true }).waitFor({ state: 'hidden' });
    };
    await open('History');
    await open('Keyboard shortcuts');
    await page.getByRole('button', { name: 'Collapse the sidebar' }).click();
    await open('History');
    await page.getByRole('button', { name: 'Expand the sidebar' }).click();
    await speak(page, 'ja');
    await open('変更の履歴');
    await open('キーボードショートカット');
    await speak(page, 'en');
  });

  test('the policy refuses styles that are written as text, and nothing here needs any', async () => {
    expect(app.problems).toEqual([]);
    const refused = await page.evaluate(() => {
      const style = document.createElement('style');
      style.textContent = 'h1 { color: red }';
      document.head.append(style);
      return (
        style.sheet === null || getComputedStyle(document.querySelector('h1')!).color !== 'rgb(255, 0, 0)'
      );
    });
    expect(refused).toBe(true);
    // That one.
    expect(app.problems).toHaveLength(1);
    (app.problems as string[]).length = 0;
  });

  test('the theme that was chosen is shown, whatever the system has', async () => {
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await page.emulateMedia({ colorScheme: 'light' });
    await page.evaluate(() => {
      location.hash = '#/settings';
    });
    await page.getByText('Dark', { exact: true }).click();
    await expect.poll(ground).toBe('rgb(19, 20, 23)');
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.getByText('Light', { exact: true }).click();
    await expect.poll(ground).toBe('rgb(246, 247, 249)');
    await page.getByText('System', { exact: true }).click();
    await expect.poll(ground).toBe('rgb(19, 20, 23)');
    await page.emulateMedia({ colorScheme: 'light' });
    await expect.poll(ground).toBe('rgb(246, 247, 249)');
  });

  test('rows are as dense as was chosen, also after a reload', async () => {
    const height = () =>
      page
        .getByRole('button', { name: 'Licences', exact: true })
        .evaluate((it) => it.getBoundingClientRect().height);
    const before = await height();
    await page.getByText('Compact', { exact: true }).click();
    await expect.poll(height).toBeLessThan(before);
    await page.reload();
    await expect.poll(height).toBeLessThan(before);
    await page.getByText('Comfortable', { exact: true }).click();
    await expect.poll(height).toBe(before);
  });

  test('nothing went wrong in the window', () => {
    expect(app.problems).toEqual([]);
  });

  test('a screen that could not be loaded is loaded again by a button', async () => {
    const code = /\/assets\/TrainScreen-[^/]*\.js$/;
    await speak(page, 'en');
    await page.reload();
    await page.route(code, (route) => route.abort());
    await page.getByRole('link', { name: 'Train', exact: true }).click();
    const retry = page.getByRole('button', { name: 'Try again' });
    await retry.waitFor();
    await page.unroute(code);
    await retry.click();
    await page.getByRole('heading', { level: 1, name: 'Train' }).waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
  });
});
