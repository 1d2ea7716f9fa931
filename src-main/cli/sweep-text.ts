/** Sweeps as the command line prints them. */
import {
  type Gain,
  type SettingValue,
  type SweepCost,
  type SweepReport,
  type SweepRow,
  sweepMeasures,
} from '../../src-shared/contract/index.ts';
import { counted } from '../../src-shared/counted.ts';
import { toEnglish } from '../../src-shared/errors/index.ts';
import { points } from '../../src-shared/points.ts';
import { plusMinus } from '../../src-shared/sweeps/index.ts';
import { measureIn } from '../../src-shared/training/index.ts';
import { duration, table } from './output.ts';

export function costText({
  candidates,
  trials,
  heads,
  folds,
  given,
  hidden,
  processes,
  seconds,
}: SweepCost): string {
  return [
    `${counted(candidates, 'candidate', 'candidates')}, ${counted(trials, 'trial', 'trials')} of ${counted(folds, 'fold', 'folds')}: ${counted(heads, 'head', 'heads')} to train.`,
    `${counted(given.people, 'person', 'people')} to train on and to choose by (${counted(given.photos, 'photo', 'photos')}), ${hidden.people} hidden to judge the chosen one.`,
    `About ${duration(seconds)} in ${counted(processes, 'process', 'processes')}, if this machine stays as busy as it is.`,
  ].join('\n');
}

export function candidateName({ loss, settings }: Pick<SweepRow, 'loss' | 'settings'>): string {
  const values = Object.entries(settings).map(([path, value]) => `${path}=${valueText(value)}`);
  return [loss, ...values].join(' ');
}

function valueText(value: SettingValue): string {
  return value === null ? 'none' : String(value);
}

export function reportText(report: SweepReport): string {
  const { id, status, trials, rows, base, facts, measure, importance, seconds } = report;
  const head = `Sweep ${id}, ${status}: ${trials.done} of ${counted(trials.total, 'trial', 'trials')} in ${duration(seconds)}.`;
  if (rows.length === 0 || base === null) return head;
  const explained = importance.map(({ setting, share }) => `${setting} ${percent(share)} %`);
  return [
    head,
    `Pretrained: ${sweepMeasures.map((one, m) => `${one} ${percent(base[m]!)} %`).join(', ')}, on ${counted(facts.folds, 'fold', 'folds')} of ${counted(facts.given.people, 'person', 'people')}.`,
    ...(base[sweepMeasures.indexOf(measure)] === 1
      ? [
          'The pretrained head names all of these photos correctly: there is nothing to gain, and all candidates are equal.',
        ]
      : []),
    '',
    table([
      ['candidate', 'seeds', 'share', ...sweepMeasures, 'all the way'],
      ...rows.map((row) => rowOf(report, row)),
    ]),
    '',
    ...choiceLines(report),
    ...(explained.length === 0
      ? []
      : [
          `Share of the differences between candidates (all the way) that each setting explains by itself: ${explained.join(', ')}.`,
        ]),
  ].join('\n');
}

function rowOf({ measure }: SweepReport, row: SweepRow): (string | number)[] {
  const name = candidateName(row);
  const seeds = `${row.seeds}${row.stopped ? ', stopped' : ''}`;
  if (row.gains.length === 0)
    return [name, seeds, row.failure === null ? '' : toEnglish(row.failure).message];
  const furthest = row.furthest[sweepMeasures.indexOf(measure)]!;
  return [name, seeds, row.share, ...row.gains.map(gainText), gainText(furthest)];
}

/** The figures of the chosen one, from the one that promises too much to the one that nothing was chosen by. */
function choiceLines({ choice, rows, measure, status }: SweepReport): string[] {
  if (choice === null) return [];
  const row = rows.find(({ candidate }) => candidate === choice.candidate)!;
  const lead =
    choice.share === 0
      ? `No candidate gained anything in ${measure} on the people kept out: the pretrained head is as good as every candidate. First of the table: ${candidateName(row)}.`
      : `${status === 'finished' ? 'Best' : 'Best so far'}: ${candidateName(row)}, at share ${choice.share} of the way. Gain in ${measure}, in points:`;
  const hidden = choice.hidden && measureIn(choice.hidden, measure);
  return [
    lead,
    `  on the people who chose it, as the best of ${rows.length} (looks better than it is): ${gainText(choice.chosen)}`,
    ...(choice.nested === null
      ? []
      : [`  nested estimate, each fold judging the choice of the other folds: ${gainText(choice.nested)}`]),
    ...(hidden === null
      ? []
      : [
          `  on ${choice.hidden!.counts.people} hidden people, used neither for training nor for choosing: ${points(hidden.difference)}${hidden.interval === null ? '' : ` (${hidden.interval.map(points).join(' to ')})`}; ${percent(hidden.value)} % beside the pretrained head's ${percent(hidden.base)} %`,
        ]),
  ];
}

const percent = (share: number) => (100 * share).toFixed(1);

const gainText = (gain: Gain) => `${points(gain.gain)} ${plusMinus(gain)}`;
