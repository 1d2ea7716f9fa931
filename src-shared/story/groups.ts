/**
 * Figure 9: a head that has learned from few people of a group fails the others of it, at the threshold that is right for all. People are
 * made up, so that both groups are as easy to tell apart and nothing but the share in training differs.
 */
import { type Random, randomFrom } from '../random.ts';
import { cosine, dealPairs } from '../recognition/index.ts';
import type { Text } from '../text.ts';
import { normalised } from '../vectors.ts';
import { type Claim, sampledClaim } from './claim.ts';
import { oneAfterAnother, type StoryFigure } from './figure.ts';

export interface GroupsSettings {
  /** How many the head has learned from, of both groups. */
  people: number;
}

/** At one share of the small group in training, TAR and FAR of each group at the threshold of FAR 1 % on all pairs. */
export interface GroupsPoint {
  step: number;
  steps: number;
  /** Of the people that the head has learned from, those of the small group: 0..1. */
  share: number;
  /** Of the large group, the small one, and all pairs together. */
  trueAccept: [number, number, number];
  falseAccept: [number, number];
}

export const groupShares = [0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5] as const;

/** Features that tell people of the large group apart, of the small one, and of both. */
const kinds = [12, 12, 6] as const;
const features = kinds[0] + kinds[1] + kinds[2];
/** Standard deviations from person to person where features tell them apart and where they hardly do, and from photo to photo. */
const [apart, alike, photoNoise] = [1, 0.3, 0.55];
/** Photos of each person, and people of each group who are judged by. */
const [photos, judged] = [4, 60];
const rate = 0.01;

/** A person's photos: what is the person's own, and what changes from photo to photo. */
function person(group: 0 | 1, random: Random): Float32Array[] {
  const own = Float32Array.from({ length: features }, (_, k) => {
    const kind = k < kinds[0] ? 0 : k < kinds[0] + kinds[1] ? 1 : 2;
    return (kind === 2 || kind === group ? apart : alike) * random.normal();
  });
  return Array.from({ length: photos }, () => own.map((value) => value + photoNoise * random.normal()));
}

/**
 * What a head learns from people: by feature how much it differs between them, against how much it does within them (Fisher's criterion,
 * 1936), by which it is weighed.
 */
function learn(people: readonly Float32Array[][]): Float32Array {
  return Float32Array.from({ length: features }, (_, k) => {
    const means = people.map((one) => mean(one.map((photo) => photo[k]!)));
    const within = mean(people.flatMap((one, i) => one.map((photo) => (photo[k]! - means[i]!) ** 2)));
    const centre = mean(means);
    return mean(means.map((value) => (value - centre) ** 2)) / within;
  });
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** @param seed decides who the people are. */
export async function* groupsOverShares(
  { people }: GroupsSettings,
  seed: number,
): AsyncGenerator<GroupsPoint, GroupsPoint[], undefined> {
  const points: GroupsPoint[] = [];
  const test = [0, 1].flatMap((group) =>
    Array.from({ length: judged }, (_, i) => person(group as 0 | 1, randomFrom(seed, 1, group, i))),
  );
  for (const [i, share] of groupShares.entries()) {
    const small = Math.max(1, Math.round(share * people));
    const learned = Array.from({ length: people }, (_, k) =>
      person(k < small ? 1 : 0, randomFrom(seed, 2, k)),
    );
    const weights = learn(learned);
    const embeddings = test.flat().map((photo) => normalised(photo.map((value, k) => value * weights[k]!)));
    const point = { step: i + 1, steps: groupShares.length, share, ...judge(embeddings) };
    points.push(point);
    yield point;
  }
  return points;
}

/** @param embeddings of the judged photos, the large group's people first. */
function judge(embeddings: readonly Float32Array[]): Pick<GroupsPoint, 'trueAccept' | 'falseAccept'> {
  const places = Array.from({ length: 2 * judged }, (_, i) =>
    Array.from({ length: photos }, (_, k) => photos * i + k),
  );
  const most = { same: 10_000, different: 40_000 };
  const scoresOf = (people: readonly (readonly number[])[]) => {
    const { same, different } = dealPairs(people, most);
    const scores = (pairs: typeof same) => pairs.map(([a, b]) => cosine(embeddings[a]!, embeddings[b]!));
    return { same: scores(same), different: scores(different) };
  };
  const [large, small, all] = [places.slice(0, judged), places.slice(judged), places].map(scoresOf) as [
    ReturnType<typeof scoresOf>,
    ReturnType<typeof scoresOf>,
    ReturnType<typeof scoresOf>,
  ];
  const threshold = all.different.toSorted((a, b) => b - a)[Math.floor(rate * all.different.length)]!;
  const over = (scores: readonly number[]) =>
    scores.filter((score) => score > threshold).length / scores.length;
  return {
    trueAccept: [over(large.same), over(small.same), over(all.same)],
    falseAccept: [over(large.different), over(small.different)],
  };
}

/** One in twenty: a group that is there and hardly counts. */
const few = 0.05;
/** What the claims learn from. */
const claimed: GroupsSettings = { people: 200 };

export const groupsFigure: StoryFigure = {
  number: 9,
  title: { en: 'Whom does it fail?', ja: '誰に対して失敗するか' },
  source: {
    title: 'Face Recognition Vendor Test, part 3: demographic effects',
    authors: 'Grother, Ngan, Hanaoka',
    year: 2019,
    venue: 'NIST IR 8280',
  },
  async *check(_, seeds) {
    const curves = yield* oneAfterAnother(seeds.map((seed) => () => groupsOverShares(claimed, seed)));
    return { data: { people: claimed.people, points: curves[0]! }, claims: claimsOn(seeds, curves) };
  },
};

function claimsOn(seeds: readonly number[], curves: readonly (readonly GroupsPoint[])[]): Claim[] {
  const at = (curve: readonly GroupsPoint[], share: number) =>
    curve.find((point) => point.share === share)!.trueAccept;
  const gap = (curve: readonly GroupsPoint[], share: number) => at(curve, share)[0] - at(curve, share)[1];
  const claim = (
    text: Text,
    quantity: Text,
    expected: Claim['expected'],
    measure: (curve: readonly GroupsPoint[]) => number,
  ) => sampledClaim({ text, quantity, unit: '', expected }, seeds, curves.map(measure));
  return [
    claim(
      {
        en: 'A group that hardly occurred in training is recognised far worse at the threshold that is right for all.',
        ja: '学習にほとんど含まれない集団は、全体に合わせたしきい値では認識がはるかに悪くなります。',
      },
      {
        en: `TAR at the threshold of FAR 1 % on all pairs: large group minus small one, of which ${100 * few} % of ${claimed.people} people in training are`,
        ja: `全ペアで FAR 1 % のしきい値での TAR：多数の集団から少数の集団（学習 ${claimed.people} 人の ${100 * few} %）を引いた差`,
      },
      { relation: 'above', bound: 0.1 },
      (curve) => gap(curve, few),
    ),
    claim(
      {
        en: 'It is not that the group is harder: with equal shares in training, most of the gap is gone.',
        ja: 'その集団が難しいわけではありません。学習での割合が等しければ、差の大半はなくなります。',
      },
      { en: 'the same gap, less that with equal shares', ja: '同じ差から、割合が等しいときの差を引いた値' },
      { relation: 'above', bound: 0.1 },
      (curve) => gap(curve, few) - gap(curve, 0.5),
    ),
    claim(
      {
        en: 'The large group pays little for it.',
        ja: '多数の集団が失うものはわずかです。',
      },
      {
        en: `TAR of the large group: small group at ${100 * few} % of training minus equal shares`,
        ja: `多数の集団の TAR：少数の集団が学習の ${100 * few} % のときから、等しいときを引いた差`,
      },
      { relation: 'below', bound: 0.1 },
      (curve) => at(curve, few)[0] - at(curve, 0.5)[0],
    ),
  ];
}
