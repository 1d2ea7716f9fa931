/** `npm run bench -- refusals FOLDER`: what “not this person” as hard pairs in training does for people whom training never saw. */
import { join } from 'node:path';
import { openBackend } from '../../../src-main/compute/backend.ts';
import { readPretrainedWeights } from '../../../src-main/vision/pretrained.ts';
import { trainSpec } from '../../../src-shared/contract/index.ts';
import {
  comparedFalseAlarms,
  compareOpenSet,
  type PairedSearches,
} from '../../../src-shared/recognition/index.ts';
import {
  embed,
  type Head,
  numberPeople,
  partOfTheWay,
  pretrainedHead,
  type Refusal,
  type TrainData,
  trainHead,
  withRecipe,
} from '../../../src-shared/training/index.ts';
import { dot, normalised } from '../../../src-shared/vectors.ts';
import { search } from '../recipes/draw.ts';
import { type FaceSet, halvesOf, readSet } from '../recipes/sets.ts';
import { newPeople } from '../recipes/tasks.ts';
import { mean } from '../statistics.ts';

export interface RefusalsOptions {
  draws: number;
  loss: string;
  /** Refused faces of each kind. */
  count: number;
  /** Keeps features between calls. */
  features?: string;
}

const firstSeed = 401;
const weights = [0, 1, 10];
const kinds = ['with one photo', 'with another photo', 'trained on'] as const;
const shares = [0.5, 1];

/**
 * Each seed divides the people of lfw-dev into those to train on and those to judge by. Refused are the nearest wrong faces that the
 * pretrained head suggests: of people with one photo or with several, who have no name, or of others of the people trained on. Of people with another
 * photo it is that one, which was not trained on, that may be taken for the same person again.
 */
export async function benchRefusals(folder: string, options: RefusalsOptions): Promise<void> {
  const { draws, loss, count, features } = options;
  const set = await readSet(join(folder, 'lfw-dev'), features);
  const pretrained = await readPretrainedWeights();
  const backend = await openBackend('wasm', { threads: 1 });
  const start = pretrainedHead(pretrained);
  const found = new Map<string, Found[]>();
  for (let seed = firstSeed; seed < firstSeed + draws; seed++) {
    const [given, hidden] = halvesOf(set, seed);
    const { deals } = newPeople(given, hidden, seed);
    const from = embed(start, hidden.features);
    const spec = trainSpec.parse({ ...withRecipe({ loss }), trainSingles: false, seed });
    for (const kind of kinds) {
      const { data, probes } = refusing(given, pretrained, kind, count);
      for (const weight of weights) {
        const head = await trainHead(backend, { ...spec, refusals: weight }, data);
        for (const share of shares) {
          const there = partOfTheWay(start, head, share);
          const embeddings = embed(there, hidden.features);
          const searches = deals.map((deal) => ({
            head: search(hidden.people, embeddings, deal),
            base: search(hidden.people, from, deal),
          }));
          const name = [kind, weight, share].join(' | ');
          found.set(name, [
            ...(found.get(name) ?? []),
            { searches, again: takenAgain(there, data, probes, embeddings) },
          ]);
        }
      }
    }
    process.stderr.write(`draw ${seed}\n`);
  }
  process.stdout.write(tableOf(found));
}

/** What a draw finds at a share of the way. */
interface Found {
  searches: PairedSearches[];
  /** Share of the probes that are taken for the person whom they do not show, at the threshold that 1 % of strangers come over. */
  again: number;
}

/** A face, and the person whom it does not show. */
interface Probe {
  feature: Float32Array;
  person: number;
}

function takenAgain(
  head: Head,
  { features, labels, people }: TrainData,
  probes: readonly Probe[],
  strangers: readonly Float32Array[],
): number {
  const own = embed(head, features.slice(0, labels.length));
  const centres = people.map((_, person) => meanOf(own, labels, person));
  const best = (face: Float32Array) => Math.max(...centres.map((centre) => dot(centre, face)));
  const scores = strangers
    .filter((_, i) => i % 4 === 0)
    .map(best)
    .sort((a, b) => b - a);
  const threshold = scores[Math.floor(scores.length / 100)]!;
  const faces = embed(
    head,
    probes.map(({ feature }) => feature),
  );
  const taken = probes.filter(({ person }, i) => {
    const score = dot(centres[person]!, faces[i]!);
    return score > threshold && score === best(faces[i]!);
  });
  return taken.length / probes.length;
}

/** The people with several photos of a set, and faces that are refused. */
function refusing(
  set: FaceSet,
  pretrained: Float32Array,
  kind: (typeof kinds)[number],
  count: number,
): { data: TrainData; probes: Probe[] } {
  const rows = [...set.people.keys()];
  const photos = Map.groupBy(rows, (i) => set.people[i]!);
  const [several, single] = [true, false].map((isSeveral) =>
    rows.filter((i) => photos.get(set.people[i]!)!.length > 1 === isSeveral),
  ) as [number[], number[]];
  const names = [...new Set(several.map((i) => set.people[i]!))];
  const isNamed = new Set(names.filter((_, i) => kind !== 'with another photo' || i % 3 > 0));
  const own = several.filter((i) => isNamed.has(set.people[i]!));
  const { people, labels } = numberPeople(own.map((i) => set.people[i]!));
  const named = own.map((i) => set.features[i]!);
  const unnamed = names.filter((name) => !isNamed.has(name)).map((name) => photos.get(name)!);
  const others = {
    'with one photo': single,
    'with another photo': unnamed.map(([i]) => i!),
    'trained on': [],
  }[kind];
  const features = [...named, ...others.map((i) => set.features[i]!)];
  const embeddings = embed(pretrainedHead(pretrained), features);
  const centres = people.map((_, person) => meanOf(embeddings, labels, person));
  const candidates = (others.length > 0 ? others : own).map((_, i): Refusal & { score: number } => {
    const sample = others.length > 0 ? named.length + i : i;
    const scores = centres.map((centre, person) =>
      labels[sample] === person ? -1 : dot(centre, embeddings[sample]!),
    );
    const score = Math.max(...scores);
    return { sample, photo: sample, person: scores.indexOf(score), score };
  });
  const refusals = candidates.sort((a, b) => b.score - a.score).slice(0, count);
  const probes = refusals.map(({ sample, person }) => ({
    person,
    feature: unnamed.length > 0 ? set.features[unnamed[sample - named.length]![1]!]! : features[sample]!,
  }));
  return { data: { features, labels, photos: [...labels.keys()], people, pretrained, refusals }, probes };
}

function meanOf(
  embeddings: readonly Float32Array[],
  labels: readonly number[],
  person: number,
): Float32Array {
  const own = embeddings.filter((_, i) => labels[i] === person);
  return normalised(Float32Array.from(own[0]!, (_, j) => mean(own.map((row) => row[j]!))));
}

/** Gains over the pretrained head, in points; of the EER a fall is a gain. */
function tableOf(found: ReadonlyMap<string, readonly Found[]>): string {
  const rates = comparedFalseAlarms.map((rate) => `DIR at FAR ${100 * rate} %`);
  const header = ['refused', 'weight', 'share of the way', ...rates, 'top-1', 'EER', 'taken again (%)'];
  const rows = [...found].map(([name, draws]) => {
    const compared = draws.map(({ searches }) => compareOpenSet(searches, { draws: 1 }));
    const figures = [
      ...comparedFalseAlarms.map((_, i) => compared.map(({ detection }) => detection[i]!.difference)),
      compared.map(({ top1 }) => top1.difference),
      compared.map(({ eer }) => -eer.difference),
      draws.map(({ again }) => again),
    ];
    const points = figures.map((values) => {
      const middle = mean(values);
      const error = Math.sqrt(
        mean(values.map((value) => (value - middle) ** 2)) / Math.max(1, values.length - 1),
      );
      return `${(100 * middle).toFixed(2)} ± ${(100 * error).toFixed(2)}`;
    });
    return `| ${[name, ...points].join(' | ')} |`;
  });
  return `| ${header.join(' | ')} |\n|${header.map(() => ' --- |').join('')}\n${rows.join('\n')}\n`;
}
