/** Pairs of templates by their scores, in typed arrays from the start: there may be 16 million. */
import { cosine, type RankedPairs, type TemplatePairs } from '../../src-shared/recognition/index.ts';
import { disjointSets } from '../store/disjoint-sets.ts';
import { rejected } from './rated-pairs.ts';

/** Pairs of each kind that probabilities are calibrated and judged on: more would not move them. */
const mostSampled = { same: 20_000, different: 200_000 };

/** From the highest score down, with the templates of each pair. */
export interface RankedTemplates extends RankedPairs {
  templates: { a: Uint32Array; b: Uint32Array };
}

/** Numbers of the people of templates. */
interface TemplatePeople {
  of: Int32Array;
  count: number;
  /** Of whom two templates are compared. */
  joined: number;
}

/** Templates that pairs of one person join are one person's. @param templates how many there are. */
export function peopleOf({ a, b, same }: TemplatePairs, templates: number): TemplatePeople {
  const sets = disjointSets(templates);
  for (const [i, label] of same.entries()) if (label === 1) sets.join(a[i]!, b[i]!);
  const numbers = new Map<number, number>();
  const of = new Int32Array(templates);
  for (let place = 0; place < templates; place++) {
    const root = sets.root(place);
    if (!numbers.has(root)) numbers.set(root, numbers.size);
    of[place] = numbers.get(root)!;
  }
  const joined = new Set<number>();
  for (const [i, label] of same.entries()) if (label === 1) joined.add(of[a[i]!]!);
  return { of, count: numbers.size, joined: joined.size };
}

/** @param embeddings of the templates; null: none of its photos has a face, and its pairs are rejected. */
export function rankTemplates(
  { a, b, same }: TemplatePairs,
  embeddings: readonly (Float32Array | null)[],
  people: TemplatePeople,
): RankedTemplates {
  const scores = Float64Array.from(a, (template, i) => {
    const [first, second] = [embeddings[template], embeddings[b[i]!]];
    return first && second ? cosine(first, second) : rejected;
  });
  const order = Uint32Array.from(scores, (_, i) => i).sort((i, j) => {
    const [left, right] = [scores[i]!, scores[j]!];
    return left === right ? i - j : right > left ? 1 : -1;
  });
  const templates = { a: order.map((i) => a[i]!), b: order.map((i) => b[i]!) };
  return {
    scores: Float64Array.from(order, (i) => scores[i]!),
    same: Uint8Array.from(order, (i) => same[i]!),
    a: Int32Array.from(templates.a, (template) => people.of[template]!),
    b: Int32Array.from(templates.b, (template) => people.of[template]!),
    people: people.count,
    templates,
  };
}

/** Places of the pairs of one kind whose templates all have faces. */
export function* seenOf({ scores, same }: RankedTemplates, wanted: 0 | 1): Generator<number> {
  for (const [i, label] of same.entries()) if (label === wanted && scores[i] !== rejected) yield i;
}

/** Scores of pairs whose templates have faces: what no face was found on says nothing of how scores spread. */
export function scoresOf(ranked: RankedTemplates): { same: Float32Array; different: Float32Array } {
  const of = (wanted: 0 | 1) => {
    let count = 0;
    for (const _ of seenOf(ranked, wanted)) count++;
    const scores = new Float32Array(count);
    let at = 0;
    for (const i of seenOf(ranked, wanted)) scores[at++] = ranked.scores[i]!;
    return scores;
  };
  return { same: of(1), different: of(0) };
}

/** The hardest first: of one person those that are least alike, of two those that are most. */
export function* sortedPairs(
  ranked: RankedTemplates,
  same: boolean,
): Generator<{ a: number; b: number; score: number }> {
  const { scores, templates, same: labels } = ranked;
  const count = scores.length;
  for (let step = 0; step < count; step++) {
    const i = same ? count - 1 - step : step;
    if (labels[i] === Number(same) && scores[i] !== rejected)
      yield { a: templates.a[i]!, b: templates.b[i]!, score: scores[i]! };
  }
}

/** Pairs of each kind at even distances of their ranks, as many as are enough. */
export function sampledPairs(ranked: RankedTemplates) {
  const { scores, a, b, templates } = ranked;
  const of = (same: boolean) => {
    const places = [...seenOf(ranked, same ? 1 : 0)];
    const most = mostSampled[same ? 'same' : 'different'];
    const every = Math.max(1, places.length / most);
    return Array.from({ length: Math.min(most, places.length) }, (_, k) => {
      const i = places[Math.floor(k * every)]!;
      const people = [String(a[i]), String(b[i])] as const;
      return { people, same, score: scores[i]!, a: templates.a[i]!, b: templates.b[i]! };
    });
  };
  return [...of(true), ...of(false)];
}
