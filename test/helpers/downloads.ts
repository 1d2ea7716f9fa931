import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';

/** What the browser saves on a click. */
export async function saved(
  page: Page,
  press: () => Promise<unknown>,
): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([page.waitForEvent('download'), press()]);
  return { name: download.suggestedFilename(), text: await readFile((await download.path())!, 'utf8') };
}

/** Chooses from the menu in a screen's title row. */
export async function chooseMore(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: item }).click();
}
