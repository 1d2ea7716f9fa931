import { Command, Option } from 'commander';
import {
  type EpochMetrics,
  type HeadVerdict,
  parseInput,
  type Run,
  type TrainEvent,
  trainSpec,
} from '../../src-shared/contract/index.ts';
import { counted } from '../../src-shared/counted.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { losses, regularisers } from '../../src-shared/losses/index.ts';
import { type RecipeName, recipeNames, withRecipe } from '../../src-shared/training/index.ts';
import { leftOutBy } from '../services/contents.ts';
import { headsOf } from '../services/heads.ts';
import { resumeRun, startRun } from '../services/run-training.ts';
import { openStore } from '../store/store.ts';
import { jsonOption, libraryOption, type ProgressLine, print, progressLine, stopSignal } from './output.ts';
import { addQualityOptions, limitsOf, poorFacesText, type QualityOptions } from './quality-options.ts';
import { addSetting, number, type Settings } from './settings.ts';
import { addTrainingOptions, givenSettings } from './training-options.ts';
import { verdictText } from './verdict-text.ts';

type TooFew = NonNullable<Extract<TrainEvent, { type: 'started' }>['tooFew']>;

interface Options extends QualityOptions {
  library: string;
  loss?: string;
  recipe: RecipeName;
  set: Settings;
  regulariser?: string;
  resume?: number;
  json?: boolean;
}

export function trainCommand(): Command {
  const command = new Command('train')
    .description('train a head on the labelled faces of the library')
    .addOption(libraryOption())
    .option('--loss <id>', losses.map(({ id }) => id).join(', '))
    .addOption(
      new Option(
        '--recipe <name>',
        "settings for what is left out: for folders of tens of people, or the loss's paper's",
      )
        .choices(recipeNames)
        .default('small'),
    )
    .option('--set <name=value>', "one of the loss's parameters, may be repeated", addSetting, {})
    .option(
      '--regulariser <id>',
      `spreads the class centres besides: ${regularisers.map(({ id }) => id).join(', ')}`,
    );
  return addQualityOptions(addTrainingOptions(command))
    .option('--resume <run>', 'go on with a stopped run; nothing else is needed', number)
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nStopped (Ctrl+C), it keeps its last checkpoint: tammes train --resume RUN goes on.',
    )
    .action(runTrain);
}

async function runTrain(options: Options): Promise<void> {
  const store = openStore(options.library);
  try {
    let line: ProgressLine | undefined;
    let spreading: ProgressLine | undefined;
    let hash = '';
    let backend = '';
    const onEvent = (event: TrainEvent) => {
      if (event.type === 'started') {
        backend = `${event.backend} (${event.device})`;
        if (poor !== '') process.stderr.write(`${poor}.\n`);
        if (event.tooFew !== null) process.stderr.write(`${tooFewText(event.tooFew)}\n`);
        if (event.leftOut > 0) process.stderr.write(`${leftOutText(event.leftOut)}\n`);
      }
      if (event.type === 'spreading') {
        spreading ??= progressLine('Spreading centres, percent', 100);
        spreading.update(Math.floor(100 * event.share));
      }
      if (event.type === 'finished') hash = event.hash;
      if (event.type !== 'epoch') return;
      const { epoch, epochs, loss, ownAngle } = event.metrics;
      spreading?.end();
      spreading = undefined;
      line ??= progressLine('Training', epochs, epoch - 1);
      line.update(
        epoch,
        `loss ${loss.toFixed(4)}, own angle ${ownAngle.toFixed(1)}°${judgedText(event.metrics)}`,
      );
    };
    const spec = options.resume === undefined ? specOf(options) : null;
    const leftOut = spec && leftOutBy(store, spec.limits);
    const poor = leftOut === null ? '' : poorFacesText(leftOut);
    const control = { signal: stopSignal(), onEvent };
    const run =
      spec !== null ? await startRun(store, spec, control) : await resumeRun(store, options.resume!, control);
    line?.end();
    const head = headsOf(store).find(({ id }) => id === run.headId);
    const verdict = head?.verdict ?? null;
    const result = { ...run, head: head?.name ?? null, backend, hash, leftOut, verdict };
    print(options.json, result, () => resultText(run, head?.name ?? '', backend, hash, verdict));
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
    return `Run ${run.id} was stopped after epoch ${run.lastEpoch?.epoch ?? 0}. Go on with: tammes train --resume ${run.id}`;
  }
  const { loss, ownAngle, nearestOtherAngle, validation } = run.lastEpoch!;
  const share = validation === null ? '' : `; validation: ${validation.correct} of ${validation.total} right`;
  return [
    `Head ${head} trained on ${backend}, ${counted(run.spec.epochs, 'epoch', 'epochs')}.`,
    `loss ${loss.toFixed(4)}; mean angle to the own centre ${ownAngle.toFixed(2)}°, to the nearest other ${nearestOtherAngle.toFixed(2)}°${share}`,
    verdictText(verdict),
    `weights: sha256 ${hash}`,
  ].join('\n');
}

function tooFewText({ people, needed, canJudge }: TooFew): string {
  const judged = canJudge ? '' : ' So few cannot be judged, either.';
  return `${counted(people, 'person has', 'people have')} several photos. In measurements a trained head found people never seen better from about ${needed} on; with fewer it is mostly as good as pretrained.${judged}`;
}

/** How an epoch is judged: people kept out where there are any, else photos. */
function judgedText({ openSet, validation }: EpochMetrics): string {
  if (openSet !== null) {
    const { value, base } = openSet.detection.find(({ falseAlarm }) => falseAlarm === 0.01)!;
    return `, DIR at FAR 1 % ${(100 * value).toFixed(1)} beside ${(100 * base).toFixed(1)}`;
  }
  return validation === null ? '' : `, validation ${validation.correct}/${validation.total}`;
}

function leftOutText(count: number): string {
  const people = counted(count, 'person with a single photo is', 'people with a single photo are');
  return `${people} left out of training; --singles takes them in.`;
}

/** The options as a spec; what is not given is left to the loss's recipe and then to the contract's defaults. */
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
  };
  return parseInput(trainSpec, withRecipe(spec, options.recipe), 'Options');
}
