/** The table of docs/SPHERE.md: what the solver finds, beside what is known. */
import { type Optimum, optimum } from '../../../src-shared/contract/index.ts';
import { optimumFor } from '../../../src-shared/sphere/index.ts';
import { markdownTable, rewriteBlock } from '../document.ts';
import { readResults } from '../results.ts';
import { type TammesEntry, type TammesResult, tammesResult } from './result.ts';

export async function writeTammesTable(): Promise<void> {
  const results = await readResults('tammes', tammesResult);
  const text = results.map(tammesText).join('\n\n');
  await rewriteBlock('SPHERE.md', 'tammes', text);
}

/** Radians that the solver may stay below the best known angle. */
export const allowed = (count: number) => (count <= 50 ? 1e-6 : 1e-4);

/** How far a found angle lies above the best known, radians. */
export function differenceOf({ count, angle }: TammesEntry): number {
  return ((angle - knownFor(count).angle) * Math.PI) / 180;
}

function knownFor(count: number): Optimum {
  return optimum.parse(optimumFor(count, 3));
}

export function tammesText({ header, seed, entries }: TammesResult): string {
  const within = entries.filter((entry) => differenceOf(entry) > -allowed(entry.count)).length;
  const seconds = entries.reduce((sum, entry) => sum + entry.seconds, 0);
  return [
    `${within} of ${entries.length} sizes reach the best known angle within 10⁻⁶ rad (up to 50 points) or 10⁻⁴ rad (above). Seed ${seed}; ${seconds.toFixed(0)} s in all on ${header.machine.cpu}, one core of a machine with other work; ${commitsText(header.commit, entries)}, ${header.at.slice(0, 10)}.`,
    markdownTable([
      [
        'N',
        'found',
        'best known',
        'difference, rad',
        'status',
        'source',
        'bound',
        'pairs that touch',
        'time',
      ],
      ...entries.map((entry) => {
        const { angle, status, source, bound } = knownFor(entry.count);
        return [
          String(entry.count),
          `${entry.angle.toFixed(7)}°`,
          `${angle.toFixed(7)}°`,
          differenceText(differenceOf(entry)),
          status.replace('-', ' '),
          source,
          `${bound.angle.toFixed(4)}°`,
          String(entry.kissing),
          entry.source === 'search' ? `${entry.seconds.toFixed(1)} s` : entry.source,
        ];
      }),
    ]),
  ].join('\n\n');
}

/** Which commit solved which sizes: all the same unless some were solved again. */
function commitsText(last: string | null, entries: readonly TammesEntry[]): string {
  const sizes = entries.map(({ count, commit }) => ({ count, commit: commit ?? last ?? 'unknown' }));
  const commits = [...new Set(sizes.map(({ commit }) => commit))];
  const sizesOf = (commit: string) =>
    sizes.filter((entry) => entry.commit === commit).map(({ count }) => count);
  const [most, ...rest] = commits.sort((a, b) => sizesOf(b).length - sizesOf(a).length);
  const again = rest.map((commit) => `commit ${commit} for N = ${sizesOf(commit).join(', ')}`);
  return [`commit ${most}`, ...again].join('; ');
}

/** What is less than the table's digits counts as none. */
function differenceText(difference: number): string {
  if (Math.abs(difference) < 2e-9) return '0';
  return `${difference < 0 ? '−' : '+'}${Math.abs(difference).toExponential(0)}`;
}
