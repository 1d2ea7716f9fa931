import { Command, InvalidArgumentError } from 'commander';
import {
  embeddingSizes,
  parseInput,
  type Run,
  type TrainEvent,
  trainSpec,
} from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors.ts';
import { losses } from '../../src-shared/losses/index.ts';
import { resumeRun, startRun } from '../services/training.ts';
import { listHeads } from '../store/runs.ts';
import { openStore } from '../store/store.ts';
import { jsonOption, libraryOption, type Progress, print, progressLine, stopSignal } from './output.ts';

interface Options {
  library: string;
  loss?: string;
  set: Record<string, number | string>;
  head?: string;
  dim?: number;
  init?: string;
  hidden?: number;
  optimiser?: string;
  lr?: number;
  momentum?: number;
  weightDecay?: number;
  schedule?: string;
  every?: number;
  factor?: number;
  epochs?: number;
  batch?: number;
  validation?: number;
  seed?: number;
  backend?: string;
  resume?: number;
  json?: boolean;
}

export function trainCommand(): Command {
  return new Command('train')
    .description('train a head on the labelled faces of the library')
    .addOption(libraryOption())
    .option('--loss <id>', losses.map(({ id }) => id).join(', '))
    .option('--set <name=value>', "one of the loss's parameters, may be repeated", addSetting, {})
    .option('--head <kind>', 'linear or mlp')
    .option('--dim <number>', `size of the embedding: ${embeddingSizes.join(', ')}`, number)
    .option('--init <how>', 'pretrained or random')
    .option('--hidden <number>', "width of the MLP's hidden layer", number)
    .option('--optimiser <name>', 'adam or sgd')
    .option('--lr <number>', 'learning rate', number)
    .option('--momentum <number>', 'momentum of SGD', number)
    .option('--weight-decay <number>', 'weight decay', number)
    .option('--schedule <kind>', 'cosine, step or constant')
    .option('--every <epochs>', 'step schedule: epochs between steps', number)
    .option('--factor <number>', 'step schedule: what the rate is multiplied by', number)
    .option('--epochs <number>', 'epochs', number)
    .option('--batch <number>', 'faces in a batch', number)
    .option('--validation <share>', "share of each person's photos kept to validate", number)
    .option('--seed <number>', 'decides the split, the start and the order', number)
    .option('--backend <id>', 'auto, tensorflow-gpu, wasm or cpu')
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
    let hash = '';
    let backend = '';
    const onEvent = (event: TrainEvent) => {
      if (event.type === 'started') backend = `${event.backend} (${event.device})`;
      if (event.type === 'finished') hash = event.hash;
      if (event.type !== 'epoch') return;
      const { epoch, epochs, loss, ownAngle, validation } = event.metrics;
      line ??= progressLine('Training', epochs, epoch - 1);
      const right = validation === null ? '' : `, validation ${validation.correct}/${validation.total}`;
      line.update(epoch, `loss ${loss.toFixed(4)}, own angle ${ownAngle.toFixed(1)}°${right}`);
    };
    const control = { signal: stopSignal(), onEvent };
    const run =
      options.resume === undefined
        ? await startRun(store, specOf(options), control)
        : await resumeRun(store, options.resume, control);
    line?.end();
    const head = listHeads(store.db).find(({ id }) => id === run.headId);
    const result = { ...run, head: head?.name ?? null, backend, hash };
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
    `Head ${head} trained on ${backend}, ${run.spec.epochs} epochs.`,
    `loss ${loss.toFixed(4)}; mean angle to the own centre ${ownAngle.toFixed(2)}°, to the nearest other ${nearestOtherAngle.toFixed(2)}°; validation: ${share}`,
    `weights: sha256 ${hash}`,
  ].join('\n');
}

/** The options as a spec; what is not given is left to the contract's defaults. */
function specOf(options: Options) {
  if (options.loss === undefined) {
    throw new TammesError(
      'bad-input',
      'No loss is named.',
      `Add --loss with one of: ${losses.map(({ id }) => id).join(', ')}.`,
    );
  }
  const spec = {
    loss: options.loss,
    parameters: options.set,
    head: { kind: options.head, dim: options.dim, init: options.init, hidden: options.hidden },
    optimiser: {
      kind: options.optimiser,
      learningRate: options.lr,
      momentum: options.momentum,
      weightDecay: options.weightDecay,
    },
    schedule: { kind: options.schedule, every: options.every, factor: options.factor },
    epochs: options.epochs,
    batchSize: options.batch,
    validation: options.validation,
    seed: options.seed,
    backend: options.backend,
  };
  return parseInput(trainSpec, spec, 'Options');
}

function number(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value)) return value;
  throw new InvalidArgumentError('This is no number.');
}

function addSetting(text: string, settings: Options['set']): Options['set'] {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('Write it as name=value.');
  const value = text.slice(at + 1);
  const asNumber = Number(value);
  return { ...settings, [text.slice(0, at)]: value !== '' && Number.isFinite(asNumber) ? asNumber : value };
}
