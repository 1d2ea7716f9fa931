/** Filters of a picture of people, and who fits them. */

/** Filters in the words of the library's, as its address has them. */
export interface SphereFilters {
  find: string;
  tag: string;
  quality: 'any' | 'good' | 'poor';
}

export const noFilters: SphereFilters = { find: '', tag: '', quality: 'any' };

/** The filters that are set. */
export const filtersSet = (filters: SphereFilters): number =>
  [filters.find.trim() !== '', filters.tag !== '', filters.quality !== 'any'].filter(Boolean).length;

/** Indices of the names whose people are among the groups. A name that the library has no more fits nothing. */
export function fittingCentres(
  names: readonly string[],
  people: readonly { id: number; name: string }[],
  groups: readonly { key: string | number | null }[],
): Set<number> {
  const found = new Set(groups.map(({ key }) => key));
  const fitting = new Set(people.flatMap(({ id, name }) => (found.has(id) ? [name] : [])));
  return new Set(names.flatMap((name, index) => (fitting.has(name) ? [index] : [])));
}
