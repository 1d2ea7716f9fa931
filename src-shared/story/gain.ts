/**
 * Figure 8: what a head that is trained on some people is worth for people it has never seen, from none of the way between the
 * pretrained head and the trained one to all of it.
 */
import { trainSpec } from '../contract/index.ts';
import { meanInterval } from '../interval.ts';
import { inOrder } from '../random.ts';
import { openSetFigures } from '../recognition/index.ts';
import type { Text } from '../text.ts';
import type { Tf } from '../tf.ts';
import {
  dealUnseen,
  embed,
  numberPeople,
  partOfTheWay,
  photosByPerson,
  pretrainedHead,
  searchDeal,
  type TrainData,
  watch,
  withRecipe,
} from '../training/index.ts';
import { type Claim, sampledClaim } from './claim.ts';
import { faceData } from './faces.ts';
import { oneAfterAnother, type StoryFigure } from './figure.ts';

export const gainLosses = ['cosface', 'arcface', 'triplet', 'softmax', 'p2sgrad'] as const;

export interface GainSettings {
  loss: (typeof gainLosses)[number];
  /** How many are trained on; as many at most as `trainable` says. */
  people: number;
}

export interface GainPoint {
  /** In `steps`, as training is most of the work: the first point is there when it has ended. */
  step: number;
  steps: number;
  /** Of the way, 0..1. */
  share: number;
  /** DIR at FAR 10 % of people never seen, 0..1. */
  detection: number;
}

/** People who are judged by and never trained on, as a share of all. */
const judgedShare = 0.4;
/** With fewer, four people who are judged by and can be enrolled and strangers in turn are not left. */
export const fewestGainPeople = 10;
/** How often they are dealt into people enrolled and strangers. */
const deals = 3;
/** Steps of training for any number of people, so that heads differ by the people alone. */
const steps = 120;
const batchSize = 32;
const places = 10;
/** Of the shares of `comparedFalseAlarms`: with so few strangers smaller ones hang on a single photo. */
const judgedAt = 0;

/** How many of so many people can be trained on. */
export function trainable(people: number): number {
  return people - Math.ceil(judgedShare * people);
}

/** Trains on some people and searches for the others. @param seed decides who is judged by, too. */
export async function* gainOverShares(
  tf: Tf,
  data: TrainData,
  { loss, people }: GainSettings,
  seed: number,
): AsyncGenerator<GainPoint, GainPoint[], undefined> {
  const order = inOrder([...data.people.keys()], seed, 5);
  const given = new Set(order.slice(0, people));
  const judged = order.slice(trainable(order.length));
  const train = rowsOf(data, (label) => given.has(label));
  const spec = trainSpec.parse({
    ...withRecipe({ loss }),
    epochs: Math.max(1, Math.round((steps * batchSize) / train.features.length)),
    batchSize,
    validation: 0,
    seed,
  });
  let head = pretrainedHead(data.pretrained);
  const start = head;
  for await (const moment of watch(tf, spec, train, Number.POSITIVE_INFINITY)) head = moment.head;
  const photos = photosByPerson(data.photos, data.labels);
  const samples = judged.flatMap((label) => photos.get(label)!.flat());
  const dealt = Array.from({ length: deals }, (_, k) => dealUnseen(judged, photos, [], seed, k)).flat();
  const points: GainPoint[] = [];
  for (let place = 0; place <= places; place++) {
    const share = place / places;
    const rows = embed(
      partOfTheWay(start, head, share),
      samples.map((i) => data.features[i]!),
    );
    const embeddings = new Map(samples.map((sample, row) => [sample, rows[row]!]));
    const point = {
      step: place + 1,
      steps: places + 1,
      share,
      detection: meanInterval(
        dealt.map((deal) => openSetFigures(searchDeal(deal, data.labels, embeddings)).detection[judgedAt]!),
      ).mean,
    };
    points.push(point);
    yield point;
  }
  return points;
}

function rowsOf(data: TrainData, isMeant: (label: number) => boolean): TrainData {
  const rows = data.labels.flatMap((label, i) => (isMeant(label) ? [i] : []));
  return {
    ...data,
    ...numberPeople(rows.map((i) => data.people[data.labels[i]!]!)),
    features: rows.map((i) => data.features[i]!),
    photos: rows.map((i) => data.photos[i]!),
  };
}

/** So few that going all of the way must lose. */
const few = 4;
/** A place early on the way. */
const early = 0.2;

export const gain: StoryFigure = {
  number: 8,
  title: { en: 'Does training help?', ja: '学習は役に立つか' },
  source: {
    title: 'Robust fine-tuning of zero-shot models',
    authors: 'Wortsman, Ilharco, Kim, Li et al.',
    year: 2022,
    venue: 'CVPR',
  },
  async *check({ tf, faces }, seeds) {
    const data = faceData(await faces(), Number.POSITIVE_INFINITY, fewestGainPeople);
    const counts = [few, trainable(data.people.length)];
    const runs = seeds.flatMap((seed) => counts.map((people) => ({ people, seed })));
    const curves = yield* oneAfterAnother(
      runs.map(
        ({ people, seed }) =>
          () =>
            gainOverShares(tf, data, { loss: 'cosface', people }, seed),
      ),
    );
    const curveOf = (seed: number, count: number) => curves[seed * counts.length + count]!;
    return {
      data: {
        people: data.people.length,
        curves: counts.map((people, count) => ({ people, points: curveOf(0, count) })),
      },
      claims: claimsOn(seeds, counts, curveOf),
    };
  },
};

/** @param curveOf points by the indices of seed and count. */
function claimsOn(
  seeds: readonly number[],
  [least, most]: readonly number[],
  curveOf: (seed: number, count: number) => readonly GainPoint[],
): Claim[] {
  const at = (seed: number, count: number, share: number) =>
    curveOf(seed, count).find((point) => point.share === share)!.detection;
  const claim = (
    text: Text,
    quantity: Text,
    relation: 'below' | 'above',
    measure: (seed: number) => number,
  ) =>
    sampledClaim(
      { text, quantity, unit: '', expected: { relation, bound: 0 } },
      seeds,
      seeds.map((_, seed) => measure(seed)),
    );
  return [
    claim(
      {
        en: 'Trained on a handful of people, a head recognises people it has never seen worse than the pretrained one.',
        ja: 'わずかな人数で学習したヘッドは、見たことのない人の認識で、事前学習済みのヘッドに劣ります。',
      },
      {
        en: `DIR at FAR 10 % of people never seen: CosFace trained on ${least} people minus pretrained`,
        ja: `見たことのない人の FAR 10 % での DIR：${least} 人で学習した CosFace から事前学習済みを引いた差`,
      },
      'below',
      (seed) => at(seed, 0, 1) - at(seed, 0, 0),
    ),
    claim(
      {
        en: 'The more people it is trained on, the less it loses.',
        ja: '学習する人数が多いほど、失うものは小さくなります。',
      },
      {
        en: `the same: trained on ${most} people minus ${least}`,
        ja: `同じ値：${most} 人から ${least} 人を引いた差`,
      },
      'above',
      (seed) => at(seed, 1, 1) - at(seed, 0, 1),
    ),
    claim(
      {
        en: 'Part of the way to the trained head loses less than all of it.',
        ja: '学習したヘッドへ途中まで進むほうが、最後まで進むより失うものは小さくなります。',
      },
      {
        en: `the same, trained on ${least} people: ${100 * early} % of the way minus all of it`,
        ja: `同じ値、${least} 人で学習：${100 * early} % まで進んだときから最後までを引いた差`,
      },
      'above',
      (seed) => at(seed, 0, early) - at(seed, 0, 1),
    ),
  ];
}
