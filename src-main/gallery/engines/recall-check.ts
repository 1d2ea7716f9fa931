/** Counts how much of what an exact search finds an index finds too, and how closely it must look for that. */
import type { Recall } from '../../../src-shared/contract/index.ts';
import type { Neighbour } from '../../../src-shared/recognition/index.ts';

/** The least share of the ten nearest that an index is to find. */
export const wantedRecall = 0.999;
/** Neighbours by which it is counted. */
export const neighbours = 10;
/** How closely an index looks, from quick to slow: the first that finds enough is taken. */
const expansions = [
  64, 96, 128, 192, 256, 320, 384, 448, 512, 576, 640, 704, 768, 896, 1024, 1280, 1536, 2048,
];
/** Of equal neighbours either may be found. */
const rounding = 1e-6;
/** Probes of a step. */
const each = 25;

export interface Searches {
  exactly(probes: readonly Float32Array[], limit: number): Promise<Neighbour[][]>;
  byIndex(probes: readonly Float32Array[], limit: number, expansion: number): Promise<Neighbour[][]>;
  /** How closely the index can look at most. */
  mostExpansion?: number;
}

export class RecallCheck {
  readonly #probes: readonly Float32Array[];
  readonly #searches: Searches;
  readonly #expansions: readonly number[];
  readonly #exact: Neighbour[][] = [];
  #level = 0;
  #done = 0;
  #hits = { at1: 0, at10: 0, of: 0 };

  constructor(probes: readonly Float32Array[], searches: Searches) {
    this.#probes = probes;
    this.#searches = searches;
    const { mostExpansion: most = Number.POSITIVE_INFINITY } = searches;
    const reachable = expansions.filter((expansion) => expansion <= most);
    this.#expansions = reachable.length === expansions.length ? expansions : [...reachable, most];
  }

  /** Does a part. @returns what was counted when all is done: too little is found if `at10` is less than `wanted`. */
  async step(): Promise<Recall | null> {
    const probes = this.#probes;
    if (this.#exact.length < probes.length) {
      const some = probes.slice(this.#exact.length, this.#exact.length + each);
      this.#exact.push(...(await this.#searches.exactly(some, neighbours)));
      return null;
    }
    const some = probes.slice(this.#done, this.#done + each);
    const found = await this.#searches.byIndex(some, neighbours, this.#expansions[this.#level]!);
    for (const one of found) this.#count(this.#exact[this.#done++]!, one);
    const isLast = this.#level === this.#expansions.length - 1;
    if (!isLast && this.#hits.of - this.#hits.at10 > this.#mostMissed()) {
      this.#level++;
      this.#done = 0;
      this.#hits = { at1: 0, at10: 0, of: 0 };
      return null;
    }
    return this.#done < probes.length ? null : this.#result();
  }

  /**
   * Neighbours of the sample that may be missed: fewer than the share that is wanted allows, as another sample may have less luck.
   * If exactly that share is found, the number missed varies by about its root (Poisson). Twice the root is left out, so that an
   * index that finds no more than that passes by luck with 2 of 100 samples.
   */
  #mostMissed(): number {
    const allowed = (1 - wantedRecall) * this.#exact.reduce((sum, found) => sum + found.length, 0);
    return Math.max(0, allowed - 2 * Math.sqrt(allowed));
  }

  #count(exact: readonly Neighbour[], found: readonly Neighbour[]): void {
    if (exact.length === 0) return;
    const reach = exact.at(-1)!.cosine - rounding;
    this.#hits.of += exact.length;
    this.#hits.at10 += found.filter(({ cosine }) => cosine >= reach).length;
    if ((found[0]?.cosine ?? -2) >= exact[0]!.cosine - rounding) this.#hits.at1++;
  }

  #result(): Recall {
    const { at1, at10, of } = this.#hits;
    const share = (hits: number, all: number) => (all === 0 ? 1 : hits / all);
    return {
      probes: this.#probes.length,
      at1: share(at1, this.#probes.length),
      at10: share(at10, of),
      wanted: wantedRecall,
      expansion: this.#expansions[this.#level]!,
    };
  }
}
