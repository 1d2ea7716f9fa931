/** The namespace `sphere`: class centres of a head, their spread and samples. */
import type { Output } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { meanDirection } from '../../src-shared/recognition/index.ts';
import { capsInSteps, spreadInSteps } from '../../src-shared/sphere/index.ts';
import { embed, type Head } from '../../src-shared/training/index.ts';
import { normalised } from '../../src-shared/vectors.ts';
import { labelledFaces } from '../store/labelled-faces.ts';
import type { Store } from '../store/store.ts';
import type { Handlers } from './handlers.ts';
import { inSteps, type StepOptions } from './in-steps.ts';
import { loadHead } from './matching.ts';

export type CentreSource = 'learned' | 'means';

/**
 * The class centres of a head, their spread and how the samples lie about them.
 * @param source `learned`: those that were trained with the head; `means`: the mean directions of each labelled
 * person's embeddings. The default is the learned ones, if the head has any.
 * @throws TammesError 'cancelled' if the signal says so.
 */
export async function spreadOfHead(
  store: Store,
  headId: number,
  source?: CentreSource,
  { signal, onProgress }: StepOptions = {},
): Promise<Output<'sphere.spread'>> {
  const { taken, names, centres, samples } = centresOfHead(store, headId, source);
  const faceOf = new Map(samples.map(({ label, faceId }) => [label, faceId] as const).reverse());
  const spread = await inSteps(spreadInSteps(centres), {
    signal,
    onProgress: (share) => onProgress?.(share / 2),
  });
  const caps = await inSteps(
    capsInSteps(
      centres,
      samples.map(({ embedding }) => embedding),
      samples.map(({ label }) => label),
    ),
    { signal, onProgress: (share) => onProgress?.((1 + share) / 2) },
  );
  return {
    headId,
    source: taken,
    names,
    faceIds: names.map((_, i) => faceOf.get(i) ?? null),
    centres: centres.map((centre) => Array.from(centre)),
    spread,
    caps,
  };
}

/** At most `limit` of the samples about a head's class centres, evenly out of all. */
async function samplesOfHead(
  store: Store,
  headId: number,
  source: CentreSource | undefined,
  limit: number,
): Promise<Output<'sphere.samples'>> {
  const labelled = centresOfHead(store, headId, source).samples.filter(({ label }) => label >= 0);
  const count = Math.min(limit, labelled.length);
  const taken = Array.from({ length: count }, (_, i) => labelled[Math.floor((i * labelled.length) / count)]!);
  return {
    total: labelled.length,
    faceIds: taken.map(({ faceId }) => faceId),
    labels: taken.map(({ label }) => label),
    embeddings: taken.map(({ embedding }) => Array.from(embedding)),
  };
}

/** A labelled face as the head sees it; `label` is -1 if its person has no centre. */
interface Sample {
  faceId: number;
  label: number;
  embedding: Float32Array;
}

function centresOfHead(
  store: Store,
  headId: number,
  source: CentreSource | undefined,
): { taken: CentreSource; names: string[]; centres: Float32Array[]; samples: Sample[] } {
  const head = loadHead(store, headId);
  if (source === 'learned' && head.centres === null) {
    throw new TammesError('head-without-centres', {});
  }
  const faces = labelledFaces(store.db);
  const embeddings = embed(
    head,
    faces.map(({ feature }) => feature),
  );
  const taken = source ?? (head.centres === null ? 'means' : 'learned');
  const names = taken === 'learned' ? head.people : [...new Set(faces.map(({ name }) => name))].sort();
  const labelOf = new Map(names.map((name, i) => [name, i]));
  const samples = faces.map(({ faceId, name }, i) => ({
    faceId,
    label: labelOf.get(name) ?? -1,
    embedding: embeddings[i]!,
  }));
  const centres = taken === 'learned' ? learnedCentres(head) : meansOf(names.length, samples);
  return { taken, names, centres, samples };
}

function learnedCentres({ centres, people, dim }: Head): Float32Array[] {
  const { values } = centres!;
  return people.map((_, i) => normalised(values.slice(i * dim, (i + 1) * dim)));
}

function meansOf(count: number, samples: readonly Sample[]): Float32Array[] {
  const embeddingsByClass = Array.from({ length: count }, (): Float32Array[] => []);
  for (const { label, embedding } of samples) embeddingsByClass[label]!.push(embedding);
  return embeddingsByClass.map(meanDirection);
}

/** Milliseconds between two reports of a measurement's progress. */
const reportEvery = 200;

/** The namespace `sphere`. @param tell hears how far the spread of a head has come, from 0 to 1, if it takes long. */
export function sphereHandlers(
  store: Store,
  tell: (headId: number, share: number) => void,
): Handlers<'sphere'> {
  const running = new Set<{ headId: number; controller: AbortController }>();
  return {
    'sphere.spread': async ({ headId, centres }) => {
      const task = { headId, controller: new AbortController() };
      running.add(task);
      let lastReport = performance.now();
      try {
        return await spreadOfHead(store, headId, centres, {
          signal: task.controller.signal,
          onProgress: (share) => {
            if (performance.now() < lastReport + reportEvery) return;
            lastReport = performance.now();
            tell(headId, share);
          },
        });
      } finally {
        running.delete(task);
      }
    },
    'sphere.cancel': async ({ headId }) => {
      for (const one of running) if (one.headId === headId) one.controller.abort();
    },
    'sphere.samples': ({ headId, centres, limit }) => samplesOfHead(store, headId, centres, limit),
  };
}
