/** The written part of docs/BENCHMARKS.md about the window with a large library. */
import { markdownTable, measuredAt, mebibytes, rewriteBlock } from '../document.ts';
import { readResults } from '../results.ts';
import { type Memory, type Spread, type UiResult, uiResult } from './result.ts';

export async function writeUiTables(): Promise<void> {
  const results = await readResults('ui', uiResult);
  await rewriteBlock('BENCHMARKS.md', 'ui', results.map(section).join('\n\n'));
}

const ms = (value: number) => `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ms`;
const spread = ({ median, p95, longest }: Spread) => [ms(median), ms(p95), ms(longest)];

function section(result: UiResult): string {
  const { header, browser, load, faces, people, loads, scrolled, calls, camera, use } = result;
  const { machine, versions } = header;
  const isLoaded = Math.max(load.before, load.after) > 1.5 * machine.cores;
  return [
    `${faces} faces of ${people} people; ${machine.cpu}, ${machine.cores} cores, ${machine.gpu ?? 'no GPU'}; Chromium ${browser}, node ${versions.node}, ${measuredAt(header)}; load ${load.before.toFixed(1)} before, ${load.after.toFixed(1)} after${isLoaded ? ': **loaded**, so that times are too long, and processor times alone can be compared' : ''}.`,
    markdownTable([
      ['the page is loaded', 'first content', 'first faces'],
      ...loads.map(({ content, faces }, i) => [
        i === 0 ? 'the first time' : `again, ${i}`,
        ms(content),
        ms(faces),
      ]),
    ]),
    markdownTable([
      [
        'scrolled',
        'frames',
        'interval: median',
        '95 %',
        'longest',
        'work: median',
        '95 %',
        'longest',
        'elements',
      ],
      ...scrolled.map(({ screen, way, frames, interval, work, nodes }) => [
        `${screen}, ${way}`,
        String(frames),
        ...spread(interval),
        ...spread(work),
        String(nodes),
      ]),
    ]),
    markdownTable([
      ['call', 'first', 'again'],
      ...calls.map(({ method, first, again }) => [`\`${method}\``, ms(first), ms(again)]),
    ]),
    markdownTable([
      ['memory', 'page’s JavaScript', 'nodes that the browser holds', 'serving process'],
      ['before', ...memoryRow(use.before)],
      [`after ${use.rounds} rounds in ${use.minutes.toFixed(1)} minutes`, ...memoryRow(use.after)],
    ]),
    ...(camera === undefined
      ? []
      : [
          `The camera, live, without WebGL and WebGPU: ${camera.median.toFixed(1)} pictures a second in the median of twenty seconds, ${camera.least.toFixed(1)} at least.`,
        ]),
  ].join('\n\n');
}

const memoryRow = ({ heap, nodes, server }: Memory) => [mebibytes(heap), String(nodes), mebibytes(server)];
