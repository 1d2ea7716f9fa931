/** The trainer: an async generator of events over the stages of a run, their epochs and steps. */
import type { Compile } from '../compute/index.ts';
import type { HeadVerdict, TrainSpec } from '../contract/index.ts';
import { TammesError } from '../errors/index.ts';
import type { Tf } from '../tf.ts';
import { type Checkpoint, decodeCheckpoint, encodeCheckpoint, type FoldResult } from './checkpoint.ts';
import { type FoldJudge, judgeOf } from './fold-judge.ts';
import { searchedSamples } from './fold-searches.ts';
import { encodeHead, type Head, pretrainedHead } from './head.ts';
import { hasWay, judgeRun } from './judge-run.ts';
import { partOfTheWay } from './part-way.ts';
import { type PreparedRun, prepareRun, type TrainData } from './prepared-run.ts';
import { stepsPerEpoch } from './sampler.ts';
import { type Stage, type StageEvent, trainStage, yieldToOthers } from './stage.ts';
import { planStages, splitOfFold } from './stages.ts';

/** What a trainer yields; the contract's `TrainEvent` is made from these. */
export type TrainerEvent =
  | {
      type: 'started';
      people: number;
      leftOut: number;
      trainSamples: number;
      validationSamples: number;
      folds: number;
      /** Faces that are known not to be somebody, which the head is trained on. */
      refusals: number;
      firstEpoch: number;
    }
  | Exclude<StageEvent, { type: 'opened' | 'snapshot' }>
  | { type: 'checkpoint'; epoch: number; bytes: Uint8Array }
  /** Places on the way from the pretrained head are being judged. `share`: of that work, from 0 to 1. */
  | { type: 'judging'; share: number; remainingSeconds: number }
  /** `head`: safetensors bytes, see `decodeHead`. `verdict`: null if nobody was to be kept out. */
  | { type: 'finished'; head: Uint8Array; verdict: HeadVerdict | null };

export interface TrainOptions {
  signal?: AbortSignal;
  /** Bytes of a `checkpoint` event of the same spec and data, to go on from. */
  checkpoint?: Uint8Array;
  /** Milliseconds, for the remaining time and for how often the loss is read. */
  clock: () => number;
  /** What the backend can do to take steps faster. */
  compile?: Compile | undefined;
}

/**
 * Trains a head. First, in one fold or several, on some people only, to judge it by the others; then on everybody. The head
 * goes as far from the pretrained one as served those who were kept out best. The same spec, data and backend give the same
 * weights; going on from a checkpoint gives what the undisturbed run would have given. A cancelled run ends with a
 * checkpoint at the very step.
 *
 * @throws TammesError 'too-few-people', 'diverged', or 'bad-input' for the loss or its parameters.
 */
export async function* train(
  tf: Tf,
  spec: TrainSpec,
  data: TrainData,
  { signal, checkpoint, clock, compile }: TrainOptions,
): AsyncGenerator<TrainerEvent> {
  const all = prepareStages(spec, data);
  // Whoever sent the features may let go of them; folds need them to the end.
  const features = all.judges.length === 0 ? data.features : [...data.features];
  const from = checkpoint === undefined ? null : decodeCheckpoint(checkpoint);
  const first = from?.done.length ?? 0;
  const done: FoldResult[] = [...(from?.done ?? [])];
  let head: Head | null = null;
  let epoch = 0;
  for (let at = first; at < all.runs.length; at++) {
    const stage = stageAt(spec, all, done);
    const snapshot = from !== null && at === first ? snapshotOf(from) : null;
    const events = trainStage(tf, stage, features, snapshot, { signal, clock, compile });
    for (let next = await events.next(); ; next = await events.next()) {
      if (next.done) {
        if (next.value === null) return;
        ({ head } = next.value);
        epoch = stage.before.epochs + next.value.trained;
        if (at < all.judges.length) done.push({ epochs: next.value.epochs, weights: head.weights });
        break;
      }
      const event = next.value;
      if (event.type === 'snapshot') {
        const bytes = encodeCheckpoint({ ...event.snapshot, done });
        yield { type: 'checkpoint', epoch: event.epoch, bytes };
      } else if (event.type !== 'opened') yield event;
      else if (at === first) yield startOf(all, stage, snapshot?.epoch ?? 0);
    }
  }
  // Cancelled there, it is resumed at the end of its last epoch and judged anew.
  const isWhole = yield* finish(spec, data, features, all, done, head!, { clock, signal });
  if (!isWhole) yield { type: 'cancelled', epoch };
}

/** The stages of a run, made ready. */
interface PreparedStages {
  runs: PreparedRun[];
  /** Of the runs that are folds, which come first. */
  judges: FoldJudge[];
}

function prepareStages(spec: TrainSpec, data: TrainData): PreparedStages {
  const { photos, labels, features } = data;
  const { folds, last } = planStages(spec, photos, labels);
  if (spec.patience !== null && spec.select !== 'loss' && folds.length === 0 && !last?.validation.length) {
    throw new TammesError('patience-without-validation', {});
  }
  const pretrained = pretrainedHead(data.pretrained, features[0]?.length);
  const judges = folds.map((fold) => judgeOf(fold, labels, features, pretrained));
  const runs = judges.map((judge) => prepareRun(spec, data, splitOfFold(judge.fold), judge));
  return { judges, runs: last === null ? runs : [...runs, prepareRun(spec, data, last)] };
}

/** The stage after those that are done: it is trained on everybody for as many epochs as they took in the mean. */
function stageAt(spec: TrainSpec, { runs, judges }: PreparedStages, done: readonly FoldResult[]): Stage {
  const at = done.length;
  const isFold = at < judges.length;
  const mean = done.reduce((sum, { epochs }) => sum + epochs, 0) / Math.max(1, at);
  const epochs = isFold || at === 0 ? spec.epochs : Math.max(1, Math.round(mean));
  const steps = runs.map(({ sampler, split }) => stepsPerEpoch(sampler, split.train.length));
  const stepsOf = (count: number) => steps.slice(0, count).reduce((sum, one) => sum + one * spec.epochs, 0);
  const left = runs.length - 1 - at;
  return {
    run: runs[at]!,
    fold: isFold ? at : null,
    isLast: left === 0,
    epochs,
    before: { epochs: at * spec.epochs, steps: stepsOf(at) },
    all: {
      epochs: (runs.length - 1) * spec.epochs + (left === 0 ? epochs : spec.epochs),
      steps: left === 0 ? stepsOf(at) + steps[at]! * epochs : stepsOf(runs.length),
    },
  };
}

function snapshotOf({ done: _, ...snapshot }: Checkpoint) {
  return snapshot;
}

function startOf({ runs, judges }: PreparedStages, { before }: Stage, epoch: number): TrainerEvent {
  const { people, leftOut, split, hard } = runs.at(-1)!;
  const [judge] = judges;
  return {
    type: 'started',
    people: people.length,
    leftOut,
    trainSamples: split.train.length,
    validationSamples: judge === undefined ? split.validation.length : keptOutOf(judge.fold),
    folds: judges.length,
    refusals: hard.pairs.length,
    firstEpoch: before.epochs + epoch + 1,
  };
}

/** Samples that a fold does not train on. */
function keptOutOf(fold: FoldJudge['fold']): number {
  const trained = new Set(fold.train);
  return searchedSamples(fold).filter((i) => !trained.has(i)).length;
}

/** Ends with the head: as far from the pretrained one as the folds say. @returns false if it was cancelled. */
async function* finish(
  spec: TrainSpec,
  { labels, pretrained: values }: TrainData,
  features: readonly Float32Array[],
  { judges }: PreparedStages,
  done: readonly FoldResult[],
  trained: Head,
  { clock, signal }: Pick<TrainOptions, 'clock' | 'signal'>,
): AsyncGenerator<Extract<TrainerEvent, { type: 'judging' | 'finished' }>, boolean> {
  const pretrained = pretrainedHead(values, features[0]?.length);
  const toShare = (share: number) =>
    hasWay(spec.head, pretrained) ? partOfTheWay(pretrained, trained, share) : trained;
  if (spec.strangers === 0) {
    yield { type: 'finished', head: encodeHead(toShare(spec.share ?? 1)), verdict: null };
    return true;
  }
  const { kind, dim } = spec.head;
  const folds = judges.map(({ fold, base }, i) => {
    const { weights } = done[i]!;
    return { fold, base, head: { kind, dim, weights, centres: null, people: [] } };
  });
  const started = clock();
  const judging = judgeRun(spec, folds, pretrained, labels, features);
  let next = judging.next();
  for (; !next.done; next = judging.next()) {
    const share = next.value;
    yield { type: 'judging', share, remainingSeconds: ((clock() - started) / 1000) * (1 / share - 1) };
    await yieldToOthers();
    if (signal?.aborted) return false;
  }
  yield { type: 'finished', head: encodeHead(toShare(next.value.share)), verdict: next.value };
  return true;
}
