import type { BackendCandidate, OpenBackend } from './backends.ts';

export interface VisionStatus {
  backend: string;
  lost: string[];
}

/** What runs on one backend. */
interface BackendSession<T> {
  backend: OpenBackend;
  value: T;
}

/**
 * Runs work on the first candidate that opens, and on the next ones once it fails: GPUs are lost when a driver is
 * updated, a laptop changes its GPU, or a system takes memory back.
 */
export class Fallback<T> {
  readonly #waiting: BackendCandidate[];
  readonly #start: () => Promise<T>;
  /** Those that were lost. */
  readonly #lost: string[] = [];
  #session: Promise<BackendSession<T>>;

  /** @param start makes what runs on the backend that has just become active. */
  constructor(candidates: readonly BackendCandidate[], start: () => Promise<T>) {
    this.#waiting = [...candidates];
    this.#start = start;
    this.#session = this.#open();
  }

  /** What is computed on, and what was until it was lost. */
  async status(): Promise<VisionStatus> {
    const { backend } = await this.#session;
    return { backend: backend.name, lost: [...this.#lost] };
  }

  /**
   * @param work is done again on the next backend if this one was lost meanwhile, whether it failed or gave numbers.
   * @throws what it throws on a backend that is not lost, or when no backend is left.
   */
  async run<R>(work: (value: T) => Promise<R>): Promise<R> {
    const current = this.#session;
    const { backend, value } = await current;
    const outcome = await work(value).then(
      (result) => ({ result }),
      (error: unknown) => ({ error }),
    );
    if (backend.isLost()) {
      // Only the first that notices opens the next.
      if (this.#session === current) {
        this.#lost.push(backend.name);
        this.#session = this.#open();
      }
      return this.run(work);
    }
    if ('error' in outcome) throw outcome.error;
    return outcome.result;
  }

  async #open(): Promise<BackendSession<T>> {
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
      const backend = await next.open().catch(() => null);
      if (backend !== null) return { backend, value: await this.#start() };
    }
    throw new Error('Nothing in this window can compute: neither WebGPU, WebGL nor WebAssembly.');
  }
}
