import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SweepInfo } from '../../src-shared/contract/index.ts';
import { type App, openApp, speak } from '../helpers/app.ts';
import { openBrowser } from '../helpers/browser.ts';
import { addMadeUpPeople } from '../helpers/made-up-library.ts';
import { goTo } from '../helpers/screens.ts';

const browser: Browser | null = await openBrowser();
const minutes = 60_000;

describe.skipIf(browser === null)('sweeps, in Chromium', () => {
  let app: App;
  let page: Page;
  const sweeps = () => app.services.call('sweeps.list', undefined) as Promise<SweepInfo[]>;
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();

  beforeAll(async () => {
    app = await openApp(browser!, (services) => addMadeUpPeople(services, 16, 5));
    page = app.page;
  }, 3 * minutes);

  afterAll(async () => {
    await app?.close();
    await browser?.close();
  });

  test('a plan says what it comes to, and why it cannot be carried out', async () => {
    await goTo(page, 'runs');
    await page.getByText('Sweeps', { exact: true }).click();
    await page.getByRole('heading', { name: 'No sweep yet' }).waitFor();
    await page.getByRole('button', { name: 'New sweep' }).first().click();
    const counts = page.getByRole('region', { name: 'Plan of the new sweep' }).getByRole('status');
    await page.getByLabel('Method').selectOption('grid');
    await page.getByLabel('Seeds').fill('2');
    await expect.poll(() => counts.textContent()).toBe('25 candidates, 50 trials');
    await page.getByText('Losses', { exact: true }).last().click();
    await press('None');
    await expect.poll(() => page.getByRole('button', { name: 'Start sweep' }).isDisabled()).toBe(true);
    for (const loss of ['CosFace', 'ArcFace'])
      await page.getByRole('checkbox', { name: loss, exact: true }).check();
    await press('Add a setting');
    const values = page.getByLabel('Values: Learning rate');
    await values.fill('0.0001 – 0.01');
    await expect.poll(() => counts.textContent()).toContain('the setting optimiser.learningRate has a range');
    await values.fill('0.001, 0.1');
    await expect.poll(() => counts.textContent()).toBe('4 candidates, 8 trials');
    await app.pictures('sweep-plan');
  });

  test('its cost is told before it starts, and its table grows to the best candidate with three figures', {
    timeout: 5 * minutes,
  }, async () => {
    await press('Start sweep');
    const dialog = page.getByRole('dialog', { name: 'What this sweep costs' });
    await dialog
      .getByText(/^12 people to train on and choose by, 4 hidden$/)
      .waitFor({ timeout: 4 * minutes });
    await dialog.getByText(/About .* in \d+ process/).waitFor();
    expect(await sweeps()).toEqual([]);
    await app.picture('sweep-cost');
    await dialog.getByRole('button', { name: 'Start sweep' }).click();
    const best = page.getByRole('region', { name: 'Best candidate', exact: true });
    await best.waitFor({ timeout: 4 * minutes });
    await best.getByText('4 people, used neither for training nor for choosing').waitFor();
    await best.getByText('the best of 4 looks better than it is').waitFor();
    await best.getByText('each fold judges the choice of the other folds').waitFor();
    const table = page.getByRole('table', { name: 'Table of the sweep' });
    expect(await table.getByRole('row').count()).toBe(5);
    await page.getByText('Best of each loss').click();
    await expect.poll(() => table.getByRole('row').count()).toBe(3);
    await page.getByText('Every candidate').click();
    await table.getByRole('button', { name: 'ArcFace' }).first().click();
    await expect.poll(() => new URL(page.url()).hash).toMatch(/candidate=[23]/);
    await page.getByRole('img', { name: 'Settings and gains' }).waitFor();
    await app.pictures('sweep');
    await page.getByRole('img', { name: 'Settings and gains' }).scrollIntoViewIfNeeded();
    await app.picture('sweep-below');
  });

  test('is saved as a table', async () => {
    await press('More');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'Save as CSV' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('sweep-1.csv');
    const lines = (await readFile((await download.path())!, 'utf8')).trim().split('\r\n');
    expect(lines).toHaveLength(5);
    expect(lines[0]).toContain('candidate,loss,optimiser.learningRate,seeds');
  });

  test('speaks Japanese', async () => {
    await speak(page, 'ja');
    await page.getByRole('region', { name: '最良の候補', exact: true }).waitFor();
    await app.pictures('sweep-ja');
    await speak(page, 'en');
    await page.getByRole('region', { name: 'Best candidate', exact: true }).waitFor();
  });

  test('one that is cancelled keeps its trials, and goes on', { timeout: 5 * minutes }, async () => {
    await press('New sweep');
    // As many as there can be: on a busy machine the window is slower than the sweep.
    await page.getByLabel('Seeds').fill('100');
    await press('Start sweep');
    const dialog = page.getByRole('dialog', { name: 'What this sweep costs' });
    await dialog.getByRole('button', { name: 'Start sweep' }).click({ timeout: 4 * minutes });
    await dialog.waitFor({ state: 'hidden' });
    const newest = async () => (await sweeps())[0]!;
    await expect.poll(async () => (await newest()).trials.done).toBeGreaterThan(1);
    await app.picture('sweep-running');
    await press('Cancel');
    await page.getByRole('button', { name: 'Resume' }).waitFor();
    const { status, trials } = await newest();
    expect(status).toBe('cancelled');
    expect(trials).toMatchObject({ total: 400 });
    await press('Resume');
    await expect.poll(async () => (await newest()).trials.done).toBeGreaterThan(trials.done);
    await press('Cancel');
    await page.getByRole('button', { name: 'Resume' }).waitFor();
  });

  test('one that is removed comes back', async () => {
    await press('More');
    await page.getByRole('menuitem', { name: 'Remove' }).click();
    await expect.poll(async () => (await sweeps()).map(({ id }) => id)).toEqual([1]);
    await press('Undo');
    await expect.poll(async () => (await sweeps()).map(({ id }) => id)).toEqual([2, 1]);
  });

  test('the best candidate’s settings are those of the next training', async () => {
    await goTo(page, 'runs?view=sweeps&sweep=1');
    await press('Train with these settings');
    await page.getByRole('heading', { level: 1, name: 'Train' }).waitFor();
    expect(await page.getByLabel('Loss', { exact: true }).inputValue()).toMatch(/cosface|arcface/);
    expect(app.problems).toEqual([]);
  });
});
