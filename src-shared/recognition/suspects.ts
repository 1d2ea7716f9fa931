/**
 * Faces of a gallery that seem to have a wrong name: one that is named after somebody else, and the faces of one person who has
 * two names. What they score against "other people" says nothing of strangers, and would set the threshold far too high: among
 * 20 people with three photos each one wrong name takes the photos that are named from 95 to 53 % (docs/DECISIONS.md).
 */
import type { ScoredFace } from './face-scores.ts';

/** With fewer faces that fit their own people nobody can say what fitting means. */
const fewestFits = 10;
/**
 * Of the faces, and of the people: if more seem wrong, it is the head that cannot tell people apart, or a large gallery in which
 * some people do look alike.
 */
const mostShare = 0.05;
const mostSuspects = 50;

/** @param entries scores by face. @param personOf of each of these faces. @returns the faces that seem to have a wrong name. */
export function suspectFaces(
  entries: Iterable<[number, Readonly<ScoredFace>]>,
  personOf: (faceId: number) => number,
): Set<number> {
  const faces = [...entries].map(([id, scores]) => ({ id, personId: personOf(id), ...scores }));
  const fits = faces
    .flatMap(({ genuine, impostor }) => (genuine !== null && genuine >= (impostor ?? -1) ? [genuine] : []))
    .sort((a, b) => a - b);
  if (fits.length < fewestFits) return new Set();
  // Three quarters of the faces fit their own people at least as well.
  const fitting = fits[Math.floor(fits.length / 4)]!;
  const fitOthers = faces.filter(({ impostor }) => impostor !== null && impostor >= fitting);
  const wrong = fitOthers.filter(({ genuine, impostor }) => genuine !== null && impostor! > genuine);
  const doubles = doublesAmong(faces, fitOthers);
  const people = new Set(faces.map(({ personId }) => personId)).size;
  return new Set([
    ...(areFew(wrong.length, faces.length) ? wrong.map(({ id }) => id) : []),
    ...(areFew(doubles.length, people) ? doubles.flat() : []),
  ]);
}

type Face = ScoredFace & { id: number; personId: number };

/** Pairs of people who seem to be one: more than half of the faces of the one fit the other. @returns the faces of each pair that are alike. */
function doublesAmong(faces: readonly Face[], fitOthers: readonly Face[]): number[][] {
  const counts = new Map<number, number>();
  for (const { personId } of faces) counts.set(personId, (counts.get(personId) ?? 0) + 1);
  const byPair = Map.groupBy(fitOthers, ({ personId, rival }) => `${personId} ${rival}`);
  const rivals = Map.groupBy(faces, ({ personId, rival }) => `${personId} ${rival}`);
  return [...byPair.values()].flatMap((alike) => {
    const { personId, rival } = alike[0]!;
    if (2 * alike.length <= counts.get(personId)!) return [];
    return [[...alike, ...(rivals.get(`${rival} ${personId}`) ?? [])].map(({ id }) => id)];
  });
}

function areFew(count: number, all: number): boolean {
  return count <= Math.min(mostSuspects, Math.max(1, mostShare * all));
}
