/** The window as somebody uses it, again and again, and the memory that it takes. */
import type { CDPSession, Page } from 'playwright-core';
import { grids } from './grids.ts';
import type { Memory, UiResult } from './result.ts';

/** Goes round the screens of photos for some minutes. @param people how many there are. */
export async function useForMinutes(page: Page, minutes: number, people: number): Promise<UiResult['use']> {
  const session = await page.context().newCDPSession(page);
  await useOnce(page, people);
  const before = await memoryOf(session);
  const started = performance.now();
  let rounds = 0;
  for (; performance.now() - started < 60_000 * minutes; rounds++) await useOnce(page, people);
  const after = await memoryOf(session);
  return { minutes: (performance.now() - started) / 60_000, rounds, before, after };
}

/** Looks at faces here and there, at a person, and for a name. */
async function useOnce(page: Page, count: number): Promise<void> {
  const faces = page.getByRole('listbox', { name: grids.library });
  const people = page.getByRole('listbox', { name: grids.people });
  await page.getByRole('link', { name: 'Library', exact: true }).click();
  await faces.getByRole('option').first().waitFor();
  for (const key of ['Home', 'PageDown', 'ArrowRight', 'End', 'PageUp']) {
    await faces.press(key);
    await faces.locator('[aria-selected=true] img').first().waitFor();
  }
  await page.getByRole('link', { name: 'People', exact: true }).click();
  await people.getByRole('option').first().waitFor();
  for (const key of ['Home', 'PageDown', 'End']) {
    await people.press(key);
    await people.locator('[aria-selected=true] img').first().waitFor();
  }
  const find = page.getByRole('searchbox', { name: 'Find a person' });
  await find.fill(`Person ${count}`);
  await people.getByRole('option', { name: new RegExp(`^Person ${count},`) }).waitFor();
  await find.fill('');
  await people.getByRole('option').nth(20).waitFor();
}

async function memoryOf(session: CDPSession): Promise<Memory> {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const { nodes } = await session.send('Memory.getDOMCounters');
  return { heap: Math.round(usedSize), nodes, server: process.memoryUsage.rss() };
}
