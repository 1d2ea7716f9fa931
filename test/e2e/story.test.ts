import { readFile } from 'node:fs/promises';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { digitsFile, facesFile } from '../../src-main/app-files.ts';
import {
  decodeDigits,
  decodeFaces,
  digitData,
  faceData,
  planeFrames,
  scaleEpochs,
  scaleOverSteps,
} from '../../src-shared/story/index.ts';
import { openBackend } from '../backends.ts';
import { type App, openApp, speak } from '../helpers/app.ts';
import { openBrowser } from '../helpers/browser.ts';
import { tammes } from '../helpers/cli.ts';
import { addMadeUpPeople } from '../helpers/made-up-library.ts';
import { difference, pixelsOf } from '../helpers/pixels.ts';

const browser: Browser | null = await openBrowser('software');

/** What a generator returns in the end. */
async function resultOf<R>(run: AsyncGenerator<unknown, R, undefined>): Promise<R> {
  for (;;) {
    const turn = await run.next();
    if (turn.done) return turn.value;
  }
}

describe.skipIf(browser === null)('the story, in Chromium', () => {
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

  async function open(chapter: string) {
    await page.getByRole('navigation', { name: 'Figures' }).getByRole('link', { name: chapter }).click();
    await page.getByRole('heading', { level: 2, name: chapter }).waitFor();
  }

  const pictures = (name: string) => app.pictures(`story-${name}`);
  const table = () => page.locator('details', { hasText: 'as a table' }).getByRole('table');
  const showTable = () => page.locator('summary', { hasText: 'as a table' }).click();
  const textsOf = (row: Locator) => row.locator('th, td').allTextContents();
  const rowsOf = async () => Promise.all((await table().getByRole('row').all()).map(textsOf));
  const runRow = (name: string) =>
    page.getByRole('region', { name: 'Runs' }).getByRole('row').filter({ hasText: name });
  const trained = (name: string) =>
    expect
      .poll(() => runRow(name).filter({ hasNotText: 'not finished' }).count(), { timeout: 180_000 })
      .toBe(1);
  const claims = () => page.getByRole('region', { name: 'Does it hold?' });

  test('needs no photos, and begins with the first figure', async () => {
    await page.getByRole('link', { name: 'Story', exact: true }).click();
    await page.getByRole('heading', { level: 2, name: 'Two-dimensional features' }).waitFor();
    expect(await page.getByRole('navigation', { name: 'Figures' }).getByRole('link').count()).toBe(9);
    // It opens with something that is trained to look at, and that without scrolling.
    await trained('Softmax');
    await page.setViewportSize({ width: 1280, height: 800 });
    const box = (await page.getByRole('img', { name: /Held-out digits in the plane/ }).boundingBox())!;
    expect(box.y + box.height).toBeLessThan(800);
    await pictures('1-opening');
    await page.getByRole('link', { name: '2 Decision regions of the margins →' }).click();
    const title = page.getByRole('heading', { level: 2, name: 'Decision regions of the margins' });
    await title.waitFor();
    // Whoever reads by keys goes on at the new figure, and does not lose the place among the chapters.
    expect(await title.evaluate((it) => it === document.activeElement)).toBe(true);
    const chapter = page.getByRole('link', { name: '3 Gradient length over the angle', exact: true });
    await chapter.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 2, name: 'Gradient length over the angle' }).waitFor();
    expect(await chapter.evaluate((it) => it === document.activeElement)).toBe(true);
  });

  test('gradient lengths are those of the command line, to the last digit', {
    timeout: 180_000,
  }, async () => {
    await open('Gradient length over the angle');
    const { code, stdout } = await tammes(['story', '3', '--backend', 'cpu', '--json']);
    expect(code).toBe(0);
    const { data, claims: claimed } = JSON.parse(stdout);
    await showTable();
    const names = ['NormFace s=64', 'CosFace s=64 m=0.35', 'ArcFace s=64 m=0.5', 'P2SGrad'];
    await expect.poll(async () => (await rowsOf())[0]).toEqual(['Angle to own centre', ...names]);
    const curves = [1, 3, 4, 6].map((i) => data.curves[i].lengths);
    for (const [i, row] of (await rowsOf()).slice(1).entries()) {
      expect(row).toEqual([
        `${10 * i}°`,
        ...curves.map((lengths: number[]) => lengths[10 * i]!.toPrecision(4)),
      ]);
    }
    await claims().getByText('Holds here').first().waitFor();
    for (const { value, unit } of claimed) {
      await claims()
        .getByText(`${Number(value.toPrecision(4))}${unit}`, { exact: true })
        .waitFor();
    }
    await pictures('3');
    const slider = page.getByRole('slider', { name: 'Scale s' });
    await slider.focus();
    await page.keyboard.press('ArrowLeft');
    await expect.poll(async () => (await rowsOf())[0]![1]).toBe('NormFace s=63');
  });

  test('the region of ArcFace is that of the command line, and a sample is moved by keys', {
    timeout: 180_000,
  }, async () => {
    await open('Decision regions of the margins');
    const { data } = JSON.parse((await tammes(['story', '2', '--backend', 'cpu', '--json'])).stdout);
    const { other, own } = data.curves[3];
    await showTable();
    await expect.poll(async () => (await rowsOf()).length).toBe(other.length + 1);
    for (const [i, [angle, end]] of (await rowsOf()).slice(1).entries()) {
      expect(angle).toBe(`${other[i]}°`);
      expect(end).toBe(own[i] === null ? 'nowhere' : `${own[i].toFixed(3)}°`);
    }
    await page.getByText('Nearer to centre 1, but in the band').waitFor();
    await page.getByRole('img', { name: /Decision regions of ArcFace/ }).focus();
    for (let i = 0; i < 2; i++) await page.keyboard.press('Shift+ArrowUp');
    await page.getByText('In the region of class 1').waitFor();
    await pictures('2');
    await page.getByLabel('Loss', { exact: true }).selectOption('combined_margin');
    await page.getByRole('spinbutton', { name: 'Multiplier m1' }).fill('2');
    await expect.poll(async () => Number.parseFloat((await rowsOf())[18]![1]!)).toBeLessThan(40);
    await pictures('2-combined');
  });

  test('digits train to the numbers of the same engine in Node', { timeout: 180_000 }, async () => {
    await open('Two-dimensional features');
    await page.getByLabel('Loss', { exact: true }).selectOption('center_loss');
    await page.getByRole('spinbutton', { name: 'Epochs' }).fill('4');
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await trained('Center Loss λ=0.1 epochs=4');
    const { tf } = await openBackend('wasm');
    const data = digitData(await decodeDigits(new Uint8Array(await readFile(digitsFile))), 150);
    const settings = { loss: 'center_loss', parameters: { lambda: 0.1 }, perClass: 150, epochs: 4 } as const;
    const frame = await resultOf(planeFrames(tf, data, settings, 1));
    const [, right, angle, spread] = await textsOf(runRow('Center Loss'));
    const { training } = frame;
    expect(right).toBe(`${(100 * frame.accuracy).toFixed(1)} % / ${(100 * training.accuracy).toFixed(1)} %`);
    expect(angle).toBe(`${frame.withinAngle.toFixed(2)}° / ${training.withinAngle.toFixed(2)}°`);
    expect(spread).toBe(`${frame.relativeSpread.toFixed(3)} / ${training.relativeSpread.toFixed(3)}`);
    const drawing = page.getByRole('img', { name: /Held-out digits in the plane, Center Loss/ });
    expect(await drawing.locator('text:not([data-scale])').count()).toBe(300);
    await showTable();
    expect((await rowsOf()).length).toBe(11);
    await pictures('1');
    // The first frame is that before training.
    await page.getByRole('slider', { name: 'Step' }).press('Home');
    await page.getByText(`0 of ${frame.steps}`).waitFor();
  });

  test('training shows how long it takes, and stops when asked', async () => {
    await page.getByLabel('Loss', { exact: true }).selectOption('arcface');
    await page.getByRole('spinbutton', { name: 'Epochs' }).fill('60');
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await page.getByText(/left$/).waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Train', exact: true }).waitFor();
    expect(await runRow('ArcFace').getByText('not finished').count()).toBe(1);
    await page.getByRole('button', { name: /^Remove ArcFace/ }).click();
    await expect.poll(() => runRow('ArcFace').count()).toBe(0);
  });

  test("AdaCos's scale is that of the command line", { timeout: 180_000 }, async () => {
    await open('The scale that AdaCos sets itself');
    await page.getByRole('spinbutton', { name: 'Number of classes C' }).fill('5');
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await trained('dynamic C=5');
    const last = (await textsOf(runRow('dynamic C=5')))[2]!;
    const { tf } = await openBackend('wasm');
    const data = faceData(decodeFaces(await readFile(facesFile)), 5);
    const settings = { variant: 'dynamic', epochs: scaleEpochs(5) } as const;
    expect(last).toBe((await resultOf(scaleOverSteps(tf, data, settings, 1))).at(-1)!.scale.toFixed(3));
    // The command line multiplies matrices by kernels of its own, which round otherwise.
    const { data: cited } = JSON.parse((await tammes(['story', '4', '--seeds', '1,2', '--json'])).stdout);
    expect(Math.abs(Number(last) - cited.curves[0].dynamic.at(-1))).toBeLessThan(0.005);
    await page.getByText('fixed', { exact: true }).click();
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await trained('fixed C=5');
    expect((await textsOf(runRow('fixed C=5')))[3]).toBe('1.000');
    await pictures('4');
  });

  test("losses train beside each other on the library's faces, and some angle falls", {
    timeout: 180_000,
  }, async () => {
    await addMadeUpPeople(app.services, 6, 4);
    await page.reload();
    await open('Mean angle to the class centre');
    // What the figure opens with is of other faces, and takes other steps.
    await trained('P2SGrad');
    const remove = page.getByRole('region', { name: 'Runs' }).getByRole('button', { name: /^Remove/ });
    while ((await remove.count()) > 0) await remove.first().click();
    await page.getByText('from the library (6)').click();
    await page.getByRole('spinbutton', { name: 'Epochs' }).fill('10');
    await page.getByRole('button', { name: 'Train all 6 losses' }).click();
    await trained('P2SGrad epochs=10 faces of the library');
    expect(await page.getByRole('region', { name: 'Runs' }).getByRole('row').count()).toBe(7);
    await showTable();
    const [, start, ...rest] = await rowsOf();
    const falling = start!
      .slice(1)
      .map((cell, i) => Number.parseFloat(rest.at(-1)![i + 1]!) - Number.parseFloat(cell));
    expect(Math.min(...falling)).toBeLessThan(0);
    await pictures('5');
  });

  test('class centres are seen to spread, beside those without the loss', { timeout: 180_000 }, async () => {
    await open('Spread with and without Uniform Loss');
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await trained('λ=100 C=10');
    await trained('without C=10');
    const ratios = await Promise.all(
      ['without C=10', 'λ=100 C=10'].map(async (name) => Number((await textsOf(runRow(name)))[3])),
    );
    for (const ratio of ratios) {
      expect(ratio).toBeGreaterThan(0);
      expect(ratio).toBeLessThan(1);
    }
    await page
      .getByRole('figure', { name: 'with Uniform Loss, λ = 100' })
      .getByText(`Ratio ${ratios[1]!.toFixed(3)}`)
      .waitFor();
    const canvas = page.getByTestId('canvases').last();
    const end = await pixelsOf(canvas);
    await page.getByRole('slider', { name: 'Step' }).press('Home');
    await expect.poll(async () => difference(end, await pixelsOf(canvas))).toBeGreaterThan(0.001);
    await page.getByRole('slider', { name: 'Step' }).press('End');
    await pictures('6');
  });

  test('the game is played by keys and by the pointer, and every move can be taken back', {
    timeout: 180_000,
  }, async () => {
    await open('The Tammes game');
    await showTable();
    const before = await rowsOf();
    const sphere = page.getByRole('application');
    const undo = page.getByRole('button', { name: 'Undo' });
    await sphere.focus();
    await page.keyboard.press('PageDown');
    await page.getByText('Point 1: the nearest is').waitFor();
    for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowRight');
    await expect.poll(async () => (await rowsOf())[1]![1]).not.toBe(before[1]![1]);
    expect((await rowsOf())[3]!.slice(0, 4)).toEqual(before[3]!.slice(0, 4));
    await page.keyboard.press('Control+z');
    await expect.poll(rowsOf).toEqual(before);
    // Point 1, which the keys have brought to the front, is dragged across the middle.
    const box = (await sphere.boundingBox())!;
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const grabbed = await grabSomething(sphere, x, y);
    await page.mouse.move(x + 40, y - 60, { steps: 4 });
    await page.mouse.up();
    expect(grabbed).toBe(true);
    await expect.poll(rowsOf).not.toEqual(before);
    await undo.click();
    await expect.poll(rowsOf).toEqual(before);
    expect(await undo.isDisabled()).toBe(true);
  });

  /** Presses the pointer on the first point that is found under it. */
  async function grabSomething(sphere: Locator, x: number, y: number): Promise<boolean> {
    for (let radius = 0; radius < 200; radius += 8) {
      for (let angle = 0; angle < 2 * Math.PI; angle += 8 / Math.max(8, radius)) {
        await page.mouse.move(x + radius * Math.cos(angle), y + radius * Math.sin(angle));
        await page.mouse.down();
        if ((await page.getByText(/^Point \d+: the nearest is/).count()) > 0) return true;
        await page.mouse.up();
        await sphere.press('Escape');
      }
    }
    return false;
  }

  test('relaxing comes nearer to the best known, and says how near', { timeout: 180_000 }, async () => {
    await open('The Tammes game');
    const share = async () => Number(await page.getByRole('meter').getAttribute('value'));
    const begin = await share();
    await page.getByRole('button', { name: 'Relax a step' }).click();
    await expect.poll(share).toBeGreaterThan(begin);
    await page.getByRole('button', { name: 'Relax until nothing helps' }).click();
    await expect.poll(share, { timeout: 180_000 }).toBeGreaterThan(0.9);
    await page.getByLabel('Show the best known').check();
    await page.getByLabel('Show the best known').waitFor();
    await pictures('7');
    await page.getByRole('spinbutton', { name: 'Points N' }).fill('2');
    await page.getByRole('button', { name: 'Relax until nothing helps' }).click();
    await page.getByText('This reaches the best known angle.').waitFor();
  });

  test('the search for the best known says how long it takes, and can be stopped', {
    timeout: 180_000,
  }, async () => {
    await open('The Tammes game');
    // The best arrangement of so many is hard to find.
    await page.getByRole('spinbutton', { name: 'Points N' }).fill('35');
    const ghost = page.getByLabel('Show the best known');
    await ghost.check();
    const search = page.getByRole('progressbar', { name: 'Searching for the best arrangement' });
    await search.waitFor();
    await page
      .getByRole('status')
      .filter({ hasText: /\d % · \d+ s left/ })
      .waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await search.waitFor({ state: 'detached' });
    expect(await ghost.isChecked()).toBe(false);
    // It goes on from where it was.
    await ghost.check();
    await search.waitFor({ state: 'detached', timeout: 180_000 });
    expect(await ghost.isChecked()).toBe(true);
  });

  test('heads of few and of many people are judged by people never seen, as on the command line', async () => {
    await open('Does training help?');
    await trained('CosFace 24 people');
    const { data } = JSON.parse((await tammes(['story', '8', '--seeds', '1,2', '--json'])).stdout);
    const [few, many] = data.curves.map(({ points }: { points: { detection: number }[] }) =>
      [points[0]!, points.at(-1)!].map(({ detection }) => `${(100 * detection).toFixed(1)} %`),
    );
    const row = (name: string) => page.getByRole('region', { name: 'Runs' }).getByRole('row', { name });
    for (const [name, ends] of [
      ['CosFace 4 people', few],
      ['CosFace 24 people', many],
    ] as const) {
      const cells = await row(name).getByRole('cell').allTextContents();
      expect([cells[0], cells[2]]).toEqual(ends);
    }
    await page.getByRole('combobox', { name: 'Loss' }).selectOption('arcface');
    await page.getByRole('button', { name: 'Train 4, 8, 16, 24 people' }).click();
    await trained('ArcFace 24 people');
    await pictures('8');
  });

  test('figure 9: the group that is rare in training lies below the line of all', {
    timeout: 180_000,
  }, async () => {
    await open('Whom does it fail?');
    await trained('200 people');
    const row = runRow('200 people');
    const [rare, equal] = (await row.getByRole('cell').allTextContents()).slice(0, 2).map(Number);
    expect(rare).toBeGreaterThan(20);
    expect(Math.abs(equal!)).toBeLessThan(10);
    await pictures('9');
  });

  test('claims are measured to the numbers of the command line', { timeout: 180_000 }, async () => {
    await open('The Tammes game');
    const { claims: claimed } = JSON.parse((await tammes(['story', '7', '--json'])).stdout);
    await claims().getByRole('button', { name: 'Measure it' }).click();
    await claims().getByText('Holds here').first().waitFor({ timeout: 180_000 });
    for (const { value, unit } of claimed) {
      await claims()
        .getByText(`${Number(value.toPrecision(4))}${unit}`, { exact: true })
        .waitFor();
    }
  });

  test('speaks Japanese', { timeout: 180_000 }, async () => {
    await speak(page, 'ja');
    await page.getByRole('heading', { level: 1, name: '物語' }).waitFor();
    for (const number of [1, 2, 3, 4, 5, 6, 7, 8, 9]) {
      await page
        .getByRole('navigation', { name: '図' })
        .getByRole('link')
        .nth(number - 1)
        .click();
      await page.getByRole('heading', { level: 2, name: '試してみること' }).waitFor();
      await page.locator('main').evaluate((main) => main.scrollTo(0, 0));
      await pictures(`${number}-japanese`);
    }
  });

  test('nothing went wrong in the window', () => expect(app.problems).toEqual([]));
});
