import { expect, test } from 'vitest';
import { type OpenSetMeasures, type TrialFold, trainSpec } from '../../src-shared/contract/index.ts';
import { finished } from '../../src-shared/steps.ts';
import { searchFoldWith } from '../../src-shared/training/fold-searches.ts';
import { openSetFolds, pretrainedHead, type TrialPace } from '../../src-shared/training/index.ts';
import { judgeRun } from '../../src-shared/training/judge-run.ts';
import { samplesOf, trainHead, workOn } from '../../src-shared/training/trial.ts';
import { openBackend } from '../backends.ts';
import { syntheticData } from '../helpers/synthetic-data.ts';

const backend = await openBackend('wasm');
const data = syntheticData(12, 5);
const spec = trainSpec.parse({ loss: 'cosface', epochs: 3, batchSize: 16 });
const folds = openSetFolds(data.photos, data.labels, { strangers: 0.2, photos: 0.2, folds: 2, seed: 1 });
const start = pretrainedHead(data.pretrained);

test('a trial judges each fold as a run does', async () => {
  const judged = (await workOn(backend, { kind: 'folds', spec, data, folds }, () => 0)) as TrialFold[];
  expect(judged).toHaveLength(2);
  for (const [i, fold] of folds.entries()) {
    const head = await trainHead(backend, spec, samplesOf(data, fold.train));
    const base = searchFoldWith(start, fold, data.labels, data.features);
    const { shares } = finished(judgeRun(spec, [{ fold, head, base }], start, data.labels, data.features));
    expect(judged[i]!.shares.map(({ share, gains }) => ({ share, ...gains[2]! }))).toEqual(shares);
  }
});

test('a share that is given is judged alone', async () => {
  const task = { kind: 'folds' as const, spec: { ...spec, share: 0.5 }, data, folds: folds.slice(0, 1) };
  const [judged] = (await workOn(backend, task, () => 0)) as TrialFold[];
  expect(judged!.shares.map(({ share }) => share)).toEqual([0.5]);
});

test('hidden people find nothing gained at the pretrained head, and what is spoilt all the way', async () => {
  const spoilt = trainSpec.parse({ ...spec, optimiser: { learningRate: 1 } });
  const [deal] = folds[0]!.unseen;
  const task = { kind: 'hidden' as const, specs: [spoilt], data, train: folds[0]!.train, deals: [deal!] };
  const at = async (share: number) => (await workOn(backend, { ...task, share }, () => 0)) as OpenSetMeasures;
  const none = await at(0);
  expect(none.top1.difference).toBe(0);
  expect(none.counts).toMatchObject({ probes: deal!.probes.length, strangerPhotos: deal!.strangers.length });
  expect((await at(1)).eer.value).toBeGreaterThan(none.eer.value);
});

test('a pace counts epochs and all that is done once', async () => {
  let now = 0;
  const clock = () => (now += 1000);
  const task = { kind: 'pace' as const, spec, data, fold: folds[0]! };
  expect((await workOn(backend, task, clock)) as TrialPace).toEqual({ once: expect.any(Number), epoch: 1 });
});
