/** The built app in a browser: a library's services, the web host over them and a page on it. */
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { openServices, type Services } from '../../src-main/services/index.ts';
import { startWebHost } from '../../src-main/web/index.ts';
import { openPage, savePictures } from './browser.ts';
import { temporaryFolder } from './cli.ts';

/** Takes what tests leave for people to look at; CI keeps it. */
export const artifacts = fileURLToPath(new URL('../../test-artifacts/', import.meta.url));

export interface App {
  services: Services;
  page: Page;
  /** What has gone wrong in the page. */
  problems: readonly string[];
  /** Pictures of the page for people to look at. */
  pictures(name: string): Promise<void>;
  /** Closes the page, the host and the library; the browser stays open. */
  close(): Promise<void>;
}

/**
 * Opens the app on a library.
 * @param fill is called before the page is opened. @param library a new one by default.
 */
export async function openApp(
  browser: Browser,
  fill: (services: Services) => Promise<unknown> = async () => {},
  library?: string,
): Promise<App> {
  await mkdir(artifacts, { recursive: true });
  const services = await openServices({ library: library ?? (await temporaryFolder()), host: 'web' });
  await fill(services);
  const host = await startWebHost(services, { port: 0 });
  const problems: string[] = [];
  const page = await openPage(browser, host.url, problems);
  return {
    services,
    page,
    problems,
    pictures: (name) => savePictures(page, artifacts, name),
    close: async () => {
      await page.close();
      await host.close();
      await services.close();
    },
  };
}
