/** The written parts of docs/LOSSES.md about recipes: gains by loss and task, verdicts, and how many people are enough. */
import { losses } from '../../../src-shared/losses/index.ts';
import { comparedFalseAlarms } from '../../../src-shared/recognition/open-set.ts';
import { markdownTable, measuredAt, rewriteBlock } from '../document.ts';
import { readResults } from '../results.ts';
import { type LearningResult, learningResult } from './learning.ts';
import { type RecipesResult, recipesResult, type TaskResult, taskNames } from './result.ts';
import { type Agreement, agreementOf } from './verdicts.ts';

export async function writeRecipeTables(): Promise<void> {
  const results = await readResults('recipes', recipesResult);
  const chosen = results.filter(({ share }) => share === null);
  await rewriteBlock('LOSSES.md', 'recipes', chosen.length === 0 ? '' : recipesText(chosen));
  await rewriteBlock('LOSSES.md', 'verdicts', verdictsText(results));
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
  const tables = taskNames.map((task) => {
    const found = rows.flatMap(({ loss, tasks }) => {
      const own = tasks.find((one) => one.task === task);
      return own === undefined ? [] : [{ loss, own }];
    });
    const base = found[0]?.own.detection.map(({ base }) => percent(base)) ?? [];
    return [
      `### ${taskTitles[task]}`,
      `Pretrained: ${comparedFalseAlarms.map((rate, i) => `${base[i]} at FAR ${100 * rate} %`).join(', ')}.`,
      markdownTable([
        ['loss', 'draws', 'share', ...comparedFalseAlarms.map((rate) => `FAR ${100 * rate} %`)],
        ...found.map(({ loss, own }) => rowOf(loss, own)),
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
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  return [loss, String(shares.length), mean.toFixed(2), ...detection.map(gainText)];
}

function gainText({ difference, interval }: TaskResult['detection'][number]): string {
  const range = interval === null ? '' : ` (${points(interval[0])} to ${points(interval[1])})`;
  return `${points(difference)}${range}`;
}

function verdictsText(results: readonly RecipesResult[]): string {
  const parts = [
    { title: 'the share that was chosen', found: results.filter(({ share }) => share === null) },
    { title: 'all of the way', found: results.filter(({ share }) => share === 1) },
  ];
  const rows = parts
    .filter(({ found }) => found.length > 0)
    .flatMap(({ title, found }) => {
      const tasks = found.flatMap(({ losses: each }) => each.flatMap(({ tasks: own }) => own));
      return taskNames.map((task) =>
        verdictRow(title, taskTitles[task], agreementOf(tasks.filter((one) => one.task === task))),
      );
    });
  if (rows.length === 0) return '';
  const heading = [
    'head',
    'judged by',
    'verdicts',
    'agree',
    'better, but it is not',
    'worse, but it is not',
    'as good, but it is better',
    'as good, but it is worse',
    'nothing said',
  ];
  return markdownTable([heading, ...rows]);
}

function verdictRow(title: string, task: string, found: Agreement): string[] {
  const { said, agree, notBetter, notWorse, missedGain, missedLoss, silent } = found;
  const share = said === 0 ? '–' : `${agree} (${((100 * agree) / said).toFixed(0)} %)`;
  return [
    title,
    task,
    String(said),
    share,
    ...[notBetter, notWorse, missedGain, missedLoss, silent].map(String),
  ];
}

function learningText({ header, loss, draws, rows }: LearningResult): string {
  return [
    `\`${loss}\`, ${draws} draws; ${measuredAt(header)}.`,
    markdownTable([
      [
        'people with several photos',
        'with one',
        'photos',
        'share',
        ...comparedFalseAlarms.map((rate) => `FAR ${100 * rate} %`),
      ],
      ...rows.map(({ people, singles, photos, share, detection }) => [
        String(people),
        String(singles),
        photos.toFixed(0),
        share.toFixed(2),
        ...detection.map(gainText),
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
