/** How `tammes evaluate` prints holdout and open-set identification. */
import type { HoldoutEvaluation, OpenSetEvaluation } from '../../../src-shared/contract/index.ts';
import { counted } from '../../../src-shared/counted.ts';
import { duration, table } from '../output.ts';
import { failureText, intervalText, list, percent } from './text.ts';

const tooFew = 'too few people';

/** Identification of people who are all enrolled, as the command line prints it. */
export function holdoutText(result: HoldoutEvaluation): string {
  const { within, draws } = result;
  return [
    ...introduction(result, draws),
    '',
    table([
      ['figure', 'mean', '95 % interval'],
      ...printed(within).map((figure) => [
        `top-${figure.rank}`,
        percent(figure.value),
        intervalText(figure, tooFew),
      ]),
    ]),
    '',
    'Figures are means over draws, intervals are over people.',
    ...troubles(result),
  ].join('\n');
}

/** A few of the ranks; `--json` has them all. */
const printed = (within: HoldoutEvaluation['within']) =>
  within.filter(({ rank }) => [1, 5, 10, 20].includes(rank));

/** Identification with strangers, as the command line prints it. */
export function openSetText(result: OpenSetEvaluation): string {
  const { detection, eer, draws, unknown } = result;
  const strangers = range(draws.map((draw) => draw.strangers));
  const cosine = (threshold: number | null) => (threshold === null ? 'none' : threshold.toFixed(3));
  return [
    ...introduction(result, draws),
    `${Math.round(100 * unknown)} % of the people are not enrolled: ${strangers} photos of strangers in each draw.`,
    '',
    table([
      ['figure', 'mean', '95 % interval', 'threshold'],
      ...detection.map((figure) => [
        `DIR at FAR ${figure.falseAlarm}`,
        percent(figure.value),
        intervalText(figure, tooFew),
        cosine(figure.threshold),
      ]),
      eer === null
        ? ['EER', 'no threshold balances the errors', '', '']
        : ['EER', percent(eer.value), intervalText(eer, tooFew), cosine(eer.threshold)],
    ]),
    '',
    'DIR: probes whose own person comes first, at or over the threshold; FAR: strangers taken for somebody; EER: FAR = 1 − DIR.',
    'Figures and thresholds are means over draws, intervals are over people. Thresholds are cosines.',
    '',
    ...calibrationText(result.calibration, draws.length),
    ...troubles(result),
  ].join('\n');
}

/** What `match` would have promised on the enrolled photos alone, and what was measured. */
function calibrationText(
  { prior, ece, logLoss, bins, rates }: OpenSetEvaluation['calibration'],
  draws: number,
): string[] {
  const lines = [
    'Calibrated on the enrolled photos alone, as `tammes match` does:',
    '',
    table([
      ['strangers taken for somebody, at most', 'measured', 'probes named', 'enough scores in'],
      ...rates.map(({ wanted, falseAlarm, detection, counted }) => [
        percent(wanted),
        percent(falseAlarm.value),
        percent(detection.value),
        `${counted} of ${draws} draws`,
      ]),
    ]),
    '',
  ];
  if (ece === null || logLoss === null) {
    return [...lines, 'There were too few scores for probabilities.'];
  }
  return [
    ...lines,
    table([
      ['probability stated', 'was right', 'searches'],
      ...bins.map(({ probability, right, count }) => [percent(probability), percent(right), count]),
    ]),
    '',
    `Expected calibration error ${percent(ece.value)} (${intervalText(ece, tooFew)}), log loss ${logLoss.value.toFixed(3)}; ${Math.round(100 * prior)} % of the faces are assumed to be of enrolled people.`,
  ];
}

type Result = Pick<
  HoldoutEvaluation,
  | 'people'
  | 'photos'
  | 'images'
  | 'head'
  | 'options'
  | 'each'
  | 'unseen'
  | 'trainedOn'
  | 'unnamed'
  | 'failures'
  | 'ambiguous'
  | 'seconds'
  | 'cached'
>;

function introduction(
  { people, photos, images, head, options, each, unseen, trainedOn, unnamed }: Result,
  draws: readonly { people: number; probes: number }[],
): string[] {
  const way =
    images === null
      ? ''
      : `, ${options.alignment === 'chip' ? 'aligned chip' : 'upright box'}, ${options.mirror ? 'with' : 'without'} the mirror image`;
  return [
    `${counted(photos, 'photo', 'photos')} of ${counted(people, 'person', 'people')}, from ${images ?? 'the library'}; head ${head}${way}.`,
    `${counted(draws.length, 'draw', 'draws')} of ${counted(each, 'enrolled photo', 'enrolled photos')} of each person: ${range(draws.map((draw) => draw.people))} people enrolled, ${range(draws.map((draw) => draw.probes))} probes.`,
    ...(unseen ? ['Only people whom the head was not trained on.'] : []),
    ...(trainedOn > 0
      ? [
          `${counted(trainedOn, 'photo is not used as a probe', 'photos are not used as probes')}, as the head was trained on them.`,
        ]
      : []),
    ...(unnamed > 0
      ? [`${counted(unnamed, 'photo is', 'photos are')} skipped, as nothing says who is on them.`]
      : []),
  ];
}

function troubles({ failures, ambiguous, seconds, cached, photos }: Result): string[] {
  return [
    ...list(
      failures,
      `${counted(failures.length, 'photo', 'photos')} gave no face; probes among them count as not found:`,
      failureText,
    ),
    ...list(
      ambiguous,
      `${counted(ambiguous.length, 'photo has', 'photos have')} several faces about as near to the centre:`,
      ({ photo, faces }) => `${photo}: ${counted(faces, 'face', 'faces')}`,
    ),
    `${duration(seconds)}, ${cached} of ${counted(photos, 'photo', 'photos')} known from before.`,
  ];
}

function range(counts: readonly number[]): string {
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  return least === most ? String(least) : `${least} to ${most}`;
}
