/** How well a partition of faces is that of the people on them. */

/** Shares from 0 to 1. */
export interface Quality {
  /** F-measure over pairs of faces: told as one person's, and of one person. */
  pairs: number;
  /** BCubed precision, recall and their F-measure (Bagga and Baldwin 1998; Amigó et al. 2009): of each face alike. */
  precision: number;
  recall: number;
  bcubed: number;
}

/**
 * @param people by face. @param clusters by face; a face in none has a number of its own.
 */
export function qualityOf(people: readonly string[], clusters: readonly number[]): Quality {
  const cells = countBy(people.map((person, i) => `${clusters[i]}/${person}`));
  const [bySize, ofPerson] = [countBy(clusters), countBy(people)];
  const pairsOf = (counts: Map<unknown, number>) =>
    [...counts.values()].reduce((sum, n) => sum + (n * (n - 1)) / 2, 0);
  let [precision, recall] = [0, 0];
  for (const [i, person] of people.entries()) {
    const both = cells.get(`${clusters[i]}/${person}`)!;
    precision += both / bySize.get(clusters[i]!)! / people.length;
    recall += both / ofPerson.get(person)! / people.length;
  }
  const f = (a: number, b: number) => (a + b === 0 ? 0 : (2 * a * b) / (a + b));
  const [right, told, there] = [pairsOf(cells), pairsOf(bySize), pairsOf(ofPerson)];
  return {
    pairs: told + there === 0 ? 1 : (2 * right) / (told + there),
    precision,
    recall,
    bcubed: f(precision, recall),
  };
}

function countBy<T>(values: readonly T[]): Map<T, number> {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
