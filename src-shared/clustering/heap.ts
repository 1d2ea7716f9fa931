/** A binary heap: the first of its entries is found at once, adding and taking cost the logarithm of their number. */
export class Heap<T> {
  readonly #entries: T[] = [];
  readonly #isBefore: (a: T, b: T) => boolean;

  /** @param isBefore a total order: entries that are equal in it may come in any. */
  constructor(isBefore: (a: T, b: T) => boolean) {
    this.#isBefore = isBefore;
  }

  push(entry: T): void {
    const entries = this.#entries;
    let place = entries.push(entry) - 1;
    while (place > 0) {
      const above = (place - 1) >> 1;
      if (!this.#isBefore(entry, entries[above]!)) break;
      entries[place] = entries[above]!;
      place = above;
    }
    entries[place] = entry;
  }

  /** Takes the first out; undefined if there is none. */
  pop(): T | undefined {
    const entries = this.#entries;
    const first = entries[0];
    const last = entries.pop();
    if (entries.length === 0 || last === undefined) return first;
    let place = 0;
    for (;;) {
      let below = 2 * place + 1;
      if (below >= entries.length) break;
      if (below + 1 < entries.length && this.#isBefore(entries[below + 1]!, entries[below]!)) below++;
      if (!this.#isBefore(entries[below]!, last)) break;
      entries[place] = entries[below]!;
      place = below;
    }
    entries[place] = last;
    return first;
  }
}
