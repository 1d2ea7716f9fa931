/** Reads the bodies of requests, within limits for each and for all that are under way. */
import type { IncomingMessage } from 'node:http';
import { TammesError } from '../../src-shared/errors/index.ts';

export class Bodies {
  readonly #most: number;
  #held = 0;

  /** @param most bytes of all bodies together that are held at a time. */
  constructor(most: number) {
    this.#most = most;
  }

  /**
   * A body in full; then it is the caller's and no longer counted.
   * @param largest bytes that it may have.
   * @throws TammesError 'request-too-large', or 'requests-too-many' while others hold the memory.
   */
  async read(request: IncomingMessage, largest: number): Promise<Buffer> {
    const chunks: Buffer[] = [];
    let [size, own] = [0, 0];
    let problem: 'request-too-large' | 'requests-too-many' | null = null;
    try {
      for await (const chunk of request as AsyncIterable<Buffer>) {
        size += chunk.length;
        if (size > largest) problem = 'request-too-large';
        else if (this.#held + chunk.length > this.#most) problem ??= 'requests-too-many';
        // What is too much is read and dropped: a browser hears the answer only when it has sent everything.
        if (problem === null) {
          chunks.push(chunk);
          own += chunk.length;
          this.#held += chunk.length;
        } else {
          // What came before is not needed any more.
          chunks.length = 0;
          this.#held -= own;
          own = 0;
        }
      }
    } finally {
      this.#held -= own;
    }
    if (problem !== null) throw new TammesError(problem, {});
    return Buffer.concat(chunks);
  }
}
