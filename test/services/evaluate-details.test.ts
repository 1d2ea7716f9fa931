import { expect, test } from 'vitest';
import {
  confusionsOf,
  failedSearches,
  failuresOf,
  pairOfSearch,
  searchSamples,
} from '../../src-main/services/evaluate-details.ts';
import { pairHistogram, searchAll } from '../../src-shared/recognition/index.ts';

const unit = (degrees: number) => {
  const angle = (degrees * Math.PI) / 180;
  return Float32Array.of(Math.cos(angle), Math.sin(angle));
};

/** Faces by person and angle: whom each is near is the nearest angle of somebody enrolled. */
const all = [
  { person: 'ada', at: 0, role: 'enrolled' },
  { person: 'ada', at: 6, role: 'enrolled' },
  { person: 'bob', at: 40, role: 'enrolled' },
  { person: 'ada', at: 5, role: 'probe' },
  { person: 'ada', at: 30, role: 'probe' },
  { person: 'bob', at: 85, role: 'probe' },
  { person: 'eve', at: 44, role: 'stranger' },
  { person: 'eve', at: 120, role: 'stranger' },
] as const;
const faces = all.map(({ person }, i) => ({
  person,
  shot: i,
  mayProbe: true,
  faceId: 100 + i,
  feature: new Float32Array(),
  rating: 1,
  yaw: 0,
  photoId: 0,
  isTrainedOn: [false],
}));
const embeddings = all.map(({ at }) => unit(at));
const placesOf = (role: string) => all.flatMap((face, i) => (face.role === role ? [i] : []));
const faceOf = (i: number) => ({ person: faces[i]!.person, embedding: embeddings[i]! });
const [enrolled, probes, strangers] = ['enrolled', 'probe', 'stranger'].map(placesOf) as [
  number[],
  number[],
  number[],
];
const draw = {
  ...{ enrolled, probes, strangers },
  known: searchAll(enrolled.map(faceOf), probes.map(faceOf)),
  unknown: searchAll(enrolled.map(faceOf), strangers.map(faceOf)),
};
// At 25 degrees.
const details = { faces, embeddings, draws: [draw, draw], threshold: Math.cos((25 * Math.PI) / 180) };

test('failures are told once: who came first instead, strangers over the threshold, and who was found below it', () => {
  expect(failuresOf(details)).toEqual([
    { face: 104, found: 102, kind: 'other', score: expect.closeTo(Math.cos((10 * Math.PI) / 180), 6) },
    { face: 106, found: 102, kind: 'stranger', score: expect.closeTo(Math.cos((4 * Math.PI) / 180), 6) },
    { face: 105, found: 102, kind: 'missed', score: expect.closeTo(Math.cos((45 * Math.PI) / 180), 6) },
  ]);
});

test('who is taken for whom is counted over all draws, with the faces that show it', () => {
  const { people, searches, cells } = confusionsOf(details);
  // Ada, Bob and Eve.
  expect(people).toEqual([100, 102, 106]);
  expect(searches).toEqual([4, 2, 4]);
  expect(cells).toEqual([
    { row: 0, column: 0, count: 2, faces: [] },
    { row: 0, column: 1, count: 2, faces: [[104, 102]] },
    { row: 1, column: 1, count: 2, faces: [] },
    { row: 2, column: 1, count: 2, faces: [[106, 102]] },
  ]);
});

test('without a threshold no stranger is taken for anybody', () => {
  const { people } = confusionsOf({ ...details, threshold: null });
  expect(people).toEqual([100, 102]);
  expect(failuresOf({ ...details, threshold: null }).some(({ kind }) => kind === 'stranger')).toBe(false);
});

test('what goes wrong is counted at each threshold, over all draws', () => {
  const cosine = (degrees: number) => Math.cos((degrees * Math.PI) / 180);
  // At 25 degrees one probe is Bob's and one too far; at 3 degrees all probes but one are too far, and no stranger passes.
  expect(failedSearches(details, [cosine(25), cosine(3), null])).toEqual([
    { own: 4, others: 2 },
    { own: 4, others: 0 },
    null,
  ]);
});

test('a search that a probability was stated of shows both faces', () => {
  const pairOf = (isStranger: boolean, place: number) =>
    pairOfSearch(details, { draw: 1, isStranger, place });
  // Ada's own face at 6 degrees is nearer to 5 than that at 0; at 30 she is taken for Bob, as is Eve at 44.
  expect([pairOf(false, 0), pairOf(false, 1), pairOf(true, 0)]).toMatchObject([
    { a: 103, b: 101 },
    { a: 104, b: 102 },
    { a: 106, b: 102, score: draw.unknown[0]!.best },
  ]);
});

test('each bar keeps some of the searches that it counts, with the face that was found', () => {
  const best = (searches: typeof draw.known) => Float32Array.from(searches, ({ best }) => best!);
  const firsts = draw.known.filter(({ rank }) => rank === 1);
  const bins = pairHistogram(
    { same: best([...firsts, ...firsts]), different: best([...draw.unknown, ...draw.unknown]) },
    1,
  );
  const samples = searchSamples(details, bins);
  for (const kind of ['same', 'different'] as const)
    expect(samples[kind].map(({ length }) => length)).toEqual(bins[kind]);
  expect(samples.same.flat().map(({ a, b }) => [a, b])).toEqual([
    ...[105, 105].map((face) => [face, 102]),
    ...[103, 103].map((face) => [face, 101]),
  ]);
  expect(new Set(samples.different.flat().map(({ a }) => a))).toEqual(new Set([106, 107]));
});
