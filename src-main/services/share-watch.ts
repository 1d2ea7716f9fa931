/** Takes what changes in a library's shared gallery while a program has the library open. */
import { setTimeout as delay } from 'node:timers/promises';
import { closeClient } from '../gallery/engines/postgres-client.ts';
import { withShare } from '../gallery/share/client.ts';
import { changed } from '../gallery/share/corrections-schema.ts';
import { isStillJoined, shareOf } from '../store/shared-server.ts';
import type { Store } from '../store/store.ts';
import { refresh } from './share-sync.ts';

/** Milliseconds until the gallery is looked for again: when it did not answer, and when the library had joined none. */
const again = 10_000;
/** Milliseconds after which another connection is made: one that is lost may not be noticed. */
const longest = 30_000;

export class ShareWatch {
  readonly #store: Store;
  readonly #tell: () => void;
  readonly #stopped = new AbortController();
  #ended: Promise<void> = Promise.resolve();

  /** @param tell is called when something has come. */
  constructor(store: Store, tell: () => void) {
    this.#store = store;
    this.#tell = tell;
  }

  begin(): void {
    this.#ended = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#ended;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopped;
    while (!signal.aborted) {
      try {
        // It was attended to until now: there is no pause.
        if (await this.#attend()) continue;
      } catch {
        // It is not reached: how old is what the library has of it is said in the settings.
      }
      await delay(again, undefined, { signal, ref: false }).catch(() => {});
    }
  }

  /** Listens for a while, and takes what is new. @returns whether the library has joined a gallery. */
  async #attend(): Promise<boolean> {
    const { folder } = this.#store;
    const { signal } = this.#stopped;
    const joined = shareOf(folder);
    if (joined === null) return false;
    await withShare(joined, async (client) => {
      const stop = () => closeClient(client);
      signal.addEventListener('abort', stop);
      try {
        let isNew = true;
        let woken = new AbortController();
        const wake = () => {
          isNew = true;
          woken.abort();
        };
        await client.listen(changed, wake);
        for (const end = performance.now() + longest; !signal.aborted && performance.now() < end; ) {
          if (!isNew) {
            woken = new AbortController();
            const either = AbortSignal.any([signal, woken.signal]);
            await delay(end - performance.now(), undefined, { signal: either, ref: false }).catch(() => {});
            continue;
          }
          isNew = false;
          const share = shareOf(folder);
          // It was left, or another one joined.
          if (share === null || !isStillJoined(folder, joined)) return;
          if (await refresh(client, share, this.#store)) this.#tell();
        }
      } finally {
        signal.removeEventListener('abort', stop);
      }
    });
    return true;
  }
}
