/** Pairs of templates: two lists and a folder of photos, judged, kept, compared and saved in the window. */
import { rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, openApp, speak } from '../helpers/app.ts';
import { hindrances, openBrowser } from '../helpers/browser.ts';
import { chooseMore, saved } from '../helpers/downloads.ts';
import { addMadeUpPeople } from '../helpers/made-up-library.ts';
import { goTo } from '../helpers/screens.ts';
import { makeTemplates, type TemplateFiles } from '../helpers/templates.ts';

const browser: Browser | null = await openBrowser();
const minutes = 60_000;

describe.skipIf(browser === null)('evaluating templates, in Chromium', () => {
  let app: App;
  let page: Page;
  let set: TemplateFiles;
  const field = (name: string) => page.getByRole('textbox', { name, exact: true });
  const templates = () => field('List of templates: photo, template, medium');
  const pairs = () => field('List of pairs of templates');
  const photos = () => field('Folder of the templates’ photos');
  const table = () => page.getByRole('table', { name: 'True accept rate' });
  const keptRow = (name: string) =>
    page.getByRole('table', { name: 'Kept evaluations' }).getByRole('button', { name, exact: true });

  beforeAll(async () => {
    app = await openApp(browser!, (services) => addMadeUpPeople(services, 3, 3));
    page = app.page;
    set = await makeTemplates(['s01', 's02', 's05', 's06', 's07']);
  }, 3 * minutes);

  afterAll(async () => {
    await app?.close();
    await browser?.close();
  });

  async function evaluateAs(name: string): Promise<void> {
    const next = page.getByLabel('Name of the next evaluation');
    if (!(await next.isVisible())) await page.getByText('What is evaluated').click();
    await next.fill(name);
    await page.getByRole('heading', { level: 1 }).focus();
    await page.keyboard.press('Control+Enter');
  }

  const menu = (item: string) => chooseMore(page, item);

  test('a wrong list and a folder that lacks photos are told at their fields', {
    timeout: 4 * minutes,
  }, async () => {
    await goTo(page, 'evaluate');
    await page.getByRole('combobox', { name: 'Protocol' }).selectOption('templates');
    await page.getByRole('heading', { level: 1 }).focus();
    await page.keyboard.press('Control+Enter');
    await page.getByText('Choose both lists and the folder of the photos first.').waitFor();
    await page.getByRole('button', { name: 'Close' }).click();
    const wrong = join(dirname(set.list), 'wrong.txt');
    await writeFile(wrong, '1 2 1\n1 4 2');
    // By the browser of folders, as the host of the web has no dialog.
    await page.getByRole('button', { name: 'Choose…' }).first().click();
    const dialog = page.getByRole('dialog', { name: 'Choose a file' });
    await dialog.getByRole('combobox', { name: 'Folder' }).fill(dirname(set.templates));
    await dialog.getByRole('button', { name: 'pairs.txt' }).waitFor();
    expect(await hindrances(page)).toEqual([]);
    await app.pictures('evaluate-templates-choose');
    await dialog.getByRole('button', { name: 'tid_mid.txt' }).focus();
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    expect(await templates().inputValue()).toBe(set.templates);
    await pairs().fill(wrong);
    await photos().fill(set.images);
    await evaluateAs('Templates');
    await page.getByText(/wrong\.txt, line 2, is not a pair of templates/).waitFor();
    // At the field, and nowhere else.
    expect(await page.getByText(/wrong\.txt, line 2/).count()).toBe(1);
    expect(await pairs().getAttribute('aria-invalid')).toBe('true');
    expect(await templates().getAttribute('aria-invalid')).toBeNull();
    expect(await hindrances(page)).toEqual([]);
    await app.pictures('evaluate-templates-refused');
    await pairs().fill(set.list);
    await expect.poll(() => pairs().getAttribute('aria-invalid')).toBeNull();
    const part = await makeTemplates(['s01', 's02', 's05', 's06', 's07']);
    await rm(join(part.images, '13.png'));
    await photos().fill(part.images);
    await evaluateAs('Templates');
    await page.getByText(/lacks 1 of the 20 photos of the list, such as 13\.png/).waitFor();
    expect(await photos().getAttribute('aria-invalid')).toBe('true');
  });

  test('the page has TAR as far as the pairs can tell it, and says what it is counted on', {
    timeout: 4 * minutes,
  }, async () => {
    await photos().fill(set.images);
    await evaluateAs('Templates');
    await keptRow('Templates').waitFor();
    await page.getByText('Counted on 5 pairs of one person and 10 of two, of 5 people.').waitFor();
    await page.getByText(/20 photos of 16 media in 11 templates, 1 of them in no pair/).waitFor();
    const rates = await table().getByRole('rowheader').allTextContents();
    expect(rates).toEqual(['10 %', '1 %', '0.1 %', '0.01 %', '0.001 %', '0.0001 %', 'AUC', 'EER']);
    expect(await table().getByText('too few to say').count()).toBe(5);
    await page.getByText(/FAR 0\.0001 % takes 1,000,000/).waitFor();
    await page.getByText('Whether pretrained was trained on these photos is not known.').waitFor();
    expect(await hindrances(page)).toEqual([]);
    await app.pictures('evaluate-templates');
    const picture = page.getByRole('region', { name: 'Hardest pairs' }).getByRole('img').first();
    await picture.scrollIntoViewIfNeeded();
    await expect
      .poll(() => picture.evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth > 0))
      .toBe(true);
    await app.pictures('evaluate-templates-below');
  });

  test('it is compared with another one on the same lists, and saved', { timeout: 4 * minutes }, async () => {
    await evaluateAs('Once more');
    await keptRow('Once more').waitFor();
    await expect.poll(() => page.getByRole('row', { selected: true }).textContent()).toContain('Once more');
    await menu('Compare with another…');
    const compared = page.getByRole('table', { name: 'Once more compared with Templates' });
    await compared.getByRole('rowheader', { name: 'TAR of pairs at FAR 10 %' }).waitFor();
    await app.pictures('evaluate-templates-compare');
    await page.getByRole('button', { name: 'End the comparison' }).click();
    const csv = await saved(page, () => menu('Save as CSV'));
    expect(csv.text).toMatch(/pairs,pretrained,,TAR,0\.1,/);
    const json = JSON.parse((await saved(page, () => menu('Save as JSON'))).text);
    expect(json).toMatchObject({
      settings: { protocol: 'templates', templates: 'tid_mid.txt', list: 'pairs.txt', images: 'crops' },
      pairs: { templates: { photos: 20, media: 16, templates: 11, unpaired: 1 } },
    });
    const report = await saved(page, () => page.getByRole('button', { name: 'Report…' }).click());
    expect(report.text).toContain('20 photos of 16 media in 11 templates');
    expect(report.text).toContain('<th>0.0001 %</th>');
    expect(report.text.match(/<figure><svg/g)!.length).toBeGreaterThan(1);
    const figure = page.getByRole('group', { name: 'Save the figure: Pairs told apart' });
    expect((await saved(page, () => figure.getByRole('button', { name: 'SVG' }).click())).text).toContain(
      '<svg',
    );
    const png = await saved(page, () => figure.getByRole('button', { name: 'PNG' }).click());
    expect(png.text.slice(1, 4)).toBe('PNG');
  });

  test('small windows and Japanese have room for it', { timeout: 4 * minutes }, async () => {
    await page.setViewportSize({ width: 800, height: 600 });
    expect(await page.evaluate(() => document.body.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    await page.setViewportSize({ width: 1280, height: 800 });
    await speak(page, 'ja');
    await page.getByLabel('テンプレートのペアの一覧').waitFor();
    await page.getByText(/テンプレート 11 個（メディア 16 個、写真 20 枚）/).waitFor();
    expect(await hindrances(page)).toEqual([]);
    await app.pictures('evaluate-templates-ja');
    await speak(page, 'en');
    expect(app.problems).toEqual([]);
  });
});
