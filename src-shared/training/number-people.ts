/**
 * Labels count people in the order of their names, so that the order of reading does not matter: the split of a run can be repeated.
 * @param names one a face. @returns the people, and for each face the index of its person.
 */
export function numberPeople(names: readonly string[]): { people: string[]; labels: number[] } {
  const people = [...new Set(names)].sort();
  const indexOf = new Map(people.map((name, i) => [name, i]));
  return { people, labels: names.map((name) => indexOf.get(name)!) };
}
