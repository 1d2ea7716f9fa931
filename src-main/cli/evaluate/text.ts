import type { Estimate, PairsEvaluation } from '../../../src-shared/contract/index.ts';
import { counted } from '../../../src-shared/counted.ts';
import { neededFor, tabledRates } from '../../../src-shared/recognition/index.ts';
import { duration, table } from '../output.ts';
import { askedGroupsText } from './groups-text.ts';

/** Failures and ambiguous photos that are listed; `--json` has them all. */
const listed = 20;

const tooFew = 'too few pairs';

/** A verification result as the command line prints it. @param by what groups were asked for by; null: none were. */
export function pairsText(result: PairsEvaluation, by: string | null): string {
  const { accuracy, pairs, options, failures, failedPairs, ambiguous, cached } = result;
  const rows = [
    ['figure', 'value', '95 % interval'],
    [
      `accuracy ± sd over ${accuracy.folds.length} folds`,
      `${percent(accuracy.value)} ± ${percent(accuracy.standardDeviation)}`,
      intervalText(accuracy, tooFew),
    ],
    ['AUC', fiveDigits(result.auc.value), intervalText(result.auc, tooFew, fiveDigits)],
    ['EER', percent(result.eer.value), intervalText(result.eer, tooFew)],
    ...tabledRates.map((rate) => {
      const point = result.trueAccept.find(({ falseAccept }) => falseAccept === rate);
      return point === undefined
        ? [`TAR at FAR ${rate}`, `too few: ${neededFor(rate)} pairs of different people needed`, '']
        : [`TAR at FAR ${rate}`, percent(point.value), intervalText(point, tooFew)];
    }),
  ];
  const thresholds = accuracy.folds.map(({ threshold }) => threshold);
  return [
    `${counted(pairs.same, 'pair', 'pairs')} of the same and ${pairs.different} of different people: ${counted(result.photos, 'photo', 'photos')}, ${counted(result.people, 'person', 'people')}.`,
    `Head ${result.head}, detector ${options.detector}, ${options.alignment === 'chip' ? 'aligned chip' : 'upright box'}, ${
      options.mirror ? 'with' : 'without'
    } the mirror image.`,
    '',
    table(rows),
    '',
    `Cosine thresholds of the folds: ${Math.min(...thresholds).toFixed(3)} to ${Math.max(...thresholds).toFixed(3)}. ± is the standard deviation (sd) of the folds' accuracies; the standard error of their mean is ${percent(accuracy.standardError)}; intervals are over people.`,
    ...list(
      failures,
      `${counted(failures.length, 'photo', 'photos')} gave no face; ${failedPairs.same} same and ${failedPairs.different} different pairs count as rejected:`,
      failureText,
    ),
    ...list(
      ambiguous,
      `${counted(ambiguous.length, 'photo has', 'photos have')} several faces about as near to the centre:`,
      ({ photo, faces }) => `${photo}: ${counted(faces, 'face', 'faces')}`,
    ),
    ...askedGroupsText([{ name: result.head }], result.groups, by),
    `${duration(result.seconds)}, ${cached} of ${counted(result.photos, 'photo', 'photos')} known from before.`,
  ].join('\n');
}

export function list<T>(items: readonly T[], heading: string, line: (item: T) => string): string[] {
  if (items.length === 0) return [];
  const more = items.length > listed ? [`  and ${items.length - listed} more, see --json`] : [];
  return [heading, ...items.slice(0, listed).map((item) => `  ${line(item)}`), ...more];
}

/** Why no face was found on a photo, with its name. */
export function failureText({ photo, message }: { photo: string; message: string }): string {
  return message.includes(photo) ? message : `${photo}: ${message}`;
}

export const percent = (share: number) => `${(100 * share).toFixed(2)} %`;
const fiveDigits = (share: number) => share.toFixed(5);

/** @param missing the text if there is no interval. */
export function intervalText({ interval }: Estimate, missing: string, text = percent): string {
  return interval === null ? missing : `${text(interval[0])} to ${text(interval[1])}`;
}
