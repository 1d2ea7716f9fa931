import { cosine, meanDirection } from './gallery.ts';
import type { OperatingPoint } from './roc.ts';

/** A face of known identity; null if no face was found on the photo. */
export interface IdentifiedFace {
  person: string;
  /** Of length one. */
  embedding: Float32Array | null;
}

/** What searching a gallery for one probe gave. */
export interface Search {
  /** Place of the probe's own person among all, from 1; infinite if that person is not in the gallery or the photo has no face. */
  rank: number;
  /** Cosine with the best person; null if no face was found: the probe is rejected at every threshold. */
  best: number | null;
}

/** A search, and who comes first; null if no face was found. */
export interface FoundSearch extends Search {
  found: string | null;
}

/**
 * Searches the people of a gallery for probes, each person as the direction of the mean of the enrolled faces. Of people
 * with equal cosines the probe's own comes last.
 */
export function searchAll(
  enrolled: readonly IdentifiedFace[],
  probes: readonly IdentifiedFace[],
): FoundSearch[] {
  const described = enrolled.filter((face) => face.embedding !== null);
  const means = [...Map.groupBy(described, ({ person }) => person)].map(
    ([person, faces]) => [person, meanDirection(faces.map(({ embedding }) => embedding!))] as const,
  );
  const indexOf = new Map(means.map(([person], i) => [person, i]));
  return probes.map(({ person, embedding }) => {
    if (embedding === null) return { rank: Number.POSITIVE_INFINITY, best: null, found: null };
    const cosines = new Float64Array(means.length);
    for (let i = 0; i < cosines.length; i++) cosines[i] = cosine(embedding, means[i]![1]);
    const best = cosines.reduce((most, value) => Math.max(most, value), -1);
    const index = indexOf.get(person);
    let other = -1;
    for (let i = 0; i < cosines.length; i++)
      if (i !== index && (other === -1 || cosines[i]! > cosines[other]!)) other = i;
    const nearest = means[other]?.[0] ?? null;
    if (index === undefined) return { rank: Number.POSITIVE_INFINITY, best, found: nearest };
    const before = cosines.filter((value, i) => i !== index && value >= cosines[index]!).length;
    return { rank: before + 1, best, found: before === 0 ? person : nearest };
  });
}

/** Share of the searches whose own person is among the first `rank`: the cumulative match characteristic. */
export function shareWithin(searches: readonly Search[], rank: number): number {
  return searches.filter((search) => search.rank <= rank).length / searches.length;
}

/**
 * Open-set identification over all thresholds, as Phillips, Grother and Micheals define it (Handbook of Face Recognition,
 * 2nd edition 2011, chapter 21) and NIST's tests report it: the detection and identification rate is the share of probes
 * of enrolled people whose own person comes first, at or over the threshold (one less NIST's FNIR at rank 1); the
 * false-alarm rate the share of strangers for whom anybody comes at or over it (NIST's FPIR).
 *
 * @returns points from the strictest threshold to the laxest; `trueAccept` is the detection and identification rate,
 * `falseAccept` the false-alarm rate. Empty without probes or without strangers.
 */
export function openSetCurve(known: readonly Search[], strangers: readonly Search[]): OperatingPoint[] {
  if (known.length === 0 || strangers.length === 0) return [];
  const hits = known.flatMap(({ rank, best }) => (rank === 1 && best !== null ? [best] : []));
  const alarms = strangers.flatMap(({ best }) => (best === null ? [] : [best]));
  const thresholds = [...new Set([...hits, ...alarms])].sort((a, b) => b - a);
  const counters = [hits, alarms].map((scores) => counterOf(scores));
  return [Number.POSITIVE_INFINITY, ...thresholds].map((threshold) => ({
    threshold,
    trueAccept: counters[0]!(threshold) / known.length,
    falseAccept: counters[1]!(threshold) / strangers.length,
  }));
}

/** Counts the scores at or over thresholds, which come in falling order. */
function counterOf(scores: readonly number[]): (threshold: number) => number {
  const sorted = scores.toSorted((a, b) => b - a);
  let count = 0;
  return (threshold) => {
    while (count < sorted.length && sorted[count]! >= threshold) count++;
    return count;
  };
}
