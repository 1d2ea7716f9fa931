/** Heads and timelines without some of the people that they were trained on. */
import type { Head } from './head.ts';

/**
 * A head without people: their names and class centres are gone, its other weights are as they were.
 * @param isGone whether a name is one of theirs.
 * @returns null if it knows nobody of that name.
 */
export function withoutPeople(head: Head, isGone: (name: string) => boolean): Head | null {
  const people = head.people.filter((name) => !isGone(name));
  if (people.length === head.people.length) return null;
  const { centres } = head;
  if (centres === null) return { ...head, people };
  const values = withoutRows(centres.values, head.people, isGone);
  const [rows, dim] = centres.shape as [number, number];
  const each = rows / head.people.length;
  return { ...head, people, centres: { shape: [people.length * each, dim], values } };
}

/** @param values as many for each of `people`, one person after another. @returns those of the people who stay. */
export function withoutRows(
  values: Float32Array,
  people: readonly string[],
  isGone: (name: string) => boolean,
): Float32Array {
  const each = values.length / people.length;
  const rows = people.flatMap((name, i) => (isGone(name) ? [] : [values.subarray(i * each, (i + 1) * each)]));
  const kept = new Float32Array(rows.length * each);
  for (const [i, row] of rows.entries()) kept.set(row, i * each);
  return kept;
}
