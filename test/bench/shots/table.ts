/** The written part of docs/BENCHMARKS.md about copies found. */
import { shareInterval } from '../../../src-shared/recognition/index.ts';
import { markdownTable, measuredAt, rewriteBlock } from '../document.ts';
import { readResults } from '../results.ts';
import { copyKinds } from './copies.ts';
import { type ShotSet, type ShotsResult, shotsResult } from './result.ts';

export async function writeShotsTables(): Promise<void> {
  const results = await readResults('shots', shotsResult);
  await rewriteBlock('BENCHMARKS.md', 'shots', results.map(section).join('\n\n'));
}

function section({ header, sets }: ShotsResult): string {
  return [
    `${header.machine.cpu}, ${measuredAt(header)}.`,
    markdownTable([
      ['folder', 'photos', ...copyKinds, 'all copies', 'of those with a face'],
      ...sets.map(foundRow),
    ]),
    markdownTable([
      ['folder', 'pairs of different photos', 'joined', 'which', 'ms a pair'],
      ...sets.map(joinedRow),
    ]),
  ].join('\n\n');
}

function foundRow({ set, photos, copies }: ShotSet): string[] {
  const sum = (key: 'found' | 'of' | 'withoutFace') =>
    copies.reduce((total, copy) => total + (copy[key] ?? 0), 0);
  const share = (of: number) => {
    const [from, to] = shareInterval(sum('found'), of);
    return `${((100 * sum('found')) / of).toFixed(1)} % (${(100 * from).toFixed(1)} to ${(100 * to).toFixed(1)})`;
  };
  return [
    set,
    String(photos),
    ...copyKinds.map((kind) => {
      const copy = copies.find((other) => other.kind === kind);
      return copy === undefined ? '' : `${copy.found} of ${copy.of}`;
    }),
    share(sum('of')),
    copies.every(({ withoutFace }) => withoutFace === undefined) ? '' : share(sum('of') - sum('withoutFace')),
  ];
}

function joinedRow({ set, pairs, joined, millisecondsPerPair }: ShotSet): string[] {
  return [
    set,
    String(pairs),
    String(joined.length),
    joined.map(([a, b]) => `${a} and ${b}`).join(', '),
    millisecondsPerPair.toFixed(2),
  ];
}
