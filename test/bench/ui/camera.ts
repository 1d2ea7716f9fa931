/** How many pictures of a camera the window looks at, and names faces on, in a second. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoFolder } from '../../../src-main/app-files.ts';
import { en } from '../../../src-renderer/app/messages/en.ts';
import { openBrowser } from '../../helpers/browser.ts';
import { cameraFlags } from '../../helpers/camera.ts';
import type { UiResult } from './result.ts';

/** The window's mean over the last pictures is read so often, a second apart. */
const readings = 20;
/** Readings after the first face that are passed over: kernels are compiled, and the mean begins with them. */
const settling = 10;

/** @param url of the window, in a browser that has no GPU and makes none of the processor: faces are found by WASM. */
export async function watchCamera(url: string): Promise<NonNullable<UiResult['camera']>> {
  const folder = await mkdtemp(join(tmpdir(), 'tammes-bench-camera-'));
  const browser = await openBrowser('none', await cameraFlags(await onePhoto(), folder));
  if (browser === null) throw new Error('The bench needs Chromium.');
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'en' });
    await page.goto(url);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.evaluate(() => {
      location.hash = '#/recognise?view=camera';
    });
    const said = page.getByRole('status').filter({ hasText: 'pictures a second' });
    const oneFace = page.getByText(en.recognise.liveRate(1, 0).split(' · ')[0]!, { exact: false });
    await said.and(oneFace).waitFor({ timeout: 300_000 });
    const rates: number[] = [];
    while (rates.length < settling + readings) {
      await page.waitForTimeout(1000);
      rates.push(Number(/([\d.]+) pictures/.exec((await said.textContent()) ?? '')?.[1]));
    }
    const sorted = rates.slice(settling).toSorted((a, b) => a - b);
    return { median: sorted[readings >> 1]!, least: sorted[0]! };
  } finally {
    await browser.close();
    await rm(folder, { recursive: true });
  }
}

async function onePhoto(): Promise<string> {
  const person = (await readdir(demoFolder)).filter((name) => /^c\d+$/.test(name)).sort()[0]!;
  return join(demoFolder, person, (await readdir(join(demoFolder, person))).sort()[0]!);
}
