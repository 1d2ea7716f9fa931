/** `npm run bench -- curves FOLDER`: figures of pairs and searches beside scikit-learn's and NumPy's, and what intervals hold. */
import { readPretrainedWeights } from '../../../src-main/vision/pretrained.ts';
import {
  comparedFalseAlarms,
  cosine,
  deal,
  dealPairs,
  openSetFigures,
  pairFigures,
  rankPairs,
  scoredSearches,
  searchAll,
} from '../../../src-shared/recognition/index.ts';
import {
  areaUnder,
  equalErrorRate,
  pointAtFalseAccept,
  rocCurve,
} from '../../../src-shared/recognition/roc.ts';
import { embed, pretrainedHead } from '../../../src-shared/training/index.ts';
import { readSet } from '../recipes/sets.ts';
import { headerNow, writeResult } from '../results.ts';
import { measureCoverage } from './coverage.ts';
import { askPeer, type PeerAnswer, type Question } from './peer.ts';
import type { Comparison } from './result.ts';

export interface CurvesOptions {
  /** Drawn to see how often intervals hold the truth. */
  libraries: number;
  /** Keeps the features of the photos between calls. */
  features?: string;
}

/** Pairs of each kind: with a hundred thousand of two people a rate of one in ten thousand can be told. */
const mostPairs = { same: 20_000, different: 100_000 };

export async function benchCurves(folder: string, { libraries, features }: CurvesOptions): Promise<void> {
  const header = await headerNow();
  const { name, people, features: rows } = await readSet(folder, features);
  const embeddings = embed(pretrainedHead(await readPretrainedWeights()), rows);
  const question = ask(people, embeddings);
  const { versions, answer } = await askPeer(question);
  const comparisons = [...comparePairs(question, answer.pairs), ...compareSearches(question, answer.search)];
  for (const one of comparisons) process.stderr.write(`${JSON.stringify(one)}\n`);
  const coverage = measureCoverage(libraries);
  for (const one of coverage) process.stderr.write(`${JSON.stringify(one)}\n`);
  Object.assign(header.versions, versions);
  const same = question.pairs.same.filter(Boolean).length;
  const { enrolled, probes, strangers } = question.search;
  const result = {
    ...{ header, set: name, faces: people.length, people: new Set(people).size, comparisons, coverage },
    pairs: { same, different: question.pairs.same.length - same },
    searches: { enrolled: enrolled.length, probes: probes.length, strangers: strangers.length },
  };
  process.stderr.write(`Written: ${await writeResult('curves', name, result)}\n`);
}

/** A list of pairs, and a deal of people who are enrolled and of strangers; the same for the same faces. */
function ask(people: readonly string[], embeddings: readonly Float32Array[]): Question {
  const facesOf = [...Map.groupBy(people.keys(), (i) => people[i]!).values()];
  const { same, different } = dealPairs(facesOf, mostPairs);
  const pairs = [...same, ...different];
  const photos = people.map((person, shot) => ({ person, shot, mayProbe: true }));
  const numberOf = new Map([...new Set(people)].map((person, i) => [person, i]));
  return {
    pairs: {
      scores: pairs.map(([a, b]) => cosine(embeddings[a]!, embeddings[b]!)),
      same: pairs.map((_, i) => i < same.length),
    },
    rates: comparedFalseAlarms,
    embeddings,
    search: {
      people: people.map((person) => numberOf.get(person)!),
      ...deal(photos, { each: 1, unknown: 0.5, seed: 1 }),
    },
  };
}

function comparePairs({ pairs: { scores, same }, rates }: Question, peer: PeerAnswer['pairs']): Comparison[] {
  const curve = rocCurve(scores.map((score, i) => ({ score, same: same[i]! })));
  // What evaluations count with, where people are drawn anew: each pair is of two people of its own here.
  const ranked = rankPairs(
    scores.map((score, i) => ({ score, same: same[i]!, people: [`${i}`, `${i}`] as const })),
  );
  const figures = pairFigures(ranked, new Uint8Array(scores.length).fill(1), rates)!;
  const points = [
    ...curve.map(({ falseAccept }) => falseAccept),
    ...curve.map(({ trueAccept }) => trueAccept),
    ...curve.slice(1).map(({ threshold }) => threshold),
  ];
  return [
    compare('points of the ROC curve', points, peer.roc.flat()),
    compare('AUC', [areaUnder(curve), figures.auc], [peer.auc, peer.auc]),
    compare('EER', [equalErrorRate(curve), figures.eer], [peer.eer, peer.eer]),
    compare(
      'TAR at FAR',
      [
        ...rates.map((rate) => pointAtFalseAccept(curve, rate).trueAccept),
        ...figures.trueAccept.map(({ value }) => value),
      ],
      [...peer.trueAccept, ...peer.trueAccept],
    ),
  ];
}

function compareSearches({ embeddings, search }: Question, peer: PeerAnswer['search']): Comparison[] {
  const faces = (places: readonly number[]) =>
    places.map((i) => ({ person: `${search.people[i]}`, embedding: embeddings[i]! }));
  const enrolled = faces(search.enrolled);
  const [known, strangers] = [search.probes, search.strangers].map((places) =>
    scoredSearches(faces(places), searchAll(enrolled, faces(places))),
  ) as [ReturnType<typeof scoredSearches>, ReturnType<typeof scoredSearches>];
  const { top1, detection, eer } = openSetFigures({ known, strangers });
  return [
    compare(
      'scores of searches, in single precision',
      [...known, ...strangers].map(({ score }) => score),
      [...peer.known, ...peer.strangers],
    ),
    compare('top-1', [top1], [peer.top1]),
    compare('DIR at FAR', detection, peer.detection),
    compare('EER of searches', [eer], [peer.eer]),
  ];
}

/** @throws if there are not as many. */
function compare(figure: string, ours: readonly number[], theirs: readonly number[]): Comparison {
  if (ours.length !== theirs.length)
    throw new Error(`${figure}: ${ours.length} numbers beside ${theirs.length}.`);
  const largest = ours.reduce((most, one, i) => Math.max(most, Math.abs(one - theirs[i]!)), 0);
  return { figure, numbers: ours.length, largest };
}
