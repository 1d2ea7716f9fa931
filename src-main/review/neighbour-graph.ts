/**
 * For many unit vectors which others are near: kept up to date as vectors come and go at the cost of comparing what has come, and
 * the same as if it were made anew.
 */
import { crc32 } from 'node:zlib';
import type { Steps } from '../../src-shared/steps.ts';
import { type RowProducts, rowProducts } from '../compute/row-products.ts';
import type { KeptNeighbours } from '../store/kept-neighbours.ts';

/** Neighbours that are kept of each: a bound for memory if one person has thousands of faces. */
const mostNeighbours = 64;
/** What single precision may change of a product. */
const rounding = 1e-5;

/** The nearest first; of equal ones the smaller id. */
export interface Neighbours {
  readonly ids: readonly number[];
  readonly cosines: readonly number[];
}

interface Node {
  id: number;
  row: number;
  ids: number[];
  cosines: number[];
  /** To be compared with all others. */
  fresh: boolean;
}

export class NeighbourGraph {
  #floor = Number.POSITIVE_INFINITY;
  readonly #dim: number;
  readonly #products: RowProducts;
  readonly #nodes = new Map<number, Node>();
  /** By row; rows have no gaps. */
  readonly #byRow: Node[] = [];
  #vectors = new Float32Array(0);
  #removed = new Set<number>();
  #touched = new Set<number>();
  #compared = 0;

  /** @param dim numbers of a vector. */
  constructor(dim: number) {
    this.#dim = dim;
    this.#products = rowProducts(dim);
  }

  /** Pairs below this cosine are no neighbours. */
  get floor(): number {
    return this.#floor;
  }

  /** All are compared again. */
  set floor(floor: number) {
    this.#floor = floor;
    for (const node of this.#byRow) {
      [node.ids, node.cosines, node.fresh] = [[], [], true];
      this.#touched.add(node.id);
    }
  }

  /** How many vectors have been compared with all others since neighbours were last taken to be kept. */
  get compared(): number {
    return this.#compared;
  }

  get size(): number {
    return this.#byRow.length;
  }

  ids(): Iterable<number> {
    return this.#nodes.keys();
  }

  has(id: number): boolean {
    return this.#nodes.has(id);
  }

  /** [dim], no copy: valid until the next change. */
  vectorOf(id: number): Float32Array {
    return this.#at(this.#nodes.get(id)!.row);
  }

  /** As of the last `update`. Of two that are near each other perhaps only one has the other among its nearest. */
  neighboursOf(id: number): Neighbours {
    return this.#nodes.get(id)!;
  }

  /** @param vector [dim], of length one or zero. */
  set(id: number, vector: Float32Array): void {
    this.remove(id);
    const row = this.#byRow.length;
    if ((row + 1) * this.#dim > this.#vectors.length) {
      const larger = new Float32Array(Math.ceil(1.5 * (row + 256)) * this.#dim);
      larger.set(this.#vectors);
      this.#vectors = larger;
    }
    const node: Node = { id, row, ids: [], cosines: [], fresh: true };
    this.#nodes.set(id, node);
    this.#byRow.push(node);
    this.#at(row).set(vector);
    this.#touched.add(id);
  }

  /** An id that is not there is passed over. */
  remove(id: number): void {
    const node = this.#nodes.get(id);
    if (node === undefined) return;
    this.#nodes.delete(id);
    const last = this.#byRow.pop()!;
    if (last !== node) {
      this.#at(node.row).set(this.#at(last.row));
      last.row = node.row;
      this.#byRow[node.row] = last;
    }
    this.#removed.add(id);
    for (const other of node.ids) this.#touched.add(other);
    this.#touched.add(id);
  }

  /**
   * Brings the neighbours up to date.
   * @returns ids that came or went, or whose neighbours did; of others all is as it was.
   */
  *update(): Steps<ReadonlySet<number>> {
    this.#forgetRemoved();
    // Those that are compared lie in the last rows, so that each pair of them is met once.
    const fresh = this.#byRow.filter((node) => node.fresh);
    let place = this.#byRow.length;
    for (const node of fresh.reverse()) this.#swap(node, this.#byRow[--place]!);
    const { blockRows } = this.#products;
    const first = place;
    for (let from = first; from < this.#byRow.length; from += blockRows) {
      const to = Math.min(this.#byRow.length, from + blockRows);
      this.#load(this.#products.a, from, to);
      for (let start = 0; start < to; start += blockRows) {
        const end = Math.min(to, start + blockRows);
        this.#compare(from, to, start, end);
        yield (from - first + ((to - from) * end) / to) / (this.#byRow.length - first);
      }
    }
    for (const node of fresh) node.fresh = false;
    this.#compared += fresh.length;
    const touched = this.#touched;
    this.#touched = new Set();
    return touched;
  }

  /** What is known, as of an `update` after which nothing has come or gone. */
  take(): KeptNeighbours {
    this.#compared = 0;
    const nodes = this.#byRow;
    const counts = Uint32Array.from(nodes, ({ ids }) => ids.length);
    const neighbours = new Uint32Array(counts.reduce((sum, count) => sum + count, 0));
    let at = 0;
    for (const { ids } of nodes) for (const id of ids) neighbours[at++] = this.#nodes.get(id)!.row;
    return {
      floor: this.#floor,
      ids: Float64Array.from(nodes, ({ id }) => id),
      sums: Uint32Array.from(nodes, ({ row }) => this.#sumOf(row)),
      counts,
      neighbours,
    };
  }

  /** Before the first `update`: takes over what was kept, as far as vectors are the same. Others are compared with all. */
  *takeOver({ floor, ids, sums, counts, neighbours }: KeptNeighbours): Steps<void> {
    this.#floor = floor;
    const same = Array.from(ids, (id, i) => {
      const node = this.#nodes.get(id);
      return node !== undefined && this.#sumOf(node.row) === sums[i] ? node : null;
    });
    let at = 0;
    for (const [i, node] of same.entries()) {
      const count = counts[i]!;
      const others = Array.from(neighbours.subarray(at, at + count), (place) => same[place] ?? null);
      at += count;
      const present = others.filter((other) => other !== null);
      // Who comes after the last of a full list is not known.
      if (node === null || (count === mostNeighbours && present.length < count)) continue;
      node.fresh = false;
      node.ids = present.map(({ id }) => id);
      node.cosines = present.map(({ row }) => product(this.#at(node.row), this.#at(row)));
      if (i % 100 === 0) yield i / same.length;
    }
  }

  #sumOf(row: number): number {
    const { buffer, byteOffset, byteLength } = this.#at(row);
    return crc32(new Uint8Array(buffer, byteOffset, byteLength));
  }

  #forgetRemoved(): void {
    const removed = this.#removed;
    if (removed.size === 0) return;
    for (const node of this.#byRow) {
      if (node.fresh || !node.ids.some((id) => removed.has(id))) continue;
      // Who comes after the last of a full list is not known: it is made anew.
      node.fresh = node.ids.length === mostNeighbours;
      const kept = node.ids.flatMap((id, i) => (node.fresh || removed.has(id) ? [] : i));
      node.cosines = kept.map((i) => node.cosines[i]!);
      node.ids = kept.map((i) => node.ids[i]!);
      this.#touched.add(node.id);
    }
    this.#removed = new Set();
  }

  #swap(a: Node, b: Node): void {
    if (a === b) return;
    const kept = this.#at(a.row).slice();
    this.#at(a.row).set(this.#at(b.row));
    this.#at(b.row).set(kept);
    [a.row, b.row] = [b.row, a.row];
    this.#byRow[a.row] = a;
    this.#byRow[b.row] = b;
  }

  #load(block: Float32Array, from: number, to: number): void {
    block.set(this.#vectors.subarray(from * this.#dim, to * this.#dim));
  }

  /** Rows from `from` with those from `start`: of rows that are in both, each pair once. */
  #compare(from: number, to: number, start: number, end: number): void {
    this.#load(this.#products.b, start, end);
    const columns = end - start;
    const out = this.#products.multiply(to - from, columns);
    const least = this.#floor - rounding;
    for (let row = from; row < to; row++) {
      const line = (row - from) * columns;
      const last = Math.min(end, row);
      for (let column = start; column < last; column++) {
        const rough = out[line + column - start]!;
        if (rough >= least) this.#meet(this.#byRow[row]!, this.#byRow[column]!, rough);
      }
    }
  }

  #meet(a: Node, b: Node, rough: number): void {
    const [forA, forB] = [mayKeep(a, rough), mayKeep(b, rough)];
    if (!forA && !forB) return;
    // A kernel may add up in another order in another block: the same pair always has to get the same number.
    const cosine = product(this.#at(a.row), this.#at(b.row));
    if (cosine < this.#floor) return;
    if (forA && keep(a, b.id, cosine)) this.#touched.add(a.id);
    if (forB && keep(b, a.id, cosine)) this.#touched.add(b.id);
  }

  #at(row: number): Float32Array {
    return this.#vectors.subarray(row * this.#dim, (row + 1) * this.#dim);
  }
}

function mayKeep({ ids, cosines }: Node, rough: number): boolean {
  return ids.length < mostNeighbours || rough >= cosines[mostNeighbours - 1]! - rounding;
}

/** @returns whether it was among the nearest and not there yet. */
function keep({ ids, cosines }: Node, id: number, cosine: number): boolean {
  // One that is compared anew meets those that know it already.
  if (ids.includes(id)) return false;
  let place = ids.length;
  while (
    place > 0 &&
    (cosines[place - 1]! < cosine || (cosines[place - 1] === cosine && ids[place - 1]! > id))
  )
    place--;
  if (place === mostNeighbours) return false;
  ids.splice(place, 0, id);
  cosines.splice(place, 0, cosine);
  ids.length = Math.min(ids.length, mostNeighbours);
  cosines.length = ids.length;
  return true;
}

function product(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k]! * b[k]!;
  return sum;
}
