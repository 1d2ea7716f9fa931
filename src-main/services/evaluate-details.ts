/** What the figures of a search are made of: searches that failed, and who was taken for whom. */
import type {
  EvaluatedPair,
  EvaluationConfusions,
  EvaluationFailure,
} from '../../src-shared/contract/index.ts';
import { cosine, type pairHistogram } from '../../src-shared/recognition/index.ts';
import type { DrawnSearch, JudgedFace } from './evaluated-heads.ts';
import { samplesOf } from './histogram-samples.ts';

export interface Details {
  faces: readonly JudgedFace[];
  embeddings: readonly (Float32Array | null)[];
  draws: readonly DrawnSearch[];
  /** null: no stranger could pass. */
  threshold: number | null;
}

/** Failures of a kind, people of the table, and faces of a cell that are shown. */
const [mostFailures, mostPeople, mostFaces] = [12, 12, 6];

/** A search with who came first. */
interface Found {
  draw: DrawnSearch;
  /** Place of the face that was searched for. */
  face: number;
  found: string;
  score: number;
  rank: number;
  isStranger: boolean;
}

function* searchesOf({ draws }: Details): Generator<Found> {
  for (const draw of draws) {
    for (const [places, searches, isStranger] of [
      [draw.probes, draw.known, false],
      [draw.strangers, draw.unknown, true],
    ] as const)
      for (const [i, { rank, best, found }] of searches.entries())
        if (best !== null && found !== null)
          yield { draw, face: places[i]!, found, score: best, rank, isStranger };
  }
}

/** The worst of each kind: the same two people once, by the search that was worst. */
export function failuresOf(details: Details): EvaluationFailure[] {
  const { faces, threshold } = details;
  const kindOf = ({ rank, score, isStranger }: Found): EvaluationFailure['kind'] | null => {
    const isOver = threshold !== null && score >= threshold;
    if (isStranger) return isOver ? 'stranger' : null;
    if (rank > 1) return 'other';
    return isOver ? null : 'missed';
  };
  const kinds = Map.groupBy(
    [...searchesOf(details)].flatMap((one) => {
      const kind = kindOf(one);
      return kind === null ? [] : [{ ...one, kind }];
    }),
    ({ kind }) => kind,
  );
  return (['other', 'stranger', 'missed'] as const).flatMap((kind) => {
    const sign = kind === 'missed' ? 1 : -1;
    const worst = (kinds.get(kind) ?? []).sort((a, b) => sign * (a.score - b.score) || a.face - b.face);
    const once = new Map<string, (typeof worst)[number]>();
    for (const one of worst) {
      const both = `${faces[one.face]!.person}\n${one.found}`;
      if (!once.has(both) && once.size < mostFailures) once.set(both, one);
    }
    return [...once.values()].map((one) => ({
      face: faces[one.face]!.faceId,
      found: faces[nearestEnrolled(details, one)]!.faceId,
      kind,
      score: one.score,
    }));
  });
}

/** Searches that go wrong at each threshold, over all draws; null: there is no threshold. */
export function failedSearches(details: Details, thresholds: readonly (number | null)[]) {
  const searches = [...searchesOf(details)];
  // Without a face nobody is found.
  const lost = details.draws.flatMap(({ known }) => known.filter(({ best }) => best === null)).length;
  return thresholds.map((threshold) => {
    if (threshold === null) return null;
    const failed = { own: lost, others: 0 };
    for (const { rank, score, isStranger } of searches) {
      if (isStranger) failed.others += Number(score >= threshold);
      else failed.own += Number(rank > 1 || score < threshold);
    }
    return failed;
  });
}

/** A few of the searches that each bin of the histogram counts: the face that was searched for, and that which was found. */
export function searchSamples(details: Details, bins: ReturnType<typeof pairHistogram>) {
  const searches = [...searchesOf(details)];
  const scored = (isCounted: (one: Found) => boolean) => ({
    places: [...searches.keys()].filter((i) => isCounted(searches[i]!)),
    scoreOf: (i: number) => searches[i]!.score,
    pairOf: (i: number): EvaluatedPair => {
      const [a, b] = [searches[i]!.face, nearestEnrolled(details, searches[i]!)];
      return { a: details.faces[a]!.faceId, b: details.faces[b]!.faceId, score: searches[i]!.score };
    },
  });
  return samplesOf(bins, {
    same: scored(({ isStranger, rank }) => !isStranger && rank === 1),
    different: scored(({ isStranger }) => isStranger),
  });
}

/** The face that was searched for, and that which was found. @param search by its place among those of a draw for enrolled people, or for strangers. */
export function pairOfSearch(
  details: Details,
  search: { draw: number; isStranger: boolean; place: number },
): EvaluatedPair {
  const draw = details.draws[search.draw]!;
  const [places, searches] = search.isStranger ? [draw.strangers, draw.unknown] : [draw.probes, draw.known];
  const { found, best } = searches[search.place]!;
  const face = places[search.place]!;
  // It was found: a probability is stated of it.
  const nearest = nearestEnrolled(details, { draw, face, found: found! });
  return { a: details.faces[face]!.faceId, b: details.faces[nearest]!.faceId, score: best! };
}

/** Of the enrolled faces of whoever came first, that which is most like the face searched for. */
function nearestEnrolled(
  { faces, embeddings }: Details,
  { draw, face, found }: Pick<Found, 'draw' | 'face' | 'found'>,
): number {
  const own = draw.enrolled.filter((i) => faces[i]!.person === found);
  const score = (i: number) => cosine(embeddings[face]!, embeddings[i]!);
  return own.reduce((best, i) => (score(i) > score(best) ? i : best));
}

/** Those who are most often taken for each other, and how often each is found. */
export function confusionsOf(details: Details): EvaluationConfusions {
  const { faces, threshold } = details;
  const searches = new Map<string, number>();
  const taken = new Map<string, Found[]>();
  for (const one of searchesOf(details)) {
    const { person } = faces[one.face]!;
    searches.set(person, (searches.get(person) ?? 0) + 1);
    if (one.isStranger && (threshold === null || one.score < threshold)) continue;
    const cell = cellOf(person, one.found);
    const before = taken.get(cell);
    if (before === undefined) taken.set(cell, [one]);
    else before.push(one);
  }
  const people = mostConfused(taken);
  const cells = people.flatMap((of, row) =>
    people.flatMap((as, column) => {
      const ones = taken.get(cellOf(of, as)) ?? [];
      return ones.length === 0
        ? []
        : [{ row, column, count: ones.length, faces: row === column ? [] : facesOf(details, ones) }];
    }),
  );
  const faceOf = (person: string) => faces.find((face) => face.person === person)!.faceId;
  return { people: people.map(faceOf), searches: people.map((name) => searches.get(name) ?? 0), cells };
}

const cellOf = (of: string, as: string) => JSON.stringify([of, as]);

/** Both people of the pairs that occur most often, as many as there is room for, by name. */
function mostConfused(taken: ReadonlyMap<string, readonly Found[]>): string[] {
  const counts = new Map<string, number>();
  for (const [cell, { length }] of taken) {
    const [of, as] = JSON.parse(cell) as [string, string];
    if (of === as) continue;
    const pair = JSON.stringify([of, as].sort());
    counts.set(pair, (counts.get(pair) ?? 0) + length);
  }
  const people = new Set<string>();
  for (const [pair] of [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))) {
    const both = JSON.parse(pair) as string[];
    if (people.size + both.filter((name) => !people.has(name)).length > mostPeople) break;
    for (const name of both) people.add(name);
  }
  return [...people].sort();
}

/** Pairs of faces, those with the highest scores, each once. */
function facesOf(details: Details, ones: readonly Found[]): [number, number][] {
  const once = new Map<string, [number, number]>();
  for (const one of ones.toSorted((a, b) => b.score - a.score)) {
    const found = nearestEnrolled(details, one);
    const pair: [number, number] = [details.faces[one.face]!.faceId, details.faces[found]!.faceId];
    once.set(pair.join(), pair);
    if (once.size === mostFaces) break;
  }
  return [...once.values()];
}
