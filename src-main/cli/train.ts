import { Command, Option } from 'commander';
import {
  embeddingSizes,
  parseInput,
  type Run,
  type TrainEvent,
  trainSpec,
} from '../../src-shared/contract/index.ts';
import { counted } from '../../src-shared/counted.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { losses, regularisers } from '../../src-shared/losses/index.ts';
import { withinLimits } from '../../src-shared/quality/index.ts';
import { type RecipeName, recipeNames, withRecipe } from '../../src-shared/training/index.ts';
import { resumeRun, startRun } from '../services/training.ts';
import { labelledFaces } from '../store/photos.ts';
import { listHeads } from '../store/runs.ts';
import { openStore } from '../store/store.ts';
import { backendOption } from './backend-option.ts';
import { jsonOption, libraryOption, type Progress, print, progressLine, stopSignal } from './output.ts';
import { addQualityOptions, limitsOf, poorFacesText, type QualityOptions } from './quality-options.ts';
import { addSetting, number, type Settings } from './settings.ts';

interface Options extends QualityOptions {
  library: string;
  loss?: string;
  recipe: RecipeName;
  set: Settings;
  regulariser?: string;
  centres?: string;
  head?: string;
  dim?: number;
  init?: string;
  hidden?: number;
  batchNorm?: boolean;
  dropout?: number;
  optimiser?: string;
  lr?: number;
  momentum?: number;
  weightDecay?: number;
  clip?: number;
  average?: number;
  schedule?: string;
  every?: number;
  factor?: number;
  warmup?: number;
  sampler?: string;
  perPerson?: number;
  epochs?: number;
  batch?: number;
  validation?: number;
  patience?: number;
  singles?: boolean;
  seed?: number;
  backend?: string;
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
    )
    .option('--centres <how>', 'learned, or spread: fixed as far apart as can be, only the head is trained')
    .option('--head <kind>', 'linear or mlp')
    .option('--dim <number>', `size of the embedding: ${embeddingSizes.join(', ')}`, number)
    .option('--init <how>', 'pretrained or random')
    .option('--hidden <number>', "width of the MLP's hidden layer", number)
    .option('--batch-norm', 'MLP: batch normalisation of the hidden layer')
    .option('--dropout <share>', 'MLP: share of the hidden layer that is dropped in training', number)
    .option('--optimiser <name>', 'adam or sgd')
    .option('--lr <number>', 'learning rate', number)
    .option('--momentum <number>', 'momentum of SGD', number)
    .option('--weight-decay <number>', 'weight decay', number)
    .option('--clip <length>', 'make all gradients together no longer than this', number)
    .option('--average <decay>', 'take the moving average of the weights, for example 0.99', number)
    .option('--schedule <kind>', 'cosine, step or constant')
    .option('--every <epochs>', 'step schedule: epochs between steps', number)
    .option('--factor <number>', 'step schedule: what the rate is multiplied by', number)
    .option('--warmup <epochs>', 'epochs over which the rate rises from nothing', number)
    .option('--sampler <kind>', 'auto, uniform, identities (P people × K photos) or balanced')
    .option('--per-person <number>', 'identities: photos of each person in a batch', number)
    .option('--epochs <number>', 'epochs', number)
    .option('--batch <number>', 'faces in a batch', number)
    .option('--validation <share>', "share of each person's photos kept to validate", number)
    .option('--patience <epochs>', 'end when validation has not improved for so long', number)
    .option('--singles', 'train on people with a single photo, too')
    .option('--seed <number>', 'decides the split, the start and the order', number);
  return addQualityOptions(command)
    .addOption(backendOption('auto'))
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
    let line: Progress | undefined;
    let spreading: Progress | undefined;
    let hash = '';
    let backend = '';
    const onEvent = (event: TrainEvent) => {
      if (event.type === 'started') {
        backend = `${event.backend} (${event.device})`;
        if (poor !== '') process.stderr.write(`${poor}.\n`);
        if (event.leftOut > 0) process.stderr.write(`${leftOutText(event.leftOut)}\n`);
      }
      if (event.type === 'spreading') {
        spreading ??= progressLine('Spreading centres, percent', 100);
        spreading.update(Math.floor(100 * event.share));
      }
      if (event.type === 'finished') hash = event.hash;
      if (event.type !== 'epoch') return;
      const { epoch, epochs, loss, ownAngle, validation } = event.metrics;
      spreading?.end();
      spreading = undefined;
      line ??= progressLine('Training', epochs, epoch - 1);
      const right = validation === null ? '' : `, validation ${validation.correct}/${validation.total}`;
      line.update(epoch, `loss ${loss.toFixed(4)}, own angle ${ownAngle.toFixed(1)}°${right}`);
    };
    const spec = options.resume === undefined ? specOf(options) : null;
    const leftOut = spec && withinLimits(labelledFaces(store.db), spec.limits).count;
    const poor = leftOut === null ? '' : poorFacesText(leftOut);
    const control = { signal: stopSignal(), onEvent };
    const run =
      spec !== null ? await startRun(store, spec, control) : await resumeRun(store, options.resume!, control);
    line?.end();
    const head = listHeads(store.db).find(({ id }) => id === run.headId);
    const result = { ...run, head: head?.name ?? null, backend, hash, leftOut };
    print(options.json, result, () => resultText(run, head?.name ?? '', backend, hash));
    if (run.status !== 'finished') process.exitCode = 1;
  } finally {
    store.close();
  }
}

function resultText(run: Run, head: string, backend: string, hash: string): string {
  if (run.status !== 'finished') {
    return `Run ${run.id} was stopped after epoch ${run.lastEpoch?.epoch ?? 0}. Go on with: tammes train --resume ${run.id}`;
  }
  const { loss, ownAngle, nearestOtherAngle, validation } = run.lastEpoch!;
  const share = validation === null ? 'no validation' : `${validation.correct} of ${validation.total} right`;
  return [
    `Head ${head} trained on ${backend}, ${counted(run.spec.epochs, 'epoch', 'epochs')}.`,
    `loss ${loss.toFixed(4)}; mean angle to the own centre ${ownAngle.toFixed(2)}°, to the nearest other ${nearestOtherAngle.toFixed(2)}°; validation: ${share}`,
    `weights: sha256 ${hash}`,
  ].join('\n');
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
    centres: options.centres,
    head: {
      kind: options.head,
      dim: options.dim,
      init: options.init,
      hidden: options.hidden,
      batchNorm: options.batchNorm,
      dropout: options.dropout,
    },
    optimiser: {
      kind: options.optimiser,
      learningRate: options.lr,
      momentum: options.momentum,
      weightDecay: options.weightDecay,
      clip: options.clip,
      averageDecay: options.average,
    },
    schedule: {
      kind: options.schedule,
      every: options.every,
      factor: options.factor,
      warmupEpochs: options.warmup,
    },
    sampler: { kind: options.sampler, perPerson: options.perPerson },
    epochs: options.epochs,
    batchSize: options.batch,
    validation: options.validation,
    patience: options.patience,
    trainSingles: options.singles,
    limits: limitsOf(options),
    seed: options.seed,
    backend: options.backend,
  };
  return parseInput(trainSpec, withRecipe(spec, options.recipe), 'Options');
}
