import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Output } from '../../src-shared/contract/index.ts';
import { spreadOf } from '../../src-shared/sphere/index.ts';
import { type App, openApp } from '../helpers/app.ts';
import { openBrowser } from '../helpers/browser.ts';
import { tammes, temporaryFolder } from '../helpers/cli.ts';
import { addMadeUpPeople } from '../helpers/made-up-library.ts';
import { countNear, difference, pixelsOf } from '../helpers/pixels.ts';

/** `--accent` of the light theme. */
const accent = [74, 91, 212] as const;
const epochs = 1490;
/** One step an epoch, and a frame every fifth step. */
const every = 5;
const framesOfRun = epochs / every + 1;

/** Stops the process that trains the first run once it has left some frames. @returns what lets it go on. */
async function holdTrainer({ services }: App): Promise<() => void> {
  const frames = async () =>
    ((await services.call('training.timeline', { runId: 1 })) as Output<'training.timeline'>).total;
  await expect.poll(frames, { timeout: 120_000, interval: 20 }).toBeGreaterThan(1);
  const { stdout } = await promisify(execFile)('ps', ['-eo', 'pid=,ppid=,args=']);
  const trainers = stdout
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(
      ([, parent, ...args]) => parent === String(process.pid) && args.join(' ').includes('trainer-process'),
    )
    .map(([pid]) => Number(pid));
  expect(trainers).toHaveLength(1);
  process.kill(trainers[0]!, 'SIGSTOP');
  expect(await frames()).toBeLessThan(framesOfRun);
  return () => process.kill(trainers[0]!, 'SIGCONT');
}

describe.each(['software', 'none'] as const)('the sphere in Chromium, WebGL: %s', (webgl) => {
  let browser: Browser;
  let app: App;
  let page: Page;
  let library: string;

  beforeAll(async () => {
    const opened = await openBrowser(webgl);
    if (opened === null) return;
    browser = opened;
    library = await temporaryFolder();
    app = await openApp(browser, (services) => addMadeUpPeople(services, 8, 3), library);
    page = app.page;
  });

  afterAll(async () => {
    await app?.close();
    await browser?.close();
  });

  const canvas = () => page.getByTestId('canvases').first();
  const slider = () => page.getByRole('slider', { name: 'Timeline' });
  const numbers = () => page.getByRole('region', { name: 'The spread in numbers' });
  /** After a flight to another view has ended. */
  const landed = () => page.locator('[data-testid=sphere][aria-busy="true"]').waitFor({ state: 'detached' });
  /** The pixels of the picture once nothing in it changes by itself any more: portraits come after the rest. */
  const settled = async () => {
    let last = await pixelsOf(canvas());
    const change = async () => {
      const now = await pixelsOf(canvas());
      const changed = difference(last, now);
      last = now;
      return changed;
    };
    await expect.poll(change).toBe(0);
    return last;
  };
  const accentPixels = async () => countNear(await pixelsOf(canvas()), accent);
  /** Starts a run of one stage, whose steps are counted below. */
  const startTraining = async (loss: string, epochs: number) => {
    await page.getByRole('link', { name: 'Train', exact: true }).click();
    await page.getByRole('combobox', { name: 'Loss', exact: true }).selectOption(loss);
    await page.getByLabel('Epochs', { exact: true }).fill(String(epochs));
    await page.getByLabel('Embedding size').selectOption('3');
    const search = page.getByRole('searchbox', { name: 'Find a setting' });
    await search.fill('kept out');
    await page.getByLabel('Share of people kept out').fill('0');
    await search.fill('');
    await page.getByRole('button', { name: 'Start training' }).click();
  };
  const unlessSkipped = (name: string, body: () => Promise<void>) =>
    test(name, { timeout: 300_000 }, async ({ skip }) => {
      if (browser === undefined) return skip();
      await body();
    });

  unlessSkipped('moves while a run is trained', async () => {
    await startTraining('arcface', epochs);
    // A busy machine takes longer for a picture than the run lasts: until it is taken, the run stands still.
    const goOn = await holdTrainer(app);
    await page.getByRole('link', { name: 'Sphere', exact: true }).click();
    await page.getByText('A run, over time').click();
    await slider().waitFor();
    // The page itself notes how its timeline grows.
    const lengths = await slider().evaluateHandle((element) => {
      const all = new Set<string>();
      const note = () => all.add(element.getAttribute('max')!);
      new MutationObserver(note).observe(element, { attributes: true });
      return all;
    });
    const first = await pixelsOf(canvas());
    goOn();
    // A busy machine takes minutes to draw a run that trains for seconds.
    await expect.poll(() => slider().getAttribute('max'), { timeout: 240_000 }).toBe(String(framesOfRun - 1));
    await expect.poll(() => slider().inputValue(), { timeout: 180_000 }).toBe(String(framesOfRun - 1));
    expect(difference(first, await pixelsOf(canvas()))).toBeGreaterThan(0.001);
    expect(await lengths.evaluate((all) => all.size)).toBeGreaterThan(2);
    await page.getByText(`Epoch ${epochs}, step ${epochs} of ${epochs}`).waitFor();
    await app.pictures(`sphere-run-webgl-${webgl}`);
  });

  unlessSkipped('scrubbed back, shows the first frame, and played, comes to the last', async () => {
    const { frames } = (await app.services.call('training.timeline', {
      runId: 1,
    })) as Output<'training.timeline'>;
    const { centres } = frames[0]!;
    const view = new DataView(centres.buffer, centres.byteOffset);
    const rows = Array.from({ length: 8 }, (_, i) =>
      [0, 1, 2].map((k) => view.getFloat32(4 * (3 * i + k), true)),
    );
    const smallest = `${spreadOf(rows).smallestAngle.toFixed(2)}°`;
    const last = await pixelsOf(canvas());
    const lastNumbers = await numbers().textContent();
    await slider().focus();
    await page.keyboard.press('Home');
    await page.getByText(`Epoch 0, step 0 of ${epochs}`).waitFor();
    await expect.poll(() => numbers().textContent()).toContain(smallest);
    expect(lastNumbers).not.toContain(smallest);
    expect(difference(last, await pixelsOf(canvas()))).toBeGreaterThan(0.001);
    expect(await accentPixels()).toBeGreaterThan(20);
    await page.keyboard.press('ArrowRight');
    await page.getByText(`Epoch ${every}, step ${every} of ${epochs}`).waitFor();
    await page.getByRole('button', { name: 'Play' }).click();
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    await expect.poll(() => slider().inputValue(), { timeout: 180_000 }).toBe(String(framesOfRun - 1));
  });

  unlessSkipped('says in its table what the command line says', async () => {
    await page.getByText('A head', { exact: true }).click();
    await page.getByLabel('Head', { exact: true }).selectOption({ label: 'arcface-1 (3, no verdict)' });
    await page.getByText('Shown without distortion.').waitFor();
    const said = await tammes(['sphere', '--library', library, '--head', 'arcface-1', '--json']);
    expect(said.stderr).toBe('');
    const { names, spread } = JSON.parse(said.stdout) as Output<'sphere.spread'>;
    const expected = spread.nearest
      .map(({ index, angle }, i) => ({ angle, row: [names[i]!, names[index]!, `${angle.toFixed(2)}°`] }))
      .sort((a, b) => a.angle - b.angle);
    const table = page.getByRole('region', { name: 'Nearest neighbours' });
    await expect.poll(() => table.getByRole('row').count()).toBe(9);
    const rows = await table.getByRole('row').all();
    const cells = await Promise.all(rows.slice(1).map((row) => row.getByRole('cell').allTextContents()));
    // Two that are each other's nearest have one angle: either may come first.
    const sorted = (list: string[][]) => list.map((row) => row.join(' ')).sort();
    expect(sorted(cells)).toEqual(sorted(expected.map(({ row }) => row)));
    expect(cells.map(([, , angle]) => angle)).toEqual(expected.map(({ row }) => row[2]));
    expect(await numbers().textContent()).toContain(`${spread.smallestAngle.toFixed(2)}°`);
  });

  unlessSkipped('counts the angles of all pairs beside those to the nearest', async () => {
    const nearest = page.getByRole('region', { name: 'Angles to the nearest' });
    await nearest.getByText('all pairs').click();
    const pairs = page.getByRole('region', { name: 'Angles of all pairs' });
    await pairs.getByText('Smallest at the optimum: 74.86°').waitFor();
    await app.pictures(`sphere-pairs-webgl-${webgl}`);
    await pairs.getByText('nearest', { exact: true }).click();
    await nearest.waitFor();
  });

  unlessSkipped('is not blank, and turns by key and pointer', async () => {
    // The ring of the focus lies over the picture, and is drawn once a key was pressed: here one that does nothing.
    await page.getByTestId('sphere').focus();
    await page.keyboard.press('x');
    const before = await settled();
    expect(countNear(before, accent)).toBeGreaterThan(20);
    for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowLeft');
    await expect.poll(async () => difference(before, await pixelsOf(canvas()))).toBeGreaterThan(0.001);
    await page.keyboard.press('Home');
    await expect.poll(async () => difference(before, await pixelsOf(canvas()))).toBeLessThan(0.001);
    const { x, y, width, height } = (await canvas().boundingBox())!;
    await page.mouse.move(x + width / 2, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + width / 2 + 60, y + height / 2, { steps: 4 });
    await page.mouse.up();
    await expect.poll(async () => difference(before, await pixelsOf(canvas()))).toBeGreaterThan(0.001);
    expect(await page.getByText('This window has no WebGL').count()).toBe(webgl === 'none' ? 1 : 0);
  });

  unlessSkipped('finds a person, measures to another, and shows them alone', async () => {
    await page.getByLabel('Find a person').fill('s03');
    await page.keyboard.press('Enter');
    await page.getByTestId('card').getByText('s03').waitFor();
    await landed();
    await page
      .getByRole('button', { name: 's05', exact: true })
      .first()
      .click({ modifiers: ['Control'] });
    const { names, centres } = (await app.services.call('sphere.spread', {
      headId: 2,
    })) as Output<'sphere.spread'>;
    const pair = [centres[names.indexOf('s03')]!, centres[names.indexOf('s05')]!];
    await page.getByText(`s03 – s05: ${spreadOf(pair).smallestAngle.toFixed(2)}°`).waitFor();
    await page.getByRole('button', { name: 'Turn to it' }).click();
    await landed();
    const all = await pixelsOf(canvas());
    await page.getByLabel('Show neighbours only').check();
    await expect.poll(async () => difference(all, await pixelsOf(canvas()))).toBeGreaterThan(0.0005);
    await page.getByLabel('Show neighbours only').uncheck();
    await page.getByRole('button', { name: 'Clear the selection' }).click();
  });

  unlessSkipped('shows caps, photos and the best arrangement', async () => {
    await page.getByTestId('sphere').focus();
    await page.keyboard.press('Home');
    await landed();
    for (const turnOn of [
      () => page.getByLabel('Caps').selectOption('half'),
      () => page.getByRole('checkbox', { name: 'Photos' }).check(),
      () => page.getByLabel('Best arrangement').check(),
    ]) {
      const before = await pixelsOf(canvas());
      await turnOn();
      await expect
        .poll(async () => difference(before, await pixelsOf(canvas())), { timeout: 180_000 })
        .toBeGreaterThan(0.0001);
    }
    await app.pictures(`sphere-head-webgl-${webgl}`);
  });

  unlessSkipped('is saved as PNG and SVG', async () => {
    const saved = async (button: string) => {
      const download = page.waitForEvent('download');
      await page.getByRole('button', { name: button, exact: true }).click();
      const file = await download;
      const path = join(await temporaryFolder(), file.suggestedFilename());
      await file.saveAs(path);
      return { name: file.suggestedFilename(), bytes: await readFile(path) };
    };
    const png = await saved('PNG');
    expect(png.name).toBe('tammes-arcface-1.png');
    const pixels = await sharp(png.bytes).removeAlpha().raw().toBuffer();
    expect(countNear(pixels, accent)).toBeGreaterThan(20);
    const svg = await saved('SVG');
    expect(svg.bytes.toString()).toMatch(/<text [^>]*>s0\d<\/text>/);
    const drawn = await sharp(svg.bytes).removeAlpha().raw().toBuffer();
    expect(countNear(drawn, accent)).toBeGreaterThan(20);
  });

  unlessSkipped('films a run, two of them beside each other', async () => {
    await startTraining('triplet', 5);
    const finished = async () => {
      const runs = (await app.services.call('training.runs', undefined)) as Output<'training.runs'>;
      return runs.filter(({ status }) => status === 'finished').length;
    };
    await expect.poll(finished, { timeout: 180_000 }).toBe(2);
    // Twice: the screen is as it was left, with the first run, and then at its start.
    for (let i = 0; i < 2; i++) {
      await page.getByRole('link', { name: 'Sphere', exact: true }).click();
      await page.getByRole('heading', { level: 1, name: 'Sphere' }).waitFor();
    }
    await page.getByText('A run, over time').click();
    await page.getByText('mean directions').waitFor({ state: 'detached' });
    await page.getByLabel('Compare with', { exact: true }).selectOption('1');
    await expect.poll(() => page.getByTestId('sphere').count()).toBe(2);
    await page.getByText(/^arcface-1, at the same share of its run: epoch/).waitFor();
    const download = page.waitForEvent('download', { timeout: 180_000 });
    await page.getByRole('button', { name: 'Video' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/^tammes-triplet-2-\d+\.(mp4|webm)$/);
    const path = join(await temporaryFolder(), 'film');
    await file.saveAs(path);
    const bytes = await readFile(path);
    expect(bytes.length).toBeGreaterThan(10_000);
    // The marks of MP4 and of WebM.
    expect(bytes.subarray(4, 8).toString() === 'ftyp' || bytes.readUInt32BE(0) === 0x1a45dfa3).toBe(true);
    await app.pictures(`sphere-two-webgl-${webgl}`);
  });

  unlessSkipped('goes on without a problem in the window', async () => expect(app.problems).toEqual([]));
});
