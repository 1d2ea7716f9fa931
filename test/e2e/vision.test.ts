import { copyFile, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, describe, expect, test } from 'vitest';
import { ingest } from '../../src-main/services/library.ts';
import { openStore, type Store } from '../../src-main/store/store.ts';
import { faceApiFolder } from '../../src-main/vision/models.ts';
import { createVisionPool } from '../../src-main/vision/pool.ts';
import { addFolder, artifacts, openApp } from '../helpers/app.ts';
import { openBrowser } from '../helpers/browser.ts';

const browser: Browser | null = await openBrowser();

interface Row {
  hash: string;
  box: number[];
  feature: Float32Array;
}

/** All faces of a library. */
function facesOf({ db }: Store): Row[] {
  const rows = db
    .prepare('SELECT hash, faces.* FROM faces JOIN photos ON photos.id = photo_id ORDER BY hash, faces.id')
    .all();
  return rows.map((row) => {
    const bytes = row.feature as Uint8Array;
    return {
      hash: String(row.hash),
      box: ['x', 'y', 'width', 'height'].map((key) => Number(row[key])),
      feature: new Float32Array(bytes.slice().buffer),
    };
  });
}

const temporary = (name: string) => mkdtemp(join(tmpdir(), `tammes-e2e-${name}-`));

describe.skipIf(browser === null)('the same photos in Node and in Chromium', () => {
  afterAll(async () => {
    await browser?.close();
  });

  const portraits = ['exif-orientation-6.jpg', 'grey.jpg', 'photo.webp'].map(
    (name) => `../fixtures/photos/${name}`,
  );
  const tight = '../fixtures/orl/s11/01.png';
  const groups = ['sample1.jpg', 'sample4.jpg'].map((name) => join(faceApiFolder, 'demo', name));

  test('have the same faces, and reading leaves the window its frames', { timeout: 300_000 }, async () => {
    const gaps = await compare([...portraits, tight, ...groups], 2, 'WebAssembly');
    const quantile = (share: number) => gaps[Math.floor(share * (gaps.length - 1))];
    await writeFile(
      join(artifacts, 'frames-while-reading.json'),
      JSON.stringify({
        frames: gaps.length,
        median: quantile(0.5),
        p99: quantile(0.99),
        longest: gaps.at(-1),
      }),
    );
  });

  test('have the same faces on threads, too', { timeout: 300_000 }, async () => {
    await compare([portraits[1]!, tight], 4, 'WebAssembly, 2 threads');
  });
});

/**
 * Reads photos in Node and in the window, and expects the same faces.
 * @param paths absolute, or from here. @param cores that the window believes to have. @param backend it should compute on:
 *   Chromium computes WebGL in software here, which is slower than WebAssembly.
 * @returns milliseconds between frames while the folder was read, the shortest first.
 */
async function compare(paths: readonly string[], cores: number, backend: string): Promise<number[]> {
  const folder = await temporary('photos');
  for (const path of paths)
    await copyFile(resolve(import.meta.dirname, path), join(folder, path.replace(/.*[\\/]/, '')));

  const inNode = openStore(await temporary('node'));
  const pool = createVisionPool({ workers: 1 });
  await ingest(inNode, pool, folder, {});
  await pool.close();
  const expected = facesOf(inNode);
  inNode.close();

  const library = await temporary('window');
  const { page, problems, close } = await openApp(browser!, undefined, library);
  await page.route(/\/assets\/worker-[^/]*\.js$/, async (route) => {
    const response = await route.fetch();
    const pretend = `Object.defineProperty(navigator, 'hardwareConcurrency', { value: ${cores} });`;
    await route.fulfill({ response, body: pretend + (await response.text()) });
  });
  const frames = await page.evaluateHandle(() => {
    const gaps: number[] = [];
    let last = performance.now();
    const frame = (now: number) => {
      gaps.push(now - last);
      last = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    return gaps;
  });
  await addFolder(page, folder);
  const shown = page.getByText(/^Faces are found on: /);
  await shown.waitFor();
  const shownBackend = await shown.textContent();
  await page.getByText(/^Photos: .* added/).waitFor({ timeout: 240_000 });
  const gaps = (await frames.jsonValue()).toSorted((a, b) => a - b);
  await close();

  expect(shownBackend).toBe(`Faces are found on: ${backend}`);
  const inWindow = openStore(library);
  const found = facesOf(inWindow);
  inWindow.close();
  expect(expected.length).toBeGreaterThanOrEqual(paths.length);
  expect(found.map(({ hash }) => hash)).toEqual(expected.map(({ hash }) => hash));
  for (const [i, face] of found.entries()) {
    const same = expected[i]!;
    for (const [k, value] of face.box.entries()) expect(Math.abs(value - same.box[k]!)).toBeLessThan(1);
    expect(cosine(face.feature, same.feature)).toBeGreaterThan(0.999);
  }
  expect(problems).toEqual([]);
  return gaps;
}

function cosine(a: Float32Array, b: Float32Array): number {
  let [ab, aa, bb] = [0, 0, 0];
  for (const [i, value] of a.entries()) {
    ab += value * b[i]!;
    aa += value * value;
    bb += b[i]! * b[i]!;
  }
  return ab / Math.sqrt(aa * bb);
}
