import { useSyncExternalStore } from 'react';

/** State that outlives the screen that shows it: what was set there is still set when it is opened again. */
export class SharedState<T> {
  #value: T;
  readonly #listeners = new Set<() => void>();

  constructor(start: T) {
    this.#value = start;
  }

  readonly get = (): T => this.#value;

  readonly listen = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  change(update: (before: T) => T): void {
    this.#value = update(this.#value);
    for (const listener of this.#listeners) listener();
  }
}

export function useSharedState<T>({ listen, get }: SharedState<T>): T {
  return useSyncExternalStore(listen, get);
}
