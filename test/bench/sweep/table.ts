/** The written part of docs/BENCHMARKS.md about sweeps. */
import { duration } from '../../../src-main/cli/output.ts';
import { points } from '../../../src-shared/points.ts';
import { plusMinus } from '../../../src-shared/sweeps/index.ts';
import { markdownTable, measuredAt, rewriteBlock } from '../document.ts';
import { readResults } from '../results.ts';
import { type SweepResult, sweepResult } from './result.ts';

export async function writeSweepTables(): Promise<void> {
  const results = await readResults('sweep', sweepResult);
  await rewriteBlock('BENCHMARKS.md', 'sweep', results.map(section).join('\n\n'));
}

function section(result: SweepResult): string {
  const { set, header, load, candidates, seeds, trials, heads, given, hidden, seconds, kills, choice } =
    result;
  const { machine } = header;
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  const gain = (one: SweepResult['choice']['nested']) => `${points(one.gain)} ${plusMinus(one)}`;
  const { unseen } = choice;
  const interval = unseen.interval === null ? '' : ` (${unseen.interval.map(points).join(' to ')})`;
  return [
    `### ${set}`,
    `${candidates} candidates, ${seeds} seeds each: ${trials} trials, ${heads} heads. ${given.people} people with ${given.photos} photos to train on and choose by, ${hidden.people} with ${hidden.photos} hidden. ${machine.cpu}, ${machine.cores} cores; load ${load.before.toFixed(1)} before, ${load.after.toFixed(1)} after; ${measuredAt(header)}.`,
    markdownTable([
      ['', 'time'],
      ['as told before it began', duration(seconds.told)],
      ['undisturbed', duration(seconds.undisturbed)],
      [`killed after ${kills.join(' and ')} trials, resumed twice; the same table`, duration(seconds.killed)],
    ]),
    markdownTable([
      [`gain of ${choice.loss} at share ${choice.share}, ${choice.measure}, in points`, 'pretrained', 'gain'],
      ['on the people who chose it', percent(choice.base), gain(choice.chosen)],
      ['nested estimate', percent(choice.base), gain(choice.nested)],
      ['on hidden people', percent(unseen.base), `${points(unseen.difference)}${interval}`],
    ]),
  ].join('\n\n');
}
