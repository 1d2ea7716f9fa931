/** How `tammes evaluate` prints holdout and open-set identification. */
import type { HoldoutEvaluation, OpenSetEvaluation } from '../../../src-shared/contract/index.ts';
import { counted } from '../../../src-shared/counted.ts';
import { duration, table } from '../output.ts';
import { intervalText, list, percent } from './text.ts';

const single = 'a single draw';

/** Identification of people who are all enrolled, as the command line prints it. */
export function holdoutText(result: HoldoutEvaluation): string {
  const { within, draws } = result;
  return [
    ...introduction(result, draws),
    '',
    table([
      ['figure', 'mean', '95 % interval'],
      ...within.map((figure) => [`top-${figure.rank}`, percent(figure.value), intervalText(figure, single)]),
    ]),
    '',
    'Intervals are those of the mean over draws.',
    ...troubles(result),
  ].join('\n');
}

/** Identification with strangers, as the command line prints it. */
export function openSetText(result: OpenSetEvaluation): string {
  const { detection, eer, draws, unknown } = result;
  const strangers = range(draws.map((draw) => draw.strangers));
  const cosine = (threshold: number | null) => (threshold === null ? 'none' : threshold.toFixed(3));
  return [
    ...introduction(result, draws),
    `${Math.round(100 * unknown)} % of the people are not enrolled: ${strangers} photos of strangers a draw.`,
    '',
    table([
      ['figure', 'mean', '95 % interval', 'threshold'],
      ...detection.map((figure) => [
        `DIR at FAR ${figure.falseAlarm}`,
        percent(figure.value),
        intervalText(figure, single),
        cosine(figure.threshold),
      ]),
      eer === null
        ? ['EER', 'errors never balance', '', '']
        : ['EER', percent(eer.value), intervalText(eer, single), cosine(eer.threshold)],
    ]),
    '',
    'DIR: probes whose own person comes first, at or over the threshold; FAR: strangers taken for somebody; EER: FAR = 1 − DIR.',
    'Thresholds are cosines, means over draws; intervals are those of the mean over draws.',
    '',
    ...calibrationText(result.calibration, draws.length),
    ...troubles(result),
  ].join('\n');
}

/** What `match` would have promised on the enrolled photos alone, and what came true. */
function calibrationText(
  { prior, ece, logLoss, bins, rates }: OpenSetEvaluation['calibration'],
  draws: number,
): string[] {
  const lines = [
    'Calibrated on the enrolled photos alone, as `tammes match` does:',
    '',
    table([
      ['strangers taken for somebody, at most', 'came true', 'probes named', 'counted on enough scores'],
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
      ['probability stated', 'came true', 'searches'],
      ...bins.map(({ probability, right, count }) => [percent(probability), percent(right), count]),
    ]),
    '',
    `Expected calibration error ${percent(ece.value)} (${intervalText(ece, single)}), log loss ${logLoss.value.toFixed(3)}; ${Math.round(100 * prior)} % of the faces counted as those of enrolled people.`,
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
  | 'trainedOn'
  | 'unnamed'
  | 'failures'
  | 'ambiguous'
  | 'seconds'
  | 'cached'
>;

function introduction(
  { people, photos, images, head, options, each, trainedOn, unnamed }: Result,
  draws: readonly { people: number; probes: number }[],
): string[] {
  const way =
    images === null
      ? ''
      : `, ${options.alignment === 'chip' ? 'aligned chip' : 'upright box'}, ${options.mirror ? 'with' : 'without'} the mirror image`;
  return [
    `${counted(photos, 'photo', 'photos')} of ${counted(people, 'person', 'people')}, from ${images ?? 'the library'}; head ${head}${way}.`,
    `${counted(draws.length, 'draw', 'draws')} of ${counted(each, 'enrolled photo', 'enrolled photos')} a person: ${range(draws.map((draw) => draw.people))} people enrolled, ${range(draws.map((draw) => draw.probes))} probes.`,
    ...(trainedOn > 0
      ? [
          `${counted(trainedOn, 'photo is no probe', 'photos are no probes')}, as the head was trained on them.`,
        ]
      : []),
    ...(unnamed > 0
      ? [`${counted(unnamed, 'photo is', 'photos are')} passed over, as nothing says who is on them.`]
      : []),
  ];
}

function troubles({ failures, ambiguous, seconds, cached, photos }: Result): string[] {
  return [
    ...list(
      failures,
      `${counted(failures.length, 'photo', 'photos')} gave no face; probes among them count as not found:`,
      ({ photo, message }) => (message.includes(photo) ? message : `${photo}: ${message}`),
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
