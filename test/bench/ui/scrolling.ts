/** Grids scrolled in Chromium, and what each frame takes by its trace. */
import type { Browser, Page } from 'playwright-core';
import { z } from 'zod';
import type { Scrolled, Spread } from './result.ts';

/** Pixels in a frame: a fast wheel, and a flight through the list. */
export const ways = { steadily: 40, fast: 400 } as const;
const seconds = 6;

const traceEvent = z.object({
  name: z.string(),
  ph: z.string(),
  pid: z.int(),
  tid: z.int(),
  ts: z.number(),
  dur: z.number().optional(),
  /** Processor time, microseconds. */
  tdur: z.number().optional(),
});
type TraceEvent = z.infer<typeof traceEvent>;

/** Scrolls the grid that is named for a few seconds. */
export async function scroll(
  browser: Browser,
  page: Page,
  grid: string,
  way: keyof typeof ways,
): Promise<Omit<Scrolled, 'screen'>> {
  const categories = ['devtools.timeline', 'disabled-by-default-devtools.timeline'];
  await browser.startTracing(page, { categories });
  const seen = await page.evaluate(scrollInPage, { grid, step: ways[way], seconds });
  const trace = JSON.parse((await browser.stopTracing()).toString('utf8'));
  const events = z.array(z.unknown()).parse(trace.traceEvents);
  const known = events.flatMap((event) => traceEvent.safeParse(event).data ?? []);
  const work = workOfFrames(known);
  if (work.length === 0) throw new Error('The trace has no frames.');
  return {
    way,
    frames: seen.intervals.length,
    interval: spreadOf(seen.intervals),
    work: spreadOf(work),
    nodes: seen.nodes,
  };
}

/** Runs in the page: asks for nothing but frames, so that the measuring itself takes little. */
function scrollInPage({ grid, step, seconds }: { grid: string; step: number; seconds: number }) {
  const element = document.querySelector(`[role=listbox][aria-label="${grid}"]`);
  if (element === null) throw new Error(`There is no grid ${grid}.`);
  element.scrollTop = 0;
  const intervals: number[] = [];
  let [nodes, last] = [0, 0];
  return new Promise<{ intervals: number[]; nodes: number }>((resolve) => {
    const started = performance.now();
    requestAnimationFrame(function next(now) {
      if (last > 0) intervals.push(now - last);
      last = now;
      nodes = Math.max(nodes, document.getElementsByTagName('*').length);
      element.scrollTop += step;
      if (now - started < 1000 * seconds) requestAnimationFrame(next);
      else resolve({ intervals, nodes });
    });
  });
}

/** Processor time of the page's main thread from each frame to the next, milliseconds. */
export function workOfFrames(events: readonly TraceEvent[]): number[] {
  const frames = events.filter(({ name }) => name === 'FireAnimationFrame');
  const thread = (event: TraceEvent) => `${event.pid}.${event.tid}`;
  const counts = Map.groupBy(frames, thread);
  // Other pages of the browser draw nothing.
  const [main] = [...counts].toSorted((a, b) => b[1].length - a[1].length);
  if (main === undefined) return [];
  const starts = main[1].map(({ ts }) => ts).sort((a, b) => a - b);
  const work = new Array<number>(Math.max(0, starts.length - 1)).fill(0);
  const tasks = events
    .filter((event) => event.name === 'RunTask' && thread(event) === main[0] && event.ph === 'X')
    .sort((a, b) => a.ts - b.ts);
  let frame = 0;
  for (const { ts, dur, tdur } of tasks) {
    // The task that draws a frame begins before the frame is noted.
    const end = ts + (dur ?? 0);
    while (frame + 1 < starts.length && starts[frame + 1]! <= end) frame++;
    if (end >= starts[0]! && frame < work.length) work[frame]! += (tdur ?? 0) / 1000;
  }
  return work;
}

function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return { median: at(0.5), p95: at(0.95), longest: at(1) };
}
