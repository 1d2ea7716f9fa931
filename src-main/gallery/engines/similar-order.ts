/** An order of vectors in which similar ones follow each other: they then lie together wherever they are written in this order. */
import { setImmediate as turn } from 'node:timers/promises';
import { randomFrom } from '../../../src-shared/random.ts';

/** As many as this stay in the order in which they were. */
const together = 256;
/** Products after which others have a turn. */
const eachTurn = 5000;
/** Vectors by which the middle is guessed. */
const sampled = 255;

/** Sorts what is known of vectors, by their ids, so that similar ones follow each other. What comes meanwhile may lie anywhere. */
export async function sortBySimilarity<T>(
  known: Map<number, T>,
  vectorOf: (id: number) => Float32Array | null,
): Promise<void> {
  for (const id of await similarOrder([...known.keys()], vectorOf)) {
    const one = known.get(id);
    if (one === undefined) continue;
    // What is put in again comes last.
    known.delete(id);
    known.set(id, one);
  }
}

/**
 * Halves the vectors by how far they lie along the way from one of them to another, and halves the halves (random projection trees,
 * Dasgupta and Freund 2008). Ten seconds for a million of 128 numbers, in short pieces.
 * @param vectorOf an id; null: there is none any more, which may lie anywhere.
 * @returns the same ids, in an order that these alone decide.
 */
async function similarOrder(
  ids: readonly number[],
  vectorOf: (id: number) => Float32Array | null,
): Promise<number[]> {
  const random = randomFrom(ids.length);
  const order = [...ids];
  const parts: [from: number, to: number][] = [[0, order.length]];
  let products = 0;
  for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
    const [from, to] = part;
    if (to - from <= together) continue;
    const someone = () => order[from + random.integer(to - from)]!;
    const [one, other] = [vectorOf(someone()), vectorOf(someone())];
    if (one === null || other === null) continue;
    const way = one.map((value, k) => value - other[k]!);
    const placed: [id: number, along: number][] = [];
    for (let at = from; at < to; at++) {
      placed.push([order[at]!, product(way, vectorOf(order[at]!))]);
      if (++products % eachTurn === 0) await turn();
    }
    const guesses = Array.from({ length: sampled }, () => placed[random.integer(placed.length)]![1]);
    const middle = guesses.sort((a, b) => a - b)[(sampled - 1) / 2]!;
    let [low, high] = [from, to];
    for (const [id, along] of placed) {
      if (along < middle) order[low++] = id;
      else order[--high] = id;
    }
    // All alike: there is nothing to tell them apart by.
    if (low > from && low < to) parts.push([from, low], [low, to]);
  }
  return order;
}

function product(a: Float32Array, b: Float32Array | null): number {
  let sum = 0;
  if (b !== null) for (let k = 0; k < a.length; k++) sum += a[k]! * b[k]!;
  return sum;
}
