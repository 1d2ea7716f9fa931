/**
 * Average linkage (UPGMA; Sokal and Michener 1958) of unit vectors, cut at a cosine. The mean cosine between two clusters is the
 * product of their means, so no matrix of distances is needed, and it can reach the cut only if some pair of their
 * points does: pairs below the cut are not looked at, which leaves the result as it is.
 */
import type { Steps } from '../steps.ts';
import { dot } from '../vectors.ts';
import { Heap } from './heap.ts';

/** A point with those of its neighbours that reach the cut. */
export interface LinkedPoint {
  id: number;
  /** Of length one. */
  vector: Float32Array;
  /** Points with the same mark lie in different clusters, whatever their vectors are. */
  apart: number;
  /** Ids of points whose cosine with it is the cut or more. Where a pair is told once, it is known to both. */
  neighbours: Iterable<number>;
}

interface Cluster {
  /** Its smallest id. */
  id: number;
  members: number[];
  /** Of its vectors, so that the order of additions hardly matters. */
  sum: Float64Array;
  marks: Set<number>;
  /** Clusters that it can still be joined with. */
  near: Set<Cluster>;
  /** Joined with another. */
  gone: boolean;
}

interface Pair {
  a: Cluster;
  b: Cluster;
  /** Sizes when the pair was compared: of one that has grown since, or is gone, there is a newer pair. */
  sizes: number;
  cosine: number;
}

/** Products of vectors between two pauses: some milliseconds. */
const pause = 20_000;

/**
 * @param points any part of all that has no neighbours outside, in any order: the clusters are the same.
 * @returns clusters of two and more, each with its ids in rising order.
 */
export function* averageLinkage(points: readonly LinkedPoint[], cut: number): Steps<number[][]> {
  const clusters = new Map<number, Cluster>();
  for (const { id, vector, apart } of points.toSorted((a, b) => a.id - b.id)) {
    const sum = Float64Array.from(vector);
    clusters.set(id, { id, members: [id], sum, marks: new Set([apart]), near: new Set(), gone: false });
  }
  const waiting = new Heap<Pair>(isBefore);
  let [compared, merged] = [0, 0];
  const compare = (a: Cluster, b: Cluster) => {
    compared++;
    const sizes = a.members.length + b.members.length;
    const cosine = dot(a.sum, b.sum) / (a.members.length * b.members.length);
    // The mean of cosines below the cut is below it, too: such a pair never comes back by another's being joined to it.
    if (cosine < cut || !a.marks.isDisjointFrom(b.marks)) return;
    a.near.add(b);
    b.near.add(a);
    waiting.push(a.id < b.id ? { a, b, sizes, cosine } : { a: b, b: a, sizes, cosine });
  };
  for (const { id, neighbours } of points) {
    const a = clusters.get(id)!;
    for (const other of neighbours) {
      const b = clusters.get(other)!;
      if (!a.near.has(b)) compare(a, b);
    }
    if (compared >= pause) {
      compared = 0;
      yield 0;
    }
  }
  for (let pair = waiting.pop(); pair !== undefined; pair = waiting.pop()) {
    const { a, b, sizes } = pair;
    if (a.gone || b.gone || a.members.length + b.members.length !== sizes) continue;
    for (const other of join(a, b)) compare(a, other);
    merged++;
    if (compared >= pause) {
      compared = 0;
      yield merged / points.length;
    }
  }
  return [...clusters.values()]
    .filter(({ gone, members }) => !gone && members.length > 1)
    .map(({ members }) => members.sort((x, y) => x - y));
}

/** Of equal cosines, which copies of photos have, the pair with the smaller ids comes first. */
function isBefore(one: Pair, other: Pair): boolean {
  return (
    one.cosine > other.cosine ||
    (one.cosine === other.cosine &&
      (one.a.id < other.a.id || (one.a.id === other.a.id && one.b.id < other.b.id)))
  );
}

/** Moves all of b, whose id is the larger one, to a. @returns what either was near to: to be compared again. */
function join(a: Cluster, b: Cluster): Set<Cluster> {
  const others = a.near.union(b.near);
  others.delete(a);
  others.delete(b);
  for (const other of others) {
    other.near.delete(a);
    other.near.delete(b);
  }
  a.near = new Set();
  a.members.push(...b.members);
  for (let k = 0; k < a.sum.length; k++) a.sum[k]! += b.sum[k]!;
  for (const mark of b.marks) a.marks.add(mark);
  b.gone = true;
  b.near.clear();
  return others;
}
