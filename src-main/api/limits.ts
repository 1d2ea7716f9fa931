/** What each token, and all together, may ask of the machine. */
import { TammesError } from '../../src-shared/errors/index.ts';
import type { TokenInfo } from './tokens.ts';

/** How often each token may ask: as many requests at once as it may send in a minute, which come back evenly. */
export class Rates {
  readonly #left = new Map<string, { requests: number; at: number }>();
  readonly #now: () => number;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** @throws TammesError 'api-too-often' that says in how many seconds the next may come. */
  take({ id, rate }: Pick<TokenInfo, 'id' | 'rate'>): void {
    const now = this.#now();
    const perMillisecond = rate / 60_000;
    const before = this.#left.get(id) ?? { requests: rate, at: now };
    const requests = Math.min(rate, before.requests + (now - before.at) * perMillisecond);
    const isAllowed = requests >= 1;
    this.#left.set(id, { requests: isAllowed ? requests - 1 : requests, at: now });
    if (isAllowed) return;
    const seconds = Math.ceil((1 - requests) / perMillisecond / 1000);
    throw new TammesError('api-too-often', { rate, seconds });
  }
}

/** What goes on at once, up to a sum. */
export class Room {
  readonly #most: number;
  #taken = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** @returns ends it. @throws TammesError 'requests-too-many' */
  take(size: number): () => void {
    if (this.#taken + size > this.#most) throw new TammesError('requests-too-many', {});
    this.#taken += size;
    return () => {
      this.#taken -= size;
    };
  }
}
