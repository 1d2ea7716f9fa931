/** Faces without a name in groups, kept up to date: only what hangs together with a change is grouped anew. */
import { averageLinkage } from '../../src-shared/clustering/index.ts';
import { laxer } from './cut.ts';
import type { NeighbourGraph } from './neighbour-graph.ts';
import { inTurns, turn } from './turn.ts';

/** By how many steps the cut may become laxer before all faces are compared again. */
const spareSteps = 4;

/** Faces that hang together by pairs that reach the cut, and their groups, each by id. */
interface Part {
  size: number;
  groups: number[][];
}

export class Groups {
  readonly #graph: NeighbourGraph;
  #cut = Number.NaN;
  readonly #apart: (faceId: number) => number;
  /** By the smallest id of its faces. */
  #parts = new Map<number, Part>();

  /** @param apart faces with the same mark are never in one group. */
  constructor(graph: NeighbourGraph, apart: (faceId: number) => number) {
    this.#graph = graph;
    this.#apart = apart;
  }

  /** Groups of two and more, each with its ids in rising order; the largest first. */
  all(): number[][] {
    const groups = [...this.#parts.values()].flatMap((part) => part.groups);
    return groups.sort((a, b) => b.length - a.length || a[0]! - b[0]!);
  }

  /**
   * @param cut the mean cosine between two groups from which on they are one.
   * @param onProgress hears the share of the work that is done.
   */
  async update(cut: number, onProgress: (share: number) => void): Promise<void> {
    const graph = this.#graph;
    if (!(graph.floor <= cut && laxer(graph.floor, -2 * spareSteps) >= cut))
      graph.floor = laxer(cut, spareSteps);
    const isSameCut = cut === this.#cut;
    if (!isSameCut) this.#parts.clear();
    this.#cut = cut;
    // Comparing takes nearly all of the time.
    const touched = await inTurns(graph.update(), (share) => onProgress(0.95 * share));
    if (touched.size === 0 && isSameCut) return;
    const parts = new Map<number, Part>();
    const found = await this.#connected();
    let done = 0;
    for (const ids of found) {
      const known = this.#parts.get(ids[0]!);
      const isSame = known?.size === ids.length && !ids.some((id) => touched.has(id));
      const groups = isSame ? known.groups : await this.#groupsOf(ids);
      parts.set(ids[0]!, { size: ids.length, groups });
      onProgress(0.95 + (0.05 * ++done) / found.length);
    }
    this.#parts = parts;
  }

  #groupsOf(ids: readonly number[]): Promise<number[][]> {
    const points = ids.map((id) => ({
      id,
      vector: this.#graph.vectorOf(id),
      apart: this.#apart(id),
      neighbours: this.#near(id),
    }));
    return inTurns(averageLinkage(points, this.#cut));
  }

  #near(id: number): number[] {
    const { ids, cosines } = this.#graph.neighboursOf(id);
    const reach = cosines.findIndex((cosine) => cosine < this.#cut);
    return reach < 0 ? [...ids] : ids.slice(0, reach);
  }

  /** Sets of two and more faces that pairs at or over the cut connect, their ids in rising order. */
  async #connected(): Promise<number[][]> {
    const parent = new Map<number, number>();
    const root = (id: number): number => {
      let top = id;
      for (let up = parent.get(top); up !== undefined; up = parent.get(top)) top = up;
      for (let at = id; at !== top; ) {
        const up = parent.get(at)!;
        parent.set(at, top);
        at = up;
      }
      return top;
    };
    let count = 0;
    for (const id of this.#graph.ids()) {
      for (const other of this.#near(id)) {
        const [a, b] = [root(id), root(other)];
        if (a !== b) parent.set(Math.max(a, b), Math.min(a, b));
      }
      if (++count % 1000 === 0) await turn();
    }
    const sets = new Map<number, number[]>();
    for (const id of parent.keys()) {
      const top = root(id);
      const set = sets.get(top);
      if (set === undefined) sets.set(top, [top, id]);
      else set.push(id);
    }
    return [...sets.values()].map((ids) => ids.sort((a, b) => a - b));
  }
}
