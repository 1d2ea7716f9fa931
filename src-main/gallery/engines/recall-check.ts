/** Counts how much of what an exact search finds an index finds too, and how closely it must look for that. */
import type { Recall } from '../../../src-shared/contract/index.ts';
import { inOrder } from '../../../src-shared/random.ts';
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
/** Probes after which what was found is looked at: more are asked only where fewer leave it open. */
const looks = [2000, 4000, 8000];
/** Probes at most by which an index is measured. */
export const mostProbes = looks.at(-1)!;
/**
 * Standard deviations by which fewer neighbours must be missed than may be. With three looks, an index that finds no more than what is
 * wanted passes by luck with 2 of 100 samples (counted with 10,000 made-up samples; of one look it takes 2, of three 2.3 as Pocock 1977).
 */
const surety = 2.3;

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
  /** Counts of probes at which is decided: of few probes all. */
  readonly #looks: readonly number[];
  /** Of the probes that were asked so far. */
  readonly #exact: Neighbour[][] = [];
  #level = 0;
  #done = 0;
  #hits = { at1: 0, at10: 0, of: 0 };

  /** @param probes in any order: they are asked in a random one, so that the first of them are of all. */
  constructor(probes: readonly Float32Array[], searches: Searches) {
    this.#probes = inOrder(probes, probes.length).slice(0, mostProbes);
    this.#looks = [...looks.filter((count) => count < this.#probes.length), this.#probes.length];
    this.#searches = searches;
    const { mostExpansion: most = Number.POSITIVE_INFINITY } = searches;
    const reachable = expansions.filter((expansion) => expansion <= most);
    this.#expansions = reachable.length === expansions.length ? expansions : [...reachable, most];
  }

  /** Does a part. @returns what was counted when all is done: too little is found if `at10` is less than `wanted`. */
  async step(): Promise<Recall | null> {
    const look = this.#looks.find((count) => count > this.#done) ?? 0;
    const some = this.#probes.slice(this.#done, Math.min(look, this.#done + each));
    if (this.#exact.length < this.#done + some.length) {
      this.#exact.push(...(await this.#searches.exactly(some, neighbours)));
      return null;
    }
    const found = await this.#searches.byIndex(some, neighbours, this.#expansions[this.#level]!);
    for (const one of found) this.#count(this.#exact[this.#done++]!, one);
    const missed = this.#hits.of - this.#hits.at10;
    const { surely, perhaps } = this.#mayMiss(look);
    const isLastLook = look === this.#probes.length;
    const isWidest = this.#level === this.#expansions.length - 1;
    const isDecided = missed <= surely || (isWidest && (isLastLook || missed > perhaps));
    if (this.#done === look && isDecided) return this.#result();
    if (!isWidest && missed > (isLastLook ? surely : perhaps)) {
      this.#level++;
      this.#done = 0;
      this.#hits = { at1: 0, at10: 0, of: 0 };
    }
    return null;
  }

  /**
   * Neighbours of so many probes that may be missed. What a sample misses varies by about the root of its number (Poisson): with more than
   * `surely` another sample may have less luck, and more probes are asked; with more than `perhaps` too little is found. An index that
   * cannot look more closely is taken with up to `perhaps`.
   */
  #mayMiss(probes: number): { surely: number; perhaps: number } {
    const perhaps = this.#done === 0 ? 0 : ((1 - wantedRecall) * this.#hits.of * probes) / this.#done;
    return { surely: Math.max(0, perhaps - surety * Math.sqrt(perhaps)), perhaps };
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
      probes: this.#done,
      at1: share(at1, this.#done),
      at10: share(at10, of),
      wanted: wantedRecall,
      expansion: this.#expansions[this.#level]!,
    };
  }
}
