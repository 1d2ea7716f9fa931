/** An order of vectors in which similar ones follow each other: they then lie together wherever they are written in this order. */
import { setImmediate as turn } from 'node:timers/promises';
import { randomFrom } from '../../../src-shared/random.ts';
import { dot } from '../../../src-shared/vectors.ts';

/** As many as this stay in the order in which they were. */
const together = 256;
/** Vectors after which others have a turn. */
const eachTurn = 5000;
/** Vectors by which the middle is guessed. */
const sampled = 255;
/** How often two vectors that differ are looked for. */
const mostTries = 10;

type VectorOf = (id: number) => Float32Array | null;

/**
 * Sorts what is known of vectors, by their ids, so that similar ones follow each other. Ten seconds for a million of 128 numbers, in
 * which others have their turns; what comes meanwhile may lie anywhere.
 * @param vectorOf an id; null: there is none, and it may lie anywhere, too.
 * @param isWanted asked at each turn: if it is not any more, the rest stays as it is.
 */
export async function sortBySimilarity<T>(
  known: Map<number, T>,
  vectorOf: VectorOf,
  isWanted: () => boolean = () => true,
): Promise<void> {
  const step = steps(isWanted);
  const order = await similarOrder([...known.keys()], vectorOf, step);
  for (const id of order ?? []) {
    const one = known.get(id);
    if (one !== undefined) {
      // What is put in again comes last.
      known.delete(id);
      known.set(id, one);
    }
    const goesOn = step();
    if (goesOn !== true && !(await goesOn)) return;
  }
}

/** @returns what gives others a turn now and then, and says whether to go on. */
function steps(isWanted: () => boolean): () => boolean | Promise<boolean> {
  let done = 0;
  return () => ++done % eachTurn !== 0 || turn().then(isWanted);
}

/**
 * Halves the vectors by how far they lie along the way from one of them to another, and halves the halves (random projection trees,
 * Dasgupta and Freund 2008).
 * @returns null: it is not wanted any more.
 */
async function similarOrder(
  ids: readonly number[],
  vectorOf: VectorOf,
  step: ReturnType<typeof steps>,
): Promise<number[] | null> {
  const random = randomFrom(ids.length);
  const gone = ids.filter((id) => vectorOf(id) === null);
  const order = [...ids.filter((id) => vectorOf(id) !== null), ...gone];
  const parts: [from: number, to: number][] = [[0, order.length - gone.length]];
  for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
    const [from, to] = part;
    const someone = () => vectorOf(order[from + random.integer(to - from)]!);
    const way = to - from <= together ? null : wayAmong(someone);
    if (way === null) continue;
    const placed: [id: number, along: number][] = [];
    for (let at = from; at < to; at++) {
      const vector = vectorOf(order[at]!);
      placed.push([order[at]!, vector === null ? 0 : dot(way, vector)]);
      const goesOn = step();
      if (goesOn !== true && !(await goesOn)) return null;
    }
    const guesses = Array.from({ length: sampled }, () => placed[random.integer(placed.length)]![1]);
    const middle = guesses.sort((a, b) => a - b)[(sampled - 1) / 2]!;
    let [low, high] = [from, to];
    for (const [id, along] of placed) {
      if (along < middle) order[low++] = id;
      else order[--high] = id;
    }
    // So many are alike that there is no middle.
    if (low > from && low < to) parts.push([from, low], [low, to]);
  }
  return order;
}

/** From one vector to another; null: they seem to be all alike. @param someone gives any of them. */
function wayAmong(someone: () => Float32Array | null): Float32Array | null {
  for (let tries = 0; tries < mostTries; tries++) {
    const [one, other] = [someone(), someone()];
    const way = one !== null && other !== null ? one.map((value, k) => value - other[k]!) : null;
    if (way?.some((value) => value !== 0)) return way;
  }
  return null;
}
