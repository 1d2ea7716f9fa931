import { type Configuration, type Point3, solve } from '../../../src-shared/sphere/index.ts';

/** Milliseconds after which what was found is good enough. */
const patience = 4000;

/**
 * The best arrangement that is known, or nearly: a regular polygon in two dimensions, in three what a search finds. It
 * searches a while at a time, so that others are served between.
 */
export class IdealSearch {
  /** What was found; null while it searches. */
  found: readonly Point3[] | null = null;
  /** From 0 to 1. */
  share = 0;
  #spent = 0;
  readonly #search: ReturnType<typeof solve>;

  constructor(count: number, dim: number) {
    if (dim === 2) this.found = polygon(count);
    this.#search = solve({ count, dim: 3, seed: 1 });
  }

  /** Searches on. @param milliseconds that it takes, but for the last step. @param clock milliseconds. */
  advance(milliseconds: number, clock: () => number): void {
    const begin = clock();
    let taken = 0;
    while (this.found === null && taken < milliseconds) {
      const { done, value } = this.#search.next();
      taken = clock() - begin;
      this.share = done ? 1 : Math.min(1, Math.max(value.share, (this.#spent + taken) / patience));
      if (this.share === 1) this.found = pointsOf(done ? value : value.best);
    }
    this.#spent += taken;
  }
}

function polygon(count: number): Point3[] {
  return Array.from({ length: count }, (_, i) => {
    const angle = (2 * Math.PI * i) / count;
    return [Math.cos(angle), Math.sin(angle), 0];
  });
}

function pointsOf({ points }: Configuration): Point3[] {
  return points.map((point): Point3 => [point[0]!, point[1]!, point[2]!]);
}
