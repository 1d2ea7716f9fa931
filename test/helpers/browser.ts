import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';

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

const graphicsFlags = {
  /** WebGL on the processor, whatever the machine has. */
  software: ['--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
  /** Neither WebGL nor WebGPU. */
  none: ['--disable-3d-apis'],
  /** WebGPU on the processor. */
  webgpu: ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'],
} as const;

const howToGetOne =
  'No browser: install Chrome or Chromium (Debian: apt-get install chromium), or set CHROME_PATH.';

/**
 * The system's Chrome or Chromium, else the one inside @sparticuz/chromium where it starts; null, and a warning, without one.
 * @param graphics what WebGL and WebGPU are made of; without it, WebGL is as the browser likes, and there is no WebGPU.
 */
export async function openBrowser(graphics?: keyof typeof graphicsFlags): Promise<Browser | null> {
  const args =
    graphics === undefined
      ? flags
      : [...flags.filter((flag) => flag !== '--disable-gpu'), ...graphicsFlags[graphics]];
  const own = places.find((path) => path !== undefined && existsSync(path));
  const packaged = async () => {
    const { default: inside } = await import('@sparticuz/chromium');
    return { executablePath: await inside.executablePath(), args: [...inside.args, ...args] };
  };
  try {
    return await chromium.launch(own === undefined ? await packaged() : { executablePath: own, args });
  } catch (error) {
    // CI installs a browser: there a missing one is a fault.
    if (process.env.TAMMES_REQUIRE_BROWSER) throw error;
    console.warn(`End-to-end tests are skipped. ${howToGetOne}`);
    return null;
  }
}

/** A page at an address. @param problems takes what goes wrong in it. */
export async function openPage(browser: Browser, url: string, problems: string[]): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'en' });
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  await page.goto(url);
  return page;
}

/** Pictures of the screen at both sizes, light and dark. @param folder takes the files. */
export async function savePictures(page: Page, folder: string, name: string): Promise<void> {
  // The pointer would leave a tooltip over a chart.
  await page.mouse.move(0, 0);
  for (const [width, height] of [
    [1280, 800],
    [800, 600],
  ] as const) {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme });
      // Charts measure themselves in the first frame at a size, and are drawn in the next.
      await page.evaluate(
        () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
      );
      await page.screenshot({
        path: join(folder, `${name}-${width}-${colorScheme}.png`),
        animations: 'disabled',
      });
    }
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.emulateMedia({ colorScheme: 'light' });
}
