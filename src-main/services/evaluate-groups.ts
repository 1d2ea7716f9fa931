/** How heads fare with groups of faces, at the threshold that is common to all. */
import type { GroupsResult, PairsResult } from '../../src-shared/contract/index.ts';
import { cosine, type GroupTallies, groupFigures } from '../../src-shared/recognition/index.ts';
import type { Steps } from '../../src-shared/steps.ts';
import { type PairsToJudge, pairsAmong } from './evaluate-pairs.ts';
import type { EvaluatedHead, JudgedFace } from './evaluated-heads.ts';
import type { FaceGroups } from './groups-of-faces.ts';
import { hardestOf, rejected } from './rated-pairs.ts';

/** Pairs of a group that are enough. */
const mostPairs = { same: 20_000, different: 50_000 };
/** Faces of a group that are shown. */
const mostSample = 24;
/** The rate at which a library usually recognises. */
const usualRate = 0.01;

/** A face of a group. */
export interface GroupedFace extends JudgedFace {
  photoId: number;
}

/** The pairs of some faces, by their places. */
type PairsOf = (places: readonly number[]) => Pick<PairsToJudge, 'same' | 'different'>;

/** Pairs of all faces of a group that were found, as many as are enough. */
export const pairsOfFound =
  (faces: readonly GroupedFace[], [first]: readonly EvaluatedHead[]): PairsOf =>
  (places) =>
    pairsAmong(
      faces,
      places.filter((i) => first!.embeddings[i] !== null),
      mostPairs,
    );

/** Those of a list whose photos both are of the group, also without a face: as in the list, they are rejected. */
export const pairsOfList =
  ({ same, different }: Pick<PairsToJudge, 'same' | 'different'>): PairsOf =>
  (places) => {
    const group = new Set(places);
    const within = (pairs: PairsToJudge['same']) => pairs.filter(([a, b]) => group.has(a) && group.has(b));
    return { same: within(same), different: within(different) };
  };

/** A group's faces that were found, and its pairs by their places. */
interface Group {
  name: string;
  faces: number[];
  same: PairsToJudge['same'];
  different: PairsToJudge['same'];
}

/**
 * Pairs whose faces both are of a group are its pairs: false accepts happen within a group far more often than between two.
 * @param pairs of all faces, whose threshold counts. @param pairsOf the pairs of a group. @returns null if there is no threshold, or no group.
 */
export function* evaluateGroups(
  faces: readonly GroupedFace[],
  heads: readonly EvaluatedHead[],
  pairs: PairsResult,
  { by, names, ofFace, withoutFace }: FaceGroups & { by: string },
  pairsOf: PairsOf,
): Steps<GroupsResult | null> {
  const thresholds = pairs.heads.map(({ points }) =>
    points.findLast(({ rate, threshold }) => rate >= usualRate && threshold !== null),
  );
  if (names.length === 0 || thresholds.some((point) => point === undefined)) return null;
  const isFound = (i: number) => heads[0]!.embeddings[i] !== null;
  const groups = names.map((name): Group => {
    const places = [...faces.keys()].filter((i) => ofFace.get(faces[i]!.faceId) === name);
    return { name, faces: places.filter(isFound), ...pairsOf(places) };
  });
  const people = [...new Set(faces.map(({ person }) => person))];
  const numberOf = new Map(people.map((person, i) => [person, i]));
  const photos = withoutFace && groups.map((group) => photosOf(faces, group, withoutFace, numberOf));
  const results = [];
  for (const [h, { embeddings }] of heads.entries()) {
    const { threshold, rate } = thresholds[h]!;
    const scoreOf = ([a, b]: Group['same'][number]) => {
      const [first, second] = [embeddings[a], embeddings[b]];
      return first && second ? cosine(first, second) : rejected;
    };
    const tally = (some: Group['same']) =>
      tallied(faces, some, numberOf, (pair) => scoreOf(pair) >= threshold!);
    const tallies = groups.map(
      ({ same, different }, g): GroupTallies => ({
        trueAccept: tally(same),
        falseAccept: tally(different),
        notFound: photos && photos[g]!,
      }),
    );
    const steps = groupFigures(tallies, people.length, rate);
    let next = steps.next();
    for (; !next.done; next = steps.next()) yield (h + next.value) / heads.length;
    const failed = groups.map((group) => failedIn(faces, group, scoreOf, threshold!));
    results.push({ threshold: threshold!, rate, failed, ...next.value });
  }
  const [first] = results;
  const sum = (rows: GroupTallies['notFound'], key: 'of' | 'accepted') =>
    (rows ?? []).reduce((all, row) => all + row[key], 0);
  return {
    by,
    unknown: faces.filter(({ faceId }, i) => isFound(i) && !names.includes(ofFace.get(faceId) ?? '')).length,
    rows: groups.map(({ name, faces: places, same, different }, g) => ({
      name,
      people: new Set(places.map((i) => faces[i]!.person)).size,
      faces: places.length,
      same: same.length,
      different: different.length,
      pairPeople: { same: peopleIn(faces, same), different: peopleIn(faces, different) },
      sample: sampleOf(faces, places),
      photos: photos && { all: sum(photos[g]!, 'of'), notFound: sum(photos[g]!, 'accepted') },
      notFound: first!.groups[g]!.notFound,
    })),
    notFoundGap: first!.gaps.notFound,
    heads: results.map(({ threshold, rate, failed, groups, gaps }) => ({
      threshold,
      rate,
      groups: groups.map(({ trueAccept, falseAccept }, g) => ({
        trueAccept,
        falseAccept,
        failed: failed[g]!,
      })),
      trueAcceptGap: gaps.trueAccept,
      falseAcceptGap: gaps.falseAccept,
    })),
  };
}

const peopleIn = (faces: readonly GroupedFace[], pairs: Group['same']) =>
  new Set(pairs.flatMap((pair) => pair.map((i) => faces[i]!.person))).size;

/** A face of each person in turn, until there are enough. */
function sampleOf(faces: readonly GroupedFace[], places: readonly number[]): number[] {
  const ofPeople = [...Map.groupBy(places, (i) => faces[i]!.person).values()];
  const most = Math.max(0, ...ofPeople.map(({ length }) => length));
  const turns = Array.from({ length: most }, (_, turn) =>
    ofPeople.flatMap((own) => own.slice(turn, turn + 1)),
  );
  return turns
    .flat()
    .slice(0, mostSample)
    .map((i) => faces[i]!.faceId);
}

/** Pairs of a group that a head gets wrong, and the worst of them. */
function failedIn(
  faces: readonly GroupedFace[],
  { same, different }: Group,
  scoreOf: (pair: Group['same'][number]) => number,
  threshold: number,
): NonNullable<GroupsResult['heads'][number]['groups'][number]['failed']> {
  const scored = (pairs: Group['same']) =>
    pairs.map((pair) => ({ a: faces[pair[0]]!.faceId, b: faces[pair[1]]!.faceId, score: scoreOf(pair) }));
  const below = scored(same).filter(({ score }) => score < threshold);
  const accepted = scored(different).filter(({ score }) => score >= threshold);
  // There is nothing to see of a face that was not found.
  const seen = below.filter(({ score }) => score !== rejected);
  return {
    same: below.length,
    different: accepted.length,
    worstSame: hardestOf(seen.sort((a, b) => a.score - b.score)),
    worstDifferent: hardestOf(accepted.sort((a, b) => b.score - a.score)),
  };
}

/** Counts pairs by the people whose they are. */
function tallied(
  faces: readonly GroupedFace[],
  pairs: Group['same'],
  numberOf: ReadonlyMap<string, number>,
  isAccepted: (pair: readonly [number, number]) => boolean,
): GroupTallies['trueAccept'] {
  const rows = new Map<number, { a: number; b: number; accepted: number; of: number }>();
  for (const pair of pairs) {
    const [a, b] = pair.map((i) => numberOf.get(faces[i]!.person)!).sort((x, y) => x - y) as [number, number];
    const key = a * numberOf.size + b;
    const row = rows.get(key) ?? { a, b, accepted: 0, of: 0 };
    rows.set(key, row);
    row.of++;
    if (isAccepted(pair)) row.accepted++;
  }
  return [...rows.values()];
}

/** Photos of a group's people, and how many of them have no face that was found. */
function photosOf(
  faces: readonly GroupedFace[],
  group: Group,
  without: NonNullable<FaceGroups['withoutFace']>,
  numberOf: ReadonlyMap<string, number>,
): NonNullable<GroupTallies['notFound']> {
  const found = new Map<string, Set<number>>();
  for (const { person, photoId } of group.faces.map((i) => faces[i]!))
    found.set(person, (found.get(person) ?? new Set()).add(photoId));
  const missed = Map.groupBy(
    without.filter(({ group: name }) => name === group.name),
    ({ person }) => person,
  );
  return [...new Set([...found.keys(), ...missed.keys()])].flatMap((person) => {
    const number = numberOf.get(person);
    const accepted = missed.get(person)?.length ?? 0;
    return number === undefined
      ? []
      : [{ a: number, b: number, accepted, of: accepted + (found.get(person)?.size ?? 0) }];
  });
}
