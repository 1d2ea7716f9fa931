import type { TrainSpec } from '../contract/index.ts';
import { type Random, randomFrom, shuffled } from '../random.ts';

/** Which samples make up the batches of an epoch. */
export interface SamplerPlan {
  kind: Exclude<TrainSpec['sampler']['kind'], 'auto'>;
  /** `identities`: photos of each person in a batch. */
  perPerson: number;
  batchSize: number;
  seed: number;
}

/** What `auto` means: losses that compare samples need several photos of a person in a batch. */
export function planSampler(spec: TrainSpec, comparesSamples: boolean): SamplerPlan {
  const { kind, perPerson } = spec.sampler;
  const chosen = kind === 'auto' ? (comparesSamples ? 'identities' : 'uniform') : kind;
  return { kind: chosen, perPerson, batchSize: spec.batchSize, seed: spec.seed };
}

/** Batches of an epoch, the same for the same plan, samples and epoch. */
export function stepsPerEpoch({ batchSize }: SamplerPlan, count: number): number {
  return Math.ceil(count / batchSize);
}

/**
 * The batches of an epoch, as sample indices; the last may be smaller.
 *
 * `uniform`: every sample once, in random order. `identities`: P people × K photos of each (Hermans et al. 2017);
 * `balanced`: every person as often as every other. Both take each person's photos in turn, so that none is left
 * out for long, and make as many batches as `uniform` does.
 *
 * @param samples indices to take from, in any fixed order. @param labels person of each index.
 */
export function* batchesOf(
  plan: SamplerPlan,
  samples: readonly number[],
  labels: readonly number[],
  epoch: number,
): Generator<number[]> {
  const random = randomFrom(plan.seed, 2, epoch);
  const order = plan.kind === 'uniform' ? shuffledOf(samples, random) : dealt(plan, samples, labels, random);
  for (let start = 0; start < samples.length; start += plan.batchSize) {
    yield order.slice(start, start + plan.batchSize);
  }
}

/** As many samples as there are, person by person in random order, K photos at a time. */
function dealt(
  { kind, perPerson, batchSize }: SamplerPlan,
  samples: readonly number[],
  labels: readonly number[],
  random: Random,
): number[] {
  const byPerson = [...Map.groupBy(samples, (index) => labels[index]!).values()].map((indices) =>
    shuffledOf(indices, random),
  );
  const next = byPerson.map(() => 0);
  const atOnce = kind === 'identities' ? Math.min(perPerson, batchSize) : 1;
  const people: number[] = [];
  const order: number[] = [];
  while (order.length < samples.length) {
    if (people.length === 0) people.push(...shuffled(byPerson.length, random));
    const person = people.pop()!;
    const photos = byPerson[person]!;
    // A photo is not taken twice for one turn; who has fewer than K gives all.
    for (let taken = 0; taken < Math.min(atOnce, photos.length); taken++) {
      order.push(photos[next[person]! % photos.length]!);
      next[person]!++;
    }
  }
  return order.slice(0, samples.length);
}

function shuffledOf(samples: readonly number[], random: Random): number[] {
  return Array.from(shuffled(samples.length, random), (index) => samples[index]!);
}
