/** What is known of how much an index finds, and what follows from that for searches. */
import type { Recall } from '../../../src-shared/contract/index.ts';
import { neighbours, RecallCheck, type Searches } from './recall-check.ts';

/** The share of vectors that may have changed since the index was measured. */
const mostUnmeasured = 0.05;
/** The share of all vectors from which on looking closely at so many is no gain over comparing all. */
const noGainFrom = 0.1;

interface MeasurementOptions {
  probes: () => readonly Float32Array[];
  searches: Searches;
  exactFrom?: number | undefined;
}

export class Measurement {
  readonly #options: MeasurementOptions;
  readonly #exactFrom: number;
  #check: RecallCheck | null = null;
  #recall: Recall | null = null;
  /** Changes since it was measured. */
  #unmeasured = 0;

  constructor(options: MeasurementOptions) {
    this.#options = options;
    this.#exactFrom = options.exactFrom ?? noGainFrom;
  }

  /** What was measured last; null: nothing yet. */
  get recall(): Recall | null {
    return this.#recall;
  }

  get isTooRough(): boolean {
    return this.#recall !== null && this.#recall.at10 < this.#recall.wanted;
  }

  /** Notes that a vector has changed. What was found exactly for a measurement that is under way is of before. */
  changed(): void {
    this.#unmeasured++;
    this.#check = null;
  }

  /** The index is another one. */
  startAnew(): void {
    this.#recall = null;
    this.#check = null;
  }

  /** @param size how many vectors there are. */
  isDue(size: number): boolean {
    return this.#recall === null ? size > 0 : this.#unmeasured > mostUnmeasured * size;
  }

  /** Does a part of it. */
  async step(): Promise<void> {
    const check = this.#check ?? new RecallCheck(this.#options.probes(), this.#options.searches);
    this.#check = check;
    const recall = await check.step();
    if (recall === null || check !== this.#check) return;
    this.#recall = recall;
    this.#check = null;
    this.#unmeasured = 0;
  }

  /** How many vectors are to be looked at closely for so many neighbours; null: all are to be compared. */
  expansionFor(limit: number, size: number): number | null {
    const recall = this.#recall;
    if (recall === null || this.isTooRough) return null;
    const expansion = Math.ceil(recall.expansion * Math.max(1, limit / neighbours));
    return expansion >= this.#exactFrom * size ? null : expansion;
  }

  /** @param isBuilt whether the index has all vectors. */
  phaseOf(isBuilt: boolean, size: number): 'building' | 'measuring' | 'ready' | 'too-rough' {
    if (!isBuilt) return 'building';
    if (this.isDue(size)) return 'measuring';
    return this.isTooRough ? 'too-rough' : 'ready';
  }
}
