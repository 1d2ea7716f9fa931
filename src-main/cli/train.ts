import { Command, Option } from 'commander';
import { z } from 'zod';
import {
  type HeadVerdict,
  headVerdict,
  leftOut as leftOutFaces,
  trainingOutlook as outlookInfo,
  parseInput,
  type Run,
  type TagCondition,
  type TrainingOutlook,
  trainSpec,
} from '../../src-shared/contract/index.ts';
import { counted } from '../../src-shared/counted.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { losses, regularisers } from '../../src-shared/losses/index.ts';
import { type RecipeName, recipeNames, withRecipe } from '../../src-shared/training/index.ts';
import { leftOutBy } from '../services/contents.ts';
import { headsOf } from '../services/heads.ts';
import { trainingOutlook } from '../services/run-faces.ts';
import { resumeRun, startRun } from '../services/run-training.ts';
import { tagText } from '../services/tags.ts';
import { openStore } from '../store/store.ts';
import { jsonOption, libraryOption, print, stopSignal } from './output.ts';
import { addQualityOptions, limitsOf, poorFacesText, type QualityOptions } from './quality-options.ts';
import { runAnswer } from './runs.ts';
import { addSetting, number, type Settings } from './settings.ts';
import { addTrainingOptions, givenSettings } from './training-options.ts';
import { trainingProgress } from './training-progress.ts';
import { verdictText } from './verdict-text.ts';
import { withoutTagOption } from './without-tag-option.ts';

interface Options extends QualityOptions {
  library: string;
  loss?: string;
  recipe: RecipeName;
  set: Settings;
  regulariser?: string;
  withoutTag?: TagCondition;
  resume?: number;
  json?: boolean;
}

const answer = runAnswer.extend({
  head: z.string().nullable(),
  backend: z.string(),
  hash: z.string(),
  leftOut: leftOutFaces.nullable(),
  outlook: outlookInfo.nullable(),
  verdict: headVerdict.nullable(),
});

export function trainCommand(): Command {
  const command = new Command('train')
    .description('train a head on the labelled faces of the library')
    .addOption(libraryOption())
    .option('--loss <id>', losses.map(({ id }) => id).join(', '))
    .addOption(
      new Option(
        '--recipe <name>',
        "where the settings that you leave out come from: small, for folders of tens of people, or paper, the loss's paper",
      )
        .choices(recipeNames)
        .default('small'),
    )
    .option('--set <name=value>', 'a parameter of the loss; may be repeated', addSetting, {})
    .option(
      '--regulariser <id>',
      `a term that also spreads the class centres: ${regularisers.map(({ id }) => id).join(', ')}`,
    );
  return addQualityOptions(addTrainingOptions(command))
    .addOption(withoutTagOption())
    .option(
      '--resume <run>',
      'continue a stopped run, named by its number; no other option is needed',
      number,
    )
    .addOption(jsonOption(answer))
    .addHelpText(
      'after',
      '\nCtrl+C stops a run. The run keeps its last checkpoint, and tammes train --resume RUN continues it.',
    )
    .action(runTrain);
}

async function runTrain(options: Options): Promise<void> {
  const store = openStore(options.library);
  try {
    const progress = trainingProgress();
    const spec = options.resume === undefined ? specOf(options) : null;
    const leftOut = spec && leftOutBy(store, spec.limits);
    const poor = leftOut === null ? '' : poorFacesText(leftOut);
    const outlook = spec && trainingOutlook(store, spec);
    if (poor !== '') process.stderr.write(`${poor}.\n`);
    if (options.withoutTag && outlook && outlook.withoutTag > 0)
      process.stderr.write(
        `${counted(outlook.withoutTag, 'face', 'faces')} left out by the tag ${tagText(options.withoutTag)}.\n`,
      );
    if (outlook && outlook.people < outlook.needed) process.stderr.write(`${tooFewText(outlook)}\n`);
    const control = { signal: stopSignal(), onEvent: progress.onEvent };
    const run =
      spec !== null ? await startRun(store, spec, control) : await resumeRun(store, options.resume!, control);
    progress.end();
    const { backend, hash } = progress;
    const head = headsOf(store).find(({ id }) => id === run.headId);
    const verdict = head?.verdict ?? null;
    const result = { ...run, head: head?.name ?? null, backend, hash, leftOut, outlook, verdict };
    print(options.json, answer, result, () => resultText(run, head?.name ?? '', backend, hash, verdict));
    if (run.status !== 'finished') process.exitCode = 1;
  } finally {
    store.close();
  }
}

function resultText(
  run: Run,
  head: string,
  backend: string,
  hash: string,
  verdict: HeadVerdict | null,
): string {
  if (run.status !== 'finished') {
    return `Run ${run.id} was stopped after epoch ${run.lastEpoch?.epoch ?? 0}. Continue it with: tammes train --resume ${run.id}`;
  }
  const { loss, ownAngle, nearestOtherAngle, validation } = run.lastEpoch!;
  const share = validation === null ? '' : `; validation: ${validation.correct} of ${validation.total} right`;
  return [
    `Head ${head} trained on ${backend}, ${counted(run.spec.epochs, 'epoch', 'epochs')}.`,
    `loss ${loss.toFixed(4)}; mean angle to the class centre ${ownAngle.toFixed(2)}°, to the nearest other centre ${nearestOtherAngle.toFixed(2)}°${share}`,
    verdictText(verdict),
    `weights: sha256 ${hash}`,
  ].join('\n');
}

function tooFewText({ people, needed, canJudge }: TrainingOutlook): string {
  const judged = canJudge ? '' : ' A head trained on so few cannot be judged, either.';
  return `${counted(people, 'person has', 'people have')} several photos. In our measurements a trained head recognised new people better than the pretrained one from about ${needed} such people on; with fewer it was mostly as good.${judged}`;
}

/** The options as a spec; settings that are not given come from the loss's recipe, and then from the contract's defaults. */
function specOf(options: Options) {
  if (options.loss === undefined) {
    throw new TammesError('loss-unnamed', { known: losses.map(({ id }) => id) });
  }
  const spec = {
    loss: options.loss,
    parameters: options.set,
    regulariser: options.regulariser,
    ...givenSettings(options),
    limits: limitsOf(options),
    without: options.withoutTag ?? null,
  };
  return parseInput(trainSpec, withRecipe(spec, options.recipe), 'Options');
}
