/** `npm run bench -- ui`: the built window in Chromium with a large library. */
import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { openServices, type Services } from '../../../src-main/services/index.ts';
import { startWebHost } from '../../../src-main/web/index.ts';
import type { Input, MethodName } from '../../../src-shared/contract/index.ts';
import { openBrowser } from '../../helpers/browser.ts';
import { tagOf } from '../machine.ts';
import { headerNow, writeResult } from '../results.ts';
import { watchCamera } from './camera.ts';
import { grids } from './grids.ts';
import { type LibrarySize, makeLibrary } from './made-up.ts';
import type { UiResult } from './result.ts';
import { scroll, ways } from './scrolling.ts';
import { useForMinutes } from './use.ts';

export interface UiOptions extends LibrarySize {
  minutes: number;
  /** Keeps the library between calls. */
  library?: string;
  /** Name of the result; absent: by the machine. */
  tag?: string;
}

const viewport = { width: 1280, height: 800 };

/** Needs `npm run build`. */
export async function benchUi({ faces, people, minutes, library, tag }: UiOptions): Promise<void> {
  const header = await headerNow();
  const before = loadavg()[0]!;
  const temporary = library === undefined ? await mkdtemp(join(tmpdir(), 'tammes-bench-ui-')) : null;
  const folder = library ?? temporary!;
  await makeLibrary(folder, { faces, people });
  const browser = await openBrowser();
  if (browser === null) throw new Error('The bench needs Chromium.');
  const services = await openServices({ library: folder, host: 'web' });
  const host = await startWebHost(services, { port: 0 });
  try {
    const loads = [];
    for (let i = 0; i < 3; i++) loads.push(await load(browser, host.newAddress()));
    tell(`first faces after ${loads.map(({ faces }) => `${faces.toFixed(0)} ms`).join(', ')}`);
    const page = await browser.newPage({ viewport, locale: 'en' });
    await page.goto(host.newAddress());
    const scrolled = await scrollAll(browser, page);
    const calls = await timeCalls(services, faces);
    const use = await useForMinutes(page, minutes, people);
    await page.close();
    const camera = await watchCamera(host.newAddress());
    tell(`${camera.median.toFixed(1)} pictures of the camera a second`);
    tell(`${use.rounds} rounds of use`);
    const result: UiResult = {
      header,
      browser: browser.version(),
      load: { before, after: loadavg()[0]! },
      ...{ faces, people, loads, scrolled, calls, camera, use },
    };
    tell(`Written: ${await writeResult('ui', tag ?? tagOf(header.machine), result)}`);
  } finally {
    await browser.close();
    await host.close();
    await services.close();
    if (temporary !== null) await rm(temporary, { recursive: true });
  }
}

/** Loads the page in a browser that knows nothing of it. */
async function load(browser: Browser, url: string): Promise<UiResult['loads'][number]> {
  const context = await browser.newContext({ viewport, locale: 'en' });
  const page = await context.newPage();
  await page.goto(url);
  const faces = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        requestAnimationFrame(function look(now) {
          const picture = document.querySelector<HTMLImageElement>('[role=listbox] [role=option] img');
          if (picture?.complete && picture.naturalWidth > 0) resolve(now);
          else requestAnimationFrame(look);
        });
      }),
  );
  const content = await page.evaluate(
    () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
  );
  await context.close();
  return { content, faces };
}

async function scrollAll(browser: Browser, page: Page): Promise<UiResult['scrolled']> {
  const scrolled = [];
  for (const [screen, grid] of Object.entries(grids)) {
    await page.evaluate((screen) => {
      location.hash = `#/${screen}`;
    }, screen);
    await page.getByRole('listbox', { name: grid }).getByRole('option').first().waitFor();
    for (const way of Object.keys(ways) as (keyof typeof ways)[]) {
      const measured = await scroll(browser, page, grid, way);
      tell(`${screen}, ${way}: ${measured.work.p95.toFixed(1)} ms of work in 95 % of frames`);
      scrolled.push({ screen: screen === 'library' ? 'Library' : 'People', ...measured });
    }
  }
  return scrolled;
}

/** The calls that wait for the whole library, asked of the main process itself. */
async function timeCalls(services: Services, faces: number): Promise<UiResult['calls']> {
  const order = { sort: 'path', descending: false } as const;
  const calls: { [M in MethodName]?: Input<M> } = {
    'library.summary': undefined,
    'library.faceIds': order,
    'library.faceGroups': { ...order, group: 'person' },
    'library.faces': { ...order, offset: Math.floor(faces / 2), limit: 100 },
    'people.list': undefined,
    'journal.list': { offset: 0, limit: 100 },
  };
  const timed = [];
  for (const [method, input] of Object.entries(calls)) {
    const times: number[] = [];
    for (let i = 0; i < 2; i++) {
      const started = performance.now();
      await services.call(method, input);
      times.push(performance.now() - started);
    }
    timed.push({ method, first: times[0]!, again: times[1]! });
  }
  return timed;
}

function tell(text: string): void {
  process.stderr.write(`${text}\n`);
}
