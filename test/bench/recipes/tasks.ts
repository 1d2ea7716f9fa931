/** What a head is trained on and judged by: people of its own, or people it has never seen. */

import { inOrder } from '../../../src-shared/random.ts';
import type { OpenSetDeal } from '../../../src-shared/training/open-set-folds.ts';
import type { FaceSet } from './sets.ts';

export interface Task {
  train: FaceSet;
  judged: FaceSet;
  /** Rows of `judged`. */
  deals: OpenSetDeal[];
}

/** Photos of each person's that are enrolled, of people never seen. */
const enrolledEach = 2;
/** How often people never seen are dealt out for one head: training it costs more. */
const dealsEach = 6;

/** People with more photos than `each` are trained on and enrolled with so many; everybody else is a stranger. */
export function ownPeople(set: FaceSet, seed: number, known: number, each: number): Task {
  const photos = photosOf(set, seed);
  const judged = [...photos.keys()].filter((person) => photos.get(person)!.length > each).slice(0, known);
  const enrolled = judged.flatMap((person) => photos.get(person)!.slice(0, each));
  const probes = judged.flatMap((person) => photos.get(person)!.slice(each));
  const isOwn = new Set(judged);
  const strangers = [...photos].filter(([person]) => !isOwn.has(person)).flatMap(([, rows]) => rows);
  return { train: rowsOf(set, enrolled), judged: set, deals: [{ enrolled, probes, strangers }] };
}

/** Half of the people of the other set are enrolled, if they have photos to spare; the other half are strangers. Dealt several times. */
export function newPeople(train: FaceSet, judged: FaceSet, seed: number): Task {
  const deals = Array.from({ length: dealsEach }, (_, k) => dealOf(judged, seed, k));
  return { train, judged, deals };
}

function dealOf(judged: FaceSet, ...seeds: number[]): OpenSetDeal {
  const photos = photosOf(judged, ...seeds);
  const people = [...photos.keys()];
  const half = Math.floor(people.length / 2);
  const known = people.slice(0, half).filter((person) => photos.get(person)!.length > enrolledEach);
  return {
    enrolled: known.flatMap((person) => photos.get(person)!.slice(0, enrolledEach)),
    probes: known.flatMap((person) => photos.get(person)!.slice(enrolledEach)),
    strangers: people.slice(half).flatMap((person) => photos.get(person)!),
  };
}

/** Each person's rows; people and rows in an order that the seeds decide. */
function photosOf({ people }: FaceSet, ...seeds: number[]): Map<string, number[]> {
  const rows = Map.groupBy(people.keys(), (i) => people[i]!);
  return new Map(
    inOrder([...rows.keys()].sort(), ...seeds, 1).map((person, k) => [
      person,
      inOrder(rows.get(person)!, ...seeds, 2, k),
    ]),
  );
}

function rowsOf({ name, people, features }: FaceSet, rows: readonly number[]): FaceSet {
  return { name, people: rows.map((i) => people[i]!), features: rows.map((i) => features[i]!) };
}
