/** A run made ready: its spec and data resolved into what the trainer needs. */
import type { TrainSpec } from '../contract/index.ts';
import { TammesError } from '../errors/index.ts';
import {
  composeLoss,
  hasCentres,
  type Loss,
  type ParameterValues,
  resolveParameters,
} from '../losses/index.ts';
import type { FoldJudge } from './fold-judge.ts';
import { searchedSamples } from './fold-searches.ts';
import { type Optimiser, optimiserFor } from './optimiser.ts';
import { type HardPairs, hardPairs, type Refusal, usableRefusals } from './refusals.ts';
import { planSampler, type SamplerPlan, stepsPerEpoch } from './sampler.ts';
import { type Split, splitOfRun } from './split.ts';
import { type Standardisation, standardisationOf } from './standardise.ts';

/** Labelled features, one entry a face; the same order gives the same run. */
export interface TrainData {
  /** All of one backbone: 256 numbers each by the built-in one. After those of `labels` come faces without a name, of `refusals`. */
  features: Float32Array[];
  /** Index into `people`. */
  labels: number[];
  /** Photo that each face is on; photos of the same shot count as one. */
  photos: number[];
  people: string[];
  /** The backbone's own last layer, row by row: 256x128 by the built-in one. */
  pretrained: Float32Array;
  /** Faces that are known not to be somebody. */
  refusals?: readonly Refusal[];
}

/** A spec made ready: checked, split, with its loss, optimiser and sampler. */
export interface PreparedRun {
  spec: TrainSpec;
  pretrained: Float32Array;
  loss: Loss;
  values: ParameterValues;
  optimiser: Optimiser;
  sampler: SamplerPlan;
  split: Split;
  standardisation: Standardisation;
  /** The people who are trained on: the classes. */
  people: string[];
  /** Class of each sample; -1 for those who are left out. */
  labels: number[];
  /** People who were left out. */
  leftOut: number;
  /** Judges each epoch by the people and photos that are kept out; null if none are. */
  judge: FoldJudge | null;
  /** Pairs of faces that are known not to be of one person. */
  hard: HardPairs;
}

/**
 * The loss of a run.
 * @throws TammesError 'bad-input' if the loss does not take the regulariser, has no class centres to fix, or needs all of them.
 */
export function lossOf({ loss: id, regulariser, centres, classShare }: TrainSpec): Loss {
  const loss = composeLoss(id, regulariser);
  if (classShare < 1 && !loss.canSampleClasses) {
    throw new TammesError('classes-not-sampled', { loss: loss.title });
  }
  if (centres === 'learned') return loss;
  if (!hasCentres(loss)) {
    throw new TammesError('centres-not-fixable', { loss: loss.title });
  }
  if (regulariser !== null) {
    throw new TammesError('centres-fixed-and-spread', {});
  }
  return loss;
}

/**
 * @param split what is trained on, if not the share of photos that the spec says. @param judge of its epochs.
 * @throws TammesError 'too-few-people', or 'bad-input' for the loss, its parameters or its regulariser.
 */
export function prepareRun(
  spec: TrainSpec,
  data: TrainData,
  split: Split = splitOfRun(spec, data.photos, data.labels),
  judge: FoldJudge | null = null,
): PreparedRun {
  const loss = lossOf(spec);
  const values = resolveParameters(loss, spec.parameters);
  const { people, labels } = classesOf(split, data);
  refuseTooFew(loss, people.length, data.people.length);
  const sampler = planSampler(spec, loss.comparesSamples === true);
  const usable = usableRefusals(data.refusals ?? [], data, split.train, keptOutOf(split, judge));
  return {
    spec,
    pretrained: data.pretrained,
    loss,
    values,
    optimiser: optimiserFor(spec.optimiser),
    sampler,
    split,
    standardisation: standardisationOf(data.features, split.train),
    people,
    labels,
    leftOut: data.people.length - people.length,
    judge,
    hard: hardPairs(usable, data, split.train, spec, stepsPerEpoch(sampler, split.train.length)),
  };
}

/** What a stage is judged by, or keeps to validate. */
function keptOutOf({ train, validation }: Split, judge: FoldJudge | null): number[] {
  if (judge === null) return validation;
  const trained = new Set(train);
  return searchedSamples(judge.fold).filter((i) => !trained.has(i));
}

/** The people with a sample to train on, in their order, and each sample's class among them. */
function classesOf(split: Split, data: TrainData): { people: string[]; labels: number[] } {
  const trained = [...new Set(split.train.map((i) => data.labels[i]!))].sort((a, b) => a - b);
  const classOf = new Map(trained.map((label, i) => [label, i]));
  return {
    people: trained.map((label) => data.people[label]!),
    labels: data.labels.map((label) => classOf.get(label) ?? -1),
  };
}

function refuseTooFew(loss: Loss, classes: number, people: number): void {
  const needed = loss.minimumClasses ?? 2;
  if (classes >= needed) return;
  if (people >= needed) {
    throw new TammesError('too-few-with-two-photos', { people: classes });
  }
  throw new TammesError('too-few-labelled', { people, needed, loss: loss.title });
}
