/** What a plan comes to on a library: its candidates, its trials, and the faces that they are trained on and judged by. */
import { availableParallelism } from 'node:os';
import type { BackendId, SweepFacts, SweepPlan } from '../../src-shared/contract/index.ts';
import {
  type Candidate,
  candidatesOf,
  type Rung,
  rungsOf,
  type SweepPeople,
  sweepPeople,
} from '../../src-shared/sweeps/index.ts';
import type { TrainData } from '../../src-shared/training/index.ts';
import type { SpawnTrainer } from '../compute/child.ts';
import { chooseBackend, tryWith } from '../compute/choose-backend.ts';
import type { Store } from '../store/store.ts';
import { plainLayer } from './plain-head.ts';
import { hashOf } from './provenance.ts';
import { facesToTrain, refusalsToTrain, trainingSet, withRefusals } from './run-faces.ts';

export interface SweepSet {
  candidates: Candidate[];
  rungs: Rung[];
  data: TrainData;
  people: SweepPeople;
  facts: SweepFacts & { backend: BackendId };
}

/** @throws TammesError 'bad-input' for a plan that cannot be carried out, 'tag-unknown' or 'sweep-too-few-people'. */
export async function sweepSetOf(store: Store, plan: SweepPlan, spawn?: SpawnTrainer): Promise<SweepSet> {
  const candidates = candidatesOf(plan);
  const rungs = rungsOf(plan, candidates.length);
  const faces = facesToTrain(store, plan);
  const named = trainingSet(faces);
  const weight = Math.max(...candidates.map(({ spec }) => spec.refusals));
  const refused = refusalsToTrain(
    store,
    { ...plan, refusals: weight },
    named.people,
    faces[0]?.featureVersion ?? null,
  );
  const samples = withRefusals(store, named, faces, refused);
  const data = { ...samples, pretrained: await plainLayer(store.db) };
  const { spec } = candidates[0]!;
  const people = sweepPeople(plan, spec, data);
  const backend = spec.backend === 'auto' ? await chooseBackend(tryWith(spawn)) : spec.backend;
  const facts = {
    data: hashOf(samples),
    given: { people: people.given.people.length, photos: people.given.labels.length },
    hidden: people.hidden,
    folds: people.folds.length,
    backend,
    // Two processes of one thread each are faster than one with two threads (docs/DECISIONS.md). Others use all cores, or a GPU.
    processes: backend === 'wasm' || backend === 'cpu' ? availableParallelism() : 1,
  };
  return { candidates, rungs, data, people, facts };
}
