/** The written parts of docs/LOSSES.md about recipes: gains by loss and task, verdicts, and how many people are enough. */
import { losses } from '../../../src-shared/losses/index.ts';
import { comparedFalseAlarms } from '../../../src-shared/recognition/open-set.ts';
import { markdownTable, measuredAt, rewriteBlock } from '../document.ts';
import { readResults } from '../results.ts';
import { mean } from '../statistics.ts';
import { type HiddenResult, hiddenResult } from './hidden.ts';
import { type LearningResult, learningResult } from './learning.ts';
import { type RecipesResult, recipesResult, type TaskResult, taskNames } from './result.ts';
import { type Agreement, agreementOf } from './verdicts.ts';

export async function writeRecipeTables(): Promise<void> {
  const results = await readResults('recipes', recipesResult);
  const chosen = results.filter(({ share }) => share === null);
  await rewriteBlock('LOSSES.md', 'recipes', chosen.length === 0 ? '' : recipesText(chosen));
  await rewriteBlock('LOSSES.md', 'verdicts', verdictsText(results));
  const hidden = await readResults('verdicts', hiddenResult);
  await rewriteBlock('LOSSES.md', 'hidden', hidden.map(hiddenText).join('\n\n'));
  const learned = await readResults('learning', learningResult);
  await rewriteBlock('LOSSES.md', 'learning', learned.map(learningText).join('\n\n'));
}

const taskTitles = {
  own: 'own people',
  'lfw-dev': 'new people, lfw-dev',
  orl: 'new people, orl',
  'caltech-faces': 'new people, caltech-faces',
} as const;

function recipesText(results: readonly RecipesResult[]): string {
  const rows = results.flatMap((result) => result.losses).sort((a, b) => placeOf(a.loss) - placeOf(b.loss));
  const tables = taskNames.flatMap((task) => {
    const found = rows.flatMap(({ loss, tasks }) => {
      const result = tasks.find((one) => one.task === task);
      return result === undefined ? [] : [{ loss, result }];
    });
    if (found.length === 0) return [];
    const base = found[0]!.result.detection.map(({ base }) => percent(base));
    return [
      `### ${taskTitles[task]}`,
      `Pretrained: ${comparedFalseAlarms.map((rate, i) => `${base[i]} at FAR ${100 * rate} %`).join(', ')}.`,
      markdownTable([
        ['loss', 'draws', 'share', ...comparedFalseAlarms.map((rate) => `FAR ${100 * rate} %`)],
        ...found.map(({ loss, result }) => rowOf(loss, result)),
      ]),
    ].join('\n\n');
  });
  const failures = rows.flatMap(({ loss, failed }) =>
    failed.map(({ task, why }) => `- ${loss}, ${taskTitles[task]}: ${why}`),
  );
  return [measuredText(results), ...tables, ...(failures.length === 0 ? [] : [failures.join('\n')])].join(
    '\n\n',
  );
}

function measuredText(results: readonly RecipesResult[]): string {
  return `Seeds from ${results[0]!.seed} on; ${measuredAt(results[0]!.header)}.`;
}

function placeOf(loss: string): number {
  return losses.findIndex(({ id }) => id === loss);
}

function rowOf(loss: string, { shares, detection }: TaskResult): string[] {
  return [loss, String(shares.length), mean(shares).toFixed(2), ...detection.map(gainText)];
}

function gainText({ difference, interval }: TaskResult['detection'][number]): string {
  const range = interval === null ? '' : ` (${points(interval[0])} to ${points(interval[1])})`;
  return `${points(difference)}${range}`;
}

const verdictColumns = [
  'verdicts',
  'agree',
  'better, but it is not',
  'worse, but it is not',
  'as good, but it is better',
  'as good, but it is worse',
  'nothing said',
];

function verdictsText(results: readonly RecipesResult[]): string {
  const found = results
    .filter(({ share }) => share === null)
    .flatMap(({ losses }) => losses.flatMap(({ tasks }) => tasks));
  if (found.length === 0) return '';
  const rows = taskNames.flatMap((task) => {
    const verdicts = found.filter((one) => one.task === task).flatMap((one) => one.verdicts);
    return verdicts.length === 0 ? [] : [[taskTitles[task], ...agreementCells(agreementOf(verdicts))]];
  });
  return markdownTable([['judged by', ...verdictColumns], ...rows]);
}

function agreementCells({
  said,
  agree,
  notBetter,
  notWorse,
  missedGain,
  missedLoss,
  silent,
}: Agreement): string[] {
  const share = said === 0 ? '–' : `${agree} (${((100 * agree) / said).toFixed(0)} %)`;
  return [String(said), share, ...[notBetter, notWorse, missedGain, missedLoss, silent].map(String)];
}

function hiddenText({ header, runs }: HiddenResult): string {
  const totals = (['unseen', 'strangers'] as const).map((part) => [
    part === 'unseen' ? 'people never seen (DIR at FAR 1 %)' : 'strangers (EER)',
    ...agreementCells(agreementOf(runs.map((run) => run[part]))),
  ]);
  const whole = runs.map(({ standing, unseen }) => ({ ...unseen, standing }));
  totals.push(['as a whole (DIR at FAR 1 %)', ...agreementCells(agreementOf(whole))]);
  const rows = [...Map.groupBy(runs, (run) => run.made)].map(([made, own]) => [
    made,
    String(own.length),
    mean(own.map(({ share }) => share)).toFixed(2),
    points(mean(own.map(({ unseen }) => unseen.difference))),
    saidText(own.map(({ unseen }) => unseen.standing)),
    points(mean(own.map(({ strangers }) => strangers.difference))),
    saidText(own.map(({ strangers }) => strangers.standing)),
    saidText(own.map(({ standing }) => standing)),
  ]);
  const heading = [
    'run',
    'runs',
    'share',
    'hidden people, FAR 1 %',
    'verdict on people never seen',
    'hidden EER, gain',
    'verdict on strangers',
    'as a whole',
  ];
  return [
    `${runs.length} runs; ${measuredAt(header)}.`,
    markdownTable([['part of the verdict', ...verdictColumns], ...totals]),
    markdownTable([heading, ...rows]),
  ].join('\n\n');
}

const standingTexts = { better: 'better', asGood: 'as good', worse: 'worse', unknown: 'unknown' };

function saidText(standings: readonly (keyof typeof standingTexts)[]): string {
  const counts = Map.groupBy(standings, (standing) => standing);
  return [...counts].map(([standing, own]) => `${own.length} ${standingTexts[standing]}`).join(', ');
}

function learningText({ header, loss, draws, rows }: LearningResult): string {
  const rates = comparedFalseAlarms.map((rate) => `FAR ${100 * rate} %`).slice(1);
  return [
    `\`${loss}\`, ${draws} draws; ${measuredAt(header)}.`,
    markdownTable([
      [
        'people with several photos',
        'with one',
        'photos',
        'share',
        ...rates,
        ...rates.map((rate) => `half of the way: ${rate}`),
      ],
      ...rows.map(({ people, singles, photos, share, detection, halfway }) => [
        String(people),
        String(singles),
        photos.toFixed(0),
        share.toFixed(2),
        ...[...detection.slice(1), ...halfway.slice(1)].map(gainText),
      ]),
    ]),
  ].join('\n\n');
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

/** Percentage points with their sign. */
function points(difference: number): string {
  const rounded = (100 * Math.abs(difference)).toFixed(1);
  const sign = rounded === '0.0' ? '' : difference < 0 ? '−' : '+';
  return `${sign}${rounded}`;
}
