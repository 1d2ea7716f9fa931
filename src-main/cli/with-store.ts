import { openStore, type Store } from '../store/store.ts';

/** Opens a library for one command. @throws TammesError as `openStore` does */
export async function withStore(library: string, work: (store: Store) => unknown): Promise<void> {
  const store = openStore(library);
  try {
    await work(store);
  } finally {
    store.close();
  }
}
