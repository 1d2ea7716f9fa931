/** What holds for each screen of the window. */
import type { Page } from 'playwright-core';
import { en } from '../../src-renderer/app/messages/en.ts';
import { ja } from '../../src-renderer/app/messages/ja.ts';
import { recordTitle } from '../../src-shared/privacy-record.ts';

/** Goes to a screen by its address, such as `runs?run=1`, and waits until it shows what it is to show. */
export async function goTo(page: Page, address: string): Promise<void> {
  const language = (await page.locator('html').getAttribute('lang')) === 'ja' ? 'ja' : 'en';
  const words = { en, ja }[language];
  const screen = address.split(/[/?]/)[0] as keyof typeof en.screens;
  // The one page that has a title of its own, as it is printed.
  const name = address === 'settings/record' ? recordTitle[language] : words.screens[screen];
  await page.evaluate((address) => (location.hash = `#/${address}`), address);
  await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
  await page.waitForFunction((loading) => {
    const scroller = document.querySelector('[data-testid=scroller]');
    const waiting = [...document.querySelectorAll('[role=status]')].some((one) =>
      one.textContent?.includes(loading),
    );
    return !waiting && (scroller === null || scroller.textContent !== '');
  }, words.common.loading);
}

/** What scrolls sideways, and which controls are cut off at the side. Tables and rows of pictures may scroll. */
export function shownSideways(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const words = (element: Element) => `${element.outerHTML.slice(0, 160)} …`;
    const scrolls = (element: Element) => {
      const { overflowX } = getComputedStyle(element);
      return overflowX === 'auto' || overflowX === 'scroll';
    };
    const all = [...document.querySelectorAll<HTMLElement>('body, body *')].filter((it) =>
      it.checkVisibility({ visibilityProperty: true }),
    );
    const isRow = (element: Element) =>
      element.querySelector('table') !== null ||
      (element.matches('[role=listbox]') && getComputedStyle(element).overflowY === 'hidden');
    const wide = all.filter((it) => scrolls(it) && it.scrollWidth > it.clientWidth + 1 && !isRow(it));
    const cut = all.filter((it) => {
      if (!it.matches('button, a[href], input, select, textarea, h1, h2')) return false;
      const { left, right, width } = it.getBoundingClientRect();
      if (width <= 1 || (left >= -1 && right <= innerWidth + 1)) return false;
      for (let at: Element | null = it; at !== null; at = at.parentElement) if (scrolls(at)) return false;
      return true;
    });
    return [
      ...(document.documentElement.scrollWidth > innerWidth ? ['the page'] : []),
      ...wide.map((it) => `scrolls: ${words(it)}`),
      ...cut.map((it) => `is cut off: ${words(it)}`),
    ];
  });
}

/** What would move for longer than one sees. */
export function lastingMotion(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const seconds = (list: string) => Math.max(...list.split(',').map((one) => Number.parseFloat(one)));
    return [...document.querySelectorAll('body *')]
      .filter((it) => {
        const { transitionDuration, animationDuration, animationName } = getComputedStyle(it);
        return (
          seconds(transitionDuration) > 0.001 ||
          (animationName !== 'none' && seconds(animationDuration) > 0.001)
        );
      })
      .map((it) => it.outerHTML.slice(0, 160));
  });
}
