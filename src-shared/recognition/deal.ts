import { randomFrom, shuffled } from '../random.ts';

/** A photo as a protocol deals it out. */
export interface DealtPhoto {
  person: string;
  /** Photos of the same shot have the same: one that is enrolled is not probed with its twin. */
  shot: number | string;
  /** False: only to be enrolled, as the head was trained on it. */
  mayProbe: boolean;
}

/** One draw: indices of photos. */
export interface Deal {
  /** Of the people who are enrolled. */
  enrolled: number[];
  /** Other photos of the same people. */
  probes: number[];
  /** All photos of the people who are not enrolled. */
  strangers: number[];
}

/**
 * Deals photos at random: some people stay strangers, of the others some photos are enrolled and the rest are probes. Who
 * has no more photos than are enrolled is enrolled all the same, and makes the others harder to find.
 *
 * @param each photos of a person that are enrolled.
 * @param unknown share of the people who stay strangers; at least one person where it is not 0, and never all.
 */
export function deal(
  photos: readonly DealtPhoto[],
  { each, unknown, seed }: { each: number; unknown: number; seed: number },
): Deal {
  const byPerson = Map.groupBy(photos.keys(), (i) => photos[i]!.person);
  // By name: who is drawn does not depend on the order in which people were read.
  const people = [...byPerson.keys()].sort();
  const wanted = unknown === 0 ? 0 : Math.max(1, Math.round(unknown * people.length));
  const order = [...shuffled(people.length, randomFrom(seed, 0))];
  const strange = new Set(order.slice(0, Math.min(wanted, people.length - 1)));
  const result: Deal = { enrolled: [], probes: [], strangers: [] };
  for (const [number, name] of people.entries()) {
    const photosOfPerson = byPerson.get(name)!;
    if (strange.has(number)) {
      result.strangers.push(...photosOfPerson.filter((i) => photos[i]!.mayProbe));
      continue;
    }
    const inRandomOrder = [...shuffled(photosOfPerson.length, randomFrom(seed, 1, number))].map(
      (i) => photosOfPerson[i]!,
    );
    // What is no probe is enrolled first: of a trained head's photos those that it has not seen are left to be searched.
    const drawn = inRandomOrder.sort((a, b) => Number(photos[a]!.mayProbe) - Number(photos[b]!.mayProbe));
    const enrolled = drawn.slice(0, each);
    const shots = new Set(enrolled.map((i) => photos[i]!.shot));
    result.enrolled.push(...enrolled);
    result.probes.push(
      ...drawn.slice(each).filter((i) => photos[i]!.mayProbe && !shots.has(photos[i]!.shot)),
    );
  }
  return result;
}
