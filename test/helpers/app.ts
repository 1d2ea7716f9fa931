/** The built app in a browser: a library's services, the web host over them and a page on it. */
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { openServices, type Services } from '../../src-main/services/index.ts';
import { startWebHost } from '../../src-main/web/index.ts';
import { openPage, savePicture, savePictures, showSmallAndDark } from './browser.ts';
import { temporaryFolder } from './cli.ts';

/** Takes what tests leave for people to look at; CI keeps it. */
export const artifacts = fileURLToPath(new URL('../../test-artifacts/', import.meta.url));
/** Takes pictures for people to look at; without it none are taken. */
const pictureFolder = process.env.TAMMES_PICTURES;

export interface App {
  services: Services;
  page: Page;
  /** What has gone wrong in the page. */
  problems: readonly string[];
  /** Shows the page at other sizes and in the other theme; with pictures for people to look at if TAMMES_PICTURES names a folder. */
  pictures(name: string): Promise<void>;
  /** A picture of the page as it is, if TAMMES_PICTURES names a folder. */
  picture(name: string): Promise<void>;
  /** Ends the host alone: the page hears nothing any more. */
  stopHost(): Promise<void>;
  /** Closes the page, the host and the library; the browser stays open. */
  close(): Promise<void>;
}

/** Adds a folder by its path, from the library's screen. */
export async function addFolder(page: Page, folder: string): Promise<void> {
  await page.getByRole('button', { name: /^(Choose…|Add folder|選ぶ…|フォルダを追加)$/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: /^(Folder|フォルダ)$/ }).fill(folder);
  await dialog.getByRole('button', { name: /^(Add this folder|このフォルダを追加)$/ }).click();
}

/** Chooses a language in the settings, and comes back to the screen that was shown. */
export async function speak(page: Page, language: 'en' | 'ja'): Promise<void> {
  const address = new URL(page.url()).hash || '#/';
  const to = (hash: string) => page.evaluate((hash) => (location.hash = hash), hash);
  await to('#/settings');
  await page.getByText({ en: 'English', ja: '日本語' }[language], { exact: true }).click();
  await page.locator(`html[lang=${language}]`).waitFor();
  await to(address);
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
  for (const folder of [artifacts, pictureFolder])
    if (folder !== undefined) await mkdir(folder, { recursive: true });
  const services = await openServices({
    library: library ?? (await temporaryFolder()),
    host: 'web',
    folders: ['/'],
  });
  await fill(services);
  const host = await startWebHost(services, { port: 0 });
  const problems: string[] = [];
  const page = await openPage(browser, host.newAddress(), problems);
  return {
    services,
    page,
    problems,
    pictures: (name) =>
      pictureFolder === undefined ? showSmallAndDark(page) : savePictures(page, pictureFolder, name),
    picture: async (name) => {
      if (pictureFolder !== undefined) await savePicture(page, pictureFolder, name);
    },
    stopHost: () => host.close(),
    close: async () => {
      await page.close();
      await host.close();
      await services.close();
    },
  };
}
