/** Which people the screen shows, and in which order. */
import type { Person } from '../../../src-shared/contract/index.ts';

export const peopleOrders = ['photos', 'name', 'spread', 'few'] as const;
export type PeopleOrder = (typeof peopleOrders)[number];

export interface PeopleFilter {
  find: string;
  sort: PeopleOrder;
  /** Also those who are hidden, and strangers who are ignored. */
  hidden: boolean;
  /** Only these people; empty: everybody. Who is named here is shown, hidden or not. */
  among: readonly number[];
  /** Only those of whom this is true, hidden or not; absent: everybody. */
  isDue?: ((person: Person) => boolean) | undefined;
}

/** People whose names have all words that are looked for, wherever they stand; accents and capitals do not matter. */
export function shownPeople(
  people: readonly Person[],
  { find, sort, hidden, among, isDue }: PeopleFilter,
): Person[] {
  const only = new Set(among);
  const wanted = folded(find).split(/\s+/).filter(Boolean);
  const found = people.filter((person) => {
    if (only.size > 0 && !only.has(person.id)) return false;
    if (isDue !== undefined && !isDue(person)) return false;
    const isNamed = only.size > 0 || isDue !== undefined;
    if (!isNamed && !hidden && (person.hidden || person.ignored)) return false;
    const name = folded(person.name);
    return wanted.every((word) => name.includes(word));
  });
  const byName = (a: Person, b: Person) => a.name.localeCompare(b.name);
  const orders: Readonly<Record<PeopleOrder, (a: Person, b: Person) => number>> = {
    name: byName,
    photos: (a, b) => b.photos - a.photos || byName(a, b),
    few: (a, b) => a.photos - b.photos || byName(a, b),
    // Whose faces differ most, which may be two people.
    spread: (a, b) => (b.spread ?? -1) - (a.spread ?? -1) || byName(a, b),
  };
  return found.sort(orders[sort]);
}

function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase();
}
