import { existsSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import { type Browser, type BrowserServer, chromium, type LaunchOptions, type Page } from 'playwright-core';

const places = [
  process.env.CHROME_PATH,
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
];

/** The page is drawn without a GPU: Debian's Chromium would do it with one, which on the processor takes most of the time. */
const plainDrawing = ['--disable-gpu-compositing', '--disable-gpu-rasterization'];

const graphicsFlags = {
  /** WebGL on the processor, whatever the machine has. */
  software: ['--use-angle=swiftshader', '--enable-unsafe-swiftshader', ...plainDrawing],
  /** Neither WebGL nor WebGPU. */
  none: ['--disable-3d-apis', ...plainDrawing],
  /** WebGPU on the processor. */
  webgpu: ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'],
} as const;

const howToGetOne =
  'No browser: install Chrome or Chromium (Debian: apt-get install chromium), or set CHROME_PATH.';

/**
 * The system's Chrome or Chromium, else the one inside @sparticuz/chromium if it starts; null, and a warning, without one.
 * @param graphics what WebGL and WebGPU are made of; without it, WebGL is as the browser likes, and there is no WebGPU.
 * @param more flags.
 */
export function openBrowser(
  graphics?: keyof typeof graphicsFlags,
  more: readonly string[] = [],
): Promise<Browser | null> {
  const own =
    graphics === undefined
      ? flags
      : [...flags.filter((flag) => flag !== '--disable-gpu'), ...graphicsFlags[graphics]];
  return opened([...own, ...more], (options) => chromium.launch(options));
}

/** The same browser, for other processes to connect to; null, and a warning, without one. */
export const openBrowserServer = (): Promise<BrowserServer | null> =>
  opened(flags, (options) => chromium.launchServer(options));

async function opened<T>(
  args: readonly string[],
  launch: (options: LaunchOptions) => Promise<T>,
): Promise<T | null> {
  const installed = places.find((path) => path !== undefined && existsSync(path));
  const packaged = async () => {
    const { default: inside } = await import('@sparticuz/chromium');
    return { executablePath: await inside.executablePath(), args: [...inside.args, ...args] };
  };
  try {
    return await launch(
      installed === undefined ? await packaged() : { executablePath: installed, args: [...args] },
    );
  } catch (error) {
    // CI installs a browser: there a missing one is a fault.
    if (process.env.TAMMES_REQUIRE_BROWSER) throw error;
    console.warn(`End-to-end tests are skipped. ${howToGetOne}`);
    return null;
  }
}

/** A page at an address. @param problems takes what goes wrong in it, and requests to anywhere else. */
export async function openPage(browser: Browser, url: string, problems: string[]): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'en' });
  // As the limit of a test: what hangs is ended, what is slow on a busy machine is not.
  page.setDefaultTimeout(150_000);
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  const own = new URL(url).origin;
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (/^(https?|wss?):$/.test(protocol) && origin !== own) problems.push(`Asked for ${request.url()}`);
  });
  await page.goto(url);
  return page;
}

const large = { width: 1280, height: 800 };
const small = { width: 800, height: 600 };

/** Shows the screen at a size and in a theme, until it is drawn. */
async function showAt(page: Page, size: typeof large, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.setViewportSize(size);
  await page.emulateMedia({ colorScheme });
  // Charts measure themselves in the first frame at a size, and are drawn in the next.
  await page.evaluate(
    () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
  );
}

/** Shows the screen small and dark, so that what goes wrong then is noticed, and large and light again. */
export async function showSmallAndDark(page: Page): Promise<void> {
  // The pointer would leave a tooltip over a chart.
  await page.mouse.move(0, 0);
  await showAt(page, small, 'dark');
  await showAt(page, large, 'light');
}

/** Pictures of the screen at both sizes, light and dark. @param folder takes the files. */
export async function savePictures(page: Page, folder: string, name: string): Promise<void> {
  await page.mouse.move(0, 0);
  for (const size of [large, small]) {
    for (const colorScheme of ['light', 'dark'] as const) {
      await showAt(page, size, colorScheme);
      await savePicture(page, folder, `${name}-${size.width}-${colorScheme}`);
    }
  }
  await showAt(page, large, 'light');
}

/** A picture of the page as it is. @param folder takes the file. */
export async function savePicture(page: Page, folder: string, name: string): Promise<void> {
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
}

/** What axe finds on the page as it is shown, by rule. */
export async function hindrances(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const drawn = () => new Promise((done) => requestAnimationFrame(done));
    await drawn();
    await drawn();
    // Colours that change in steps would be looked at half way. Asked anew: that one has ended is not always told if its element goes.
    const isChanging = () =>
      document
        .getAnimations()
        .some(
          ({ playState, effect }) =>
            playState === 'running' && Number.isFinite(effect?.getComputedTiming().endTime),
        );
    while (isChanging()) await drawn();
    const { violations } = await (globalThis as unknown as { axe: typeof import('axe-core') }).axe.run();
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  });
}
