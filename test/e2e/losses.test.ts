import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  findLoss,
  gradientLengths,
  isCosineLoss,
  type ParameterValues,
  resolveParameters,
} from '../../src-shared/losses/index.ts';
import { openBackend } from '../backends.ts';
import { type App, openApp, speak } from '../helpers/app.ts';
import { openBrowser } from '../helpers/browser.ts';
import { someDemoPeople } from '../helpers/cli.ts';
import { addMadeUpPeople, readMadeUp } from '../helpers/made-up-library.ts';

const browser: Browser | null = await openBrowser();

const { tf } = await openBackend('cpu');
const degree = Math.PI / 180;

/** What the table should say: the length at an own angle in degrees. */
function expected(id: string, given: ParameterValues, angle: number, classes = 1000): number {
  const loss = findLoss(id);
  if (!isCosineLoss(loss)) throw new Error(id);
  const question = { angles: [angle * degree], classes, otherAngle: 90 * degree, norm: 20 };
  return gradientLengths(tf, loss, resolveParameters(loss, given), question).own[0]!;
}

describe.skipIf(browser === null)('the screen of losses, in Chromium', () => {
  let app: App;
  let page: Page;

  beforeAll(async () => {
    app = await openApp(browser!, async (services) => {
      // One of three people has a single photo.
      await addMadeUpPeople(services, 2, 6);
      await readMadeUp(services, await someDemoPeople(['s03'], [1]));
    });
    page = app.page;
  });

  afterAll(async () => {
    await app?.close();
    await browser?.close();
  });

  const curves = () => page.getByRole('region', { name: 'Curves', exact: true });
  const lengthTable = () => page.getByRole('table').filter({ hasText: 'P2SGrad' });

  /** A number of the table, by the curve's name and the own angle. */
  async function inTable(curve: string, angle: number): Promise<number> {
    const names = await lengthTable().getByRole('columnheader').allTextContents();
    const row = lengthTable().getByRole('row', { name: new RegExp(`^${angle}°`) });
    const cells = await row.getByRole('cell').allTextContents();
    return Number(cells[names.indexOf(curve) - 1]);
  }

  const expectInTable = (curve: string, angle: number, value: number) =>
    // The table has four digits.
    expect
      .poll(async () => Math.abs((await inTable(curve, angle)) - value), { timeout: 180_000 })
      .toBeLessThan(1e-3 * Math.abs(value) + 1e-12);

  /** Uses a setting of the training form that lies folded. */
  async function setting(words: string, use: () => Promise<unknown>) {
    await page.getByRole('searchbox', { name: 'Find a setting' }).fill(words);
    await use();
    await page.getByRole('searchbox', { name: 'Find a setting' }).fill('');
  }

  test('starts with curves that tell a story, with a legend and a table', async () => {
    await page.getByRole('link', { name: 'Losses', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Losses' }).waitFor();
    await page.getByText('The curves as a table').click();
    for (const angle of [0, 40, 180]) {
      await expectInTable('ArcFace s=64 m=0.5 C=1000', angle, expected('arcface', {}, angle));
      await expectInTable('NormFace s=20 C=1000', angle, expected('normface', { scale: 20 }, angle));
    }
    await page.getByText('The curves as a table').click();
    await app.pictures('losses');
  });

  test('a slider changes its curve at once', async () => {
    const slider = curves().getByRole('slider', { name: 'Scale s' });
    await slider.focus();
    await page.keyboard.press('ArrowRight');
    await page.getByText('The curves as a table').click();
    await expectInTable('NormFace s=65 C=1000', 80, expected('normface', { scale: 65 }, 80));
    await slider.fill('300');
    const scale = Number(await curves().getByRole('spinbutton', { name: 'Scale s' }).inputValue());
    await expectInTable(`NormFace s=${scale} C=1000`, 80, expected('normface', { scale }, 80));
  });

  test('the line follows the slider without a wait that is felt', async () => {
    const slider = curves().getByRole('slider', { name: 'Number of classes C' });
    // From the move to the line's new shape, milliseconds.
    const waits = await slider.evaluate(async (element) => {
      const input = element as HTMLInputElement;
      const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!;
      const shape = () =>
        document.querySelector('[data-testid=lengths] .recharts-line path')!.getAttribute('d');
      const times: number[] = [];
      for (let position = 300; position < 420; position += 6) {
        const before = shape();
        const started = performance.now();
        set.call(input, String(position));
        input.dispatchEvent(new Event('input', { bubbles: true }));
        while (shape() === before) await new Promise((resolve) => setTimeout(resolve, 1));
        times.push(performance.now() - started);
      }
      return times;
    });
    // About 25 on a machine with nothing else to do. Other work makes waits longer and never shorter, so the shortest counts.
    expect(Math.min(...waits)).toBeLessThan(200);
  });

  test('a curve is added, set by the keyboard, and removed', async () => {
    await curves().getByLabel('New curve').selectOption('magface');
    await curves().getByRole('button', { name: 'Add' }).click();
    await curves().getByRole('spinbutton', { name: 'Number of classes C' }).fill('50');
    await curves().getByRole('spinbutton', { name: 'Length of the embedding |x|' }).fill('20');
    const name = 'MagFace s=64 |x|=20 C=50';
    await expectInTable(name, 60, expected('magface', {}, 60, 50));
    await app.pictures('losses-magface');
    await curves()
      .getByRole('button', { name: `Remove ${name}` })
      .click();
    await expect.poll(() => curves().getByRole('button', { name }).count()).toBe(0);
    expect(await lengthTable().getByText(name).count()).toBe(0);
  });

  test('shows another centre, the full pull, and each curve over its maximum', async () => {
    const value = expected('p2sgrad', {}, 120);
    await page.getByText('full pull', { exact: true }).click();
    await expectInTable('P2SGrad C=1000', 120, value * Math.sin(120 * degree));
    await page.getByText('relative to the maximum').click();
    await app.pictures('losses-relative');
    await page.getByText('another centre').click();
    await expectInTable('P2SGrad C=1000', 120, 0);
    for (const back of ['own centre', 'length', 'real']) await page.getByText(back, { exact: true }).click();
    await expectInTable('P2SGrad C=1000', 120, value);
    await page.getByText('The curves as a table').click();
  });

  test('the training form shows the curve of its settings, and keeps them', async () => {
    await page.getByRole('link', { name: 'Train', exact: true }).click();
    await page.getByLabel('Loss', { exact: true }).selectOption('cosface');
    await page.getByLabel('Scale s').fill('30');
    const more = page.getByText('More on the loss');
    await more.click();
    await page.getByLabel('Regulariser').selectOption('MHE');
    await page.getByLabel('Power s').waitFor();
    await page.getByRole('link', { name: 'See its gradient' }).click();
    await curves().getByRole('button', { name: 'CosFace s=30 m=0.35 C=1000', exact: true }).waitFor();
    await page.getByRole('link', { name: 'Train', exact: true }).click();
    // The curves have a slider of the same name: until they are gone, two controls answer to it.
    await curves().waitFor({ state: 'hidden' });
    expect(await page.getByLabel('Scale s').inputValue()).toBe('30');
  });

  test('a wrong number that is folded away is shown', async () => {
    const patience = page.getByLabel('Patience (epochs)');
    await setting('patience', () => patience.fill('0.5'));
    expect(await patience.isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Start training' }).click();
    await expect.poll(() => patience.isVisible()).toBe(true);
    await patience.fill('');
  });

  test('the samples of a run appear under the curves', { timeout: 180_000 }, async () => {
    await page.getByLabel('Epochs', { exact: true }).fill('40');
    await setting('single photo', () =>
      page.getByLabel('Train on people with a single photo, too').uncheck(),
    );
    await page.getByRole('button', { name: 'Start training' }).click();
    await page.getByText('One person with a single photo is left out.').waitFor();
    await page.getByRole('link', { name: 'Losses', exact: true }).click();
    const samples = page.getByRole('region', { name: 'Where the samples are' });
    await samples.getByText('Run cosface-1, epoch 40 of 40').waitFor({ timeout: 180_000 });
    await samples.getByText('The samples as a table').click();
    const counts = await samples.getByRole('row').getByRole('cell').allTextContents();
    const total = counts.filter((_, i) => i % 2 === 1).reduce((sum, count) => sum + Number(count), 0);
    expect(total).toBe(10);
    await samples.getByText('The samples as a table').click();
    await samples.scrollIntoViewIfNeeded();
    await app.pictures('losses-samples');
  });

  test('a card shows its loss in the chart', async () => {
    await page.getByRole('button', { name: 'Show the gradient of AdaFace' }).click();
    await curves()
      .getByRole('button', { name: /^AdaFace/ })
      .waitFor();
    await page
      .getByRole('heading', { name: 'Losses that compare photos with class centres' })
      .scrollIntoViewIfNeeded();
    await page.locator('article details').nth(4).locator('summary').click();
    await page
      .locator('article')
      .first()
      .evaluate((card) => card.scrollIntoView());
    await app.pictures('losses-cards');
  });

  test('a card opens the training form with its loss', async () => {
    await page.getByRole('button', { name: 'Train with it: AdaFace' }).click();
    await page.getByRole('heading', { level: 1, name: 'Train' }).waitFor();
    expect(await page.getByRole('combobox', { name: 'Loss', exact: true }).inputValue()).toBe('adaface');
    await page.getByRole('link', { name: 'Losses' }).click();
  });

  test('speaks Japanese', async () => {
    await speak(page, 'ja');
    await page.getByRole('heading', { level: 1, name: '損失' }).waitFor();
    await page.getByText('曲線を表で見る').waitFor();
    await page.locator('main').evaluate((main) => main.scrollTo(0, 0));
    await app.pictures('losses-japanese');
    await page.getByRole('link', { name: '学習', exact: true }).click();
    await page.getByRole('link', { name: '勾配を見る', exact: true }).waitFor();
    await app.pictures('train-japanese');
  });

  test('nothing went wrong in the window', () => expect(app.problems).toEqual([]));
});
