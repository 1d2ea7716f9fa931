/** Puts the services together: opens a library and answers every method of the contract. */
import { type AppEvent, type MethodName, methods, parseInput } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { openGalleries } from '../gallery/galleries.ts';
import { openStore } from '../store/store.ts';
import { appHandlers } from './app.ts';
import type { AllHandlers } from './handlers.ts';
import { libraryHandlers } from './library.ts';
import { matchingHandlers } from './matching.ts';
import { mediaAt } from './media.ts';
import { peopleHandlers } from './people.ts';
import type { ServiceOptions, Services } from './service.ts';
import { sphereHandlers } from './sphere.ts';
import { storyHandlers } from './story.ts';
import { trainingHandlers } from './training.ts';

/** Opens a library and everything that the interface may ask of it. */
export async function openServices(options: ServiceOptions): Promise<Services> {
  const store = openStore(options.library);
  const listeners = new Set<(event: AppEvent) => void>();
  const emit = (event: AppEvent) => {
    for (const listener of listeners) listener(event);
  };
  const training = await trainingHandlers(
    store,
    (runId, event) => emit({ type: 'training', runId, event }),
    options.spawnTrainer,
  );
  const galleries = openGalleries(store.folder);
  const handlers: AllHandlers = {
    ...appHandlers(store, options),
    ...libraryHandlers(store, emit),
    ...peopleHandlers(store),
    ...training.handlers,
    ...matchingHandlers(store, galleries),
    ...sphereHandlers(store, (headId, share) => emit({ type: 'spread', headId, share })),
    ...storyHandlers(store),
  };

  return {
    async call(method, input) {
      if (!isMethod(method)) {
        throw new TammesError('method-unknown', { method });
      }
      const parsed = parseInput(methods[method].input, input, method);
      // Each handler takes just what its schema has parsed, which the union of all methods hides.
      const handle = handlers[method] as (input: unknown) => Promise<unknown>;
      return methods[method].output.parse(await handle(parsed));
    },
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    media: (path) => mediaAt(store, path),
    async close() {
      await training.stop();
      await galleries.close();
      store.close();
    },
  };
}

function isMethod(name: string): name is MethodName {
  return Object.hasOwn(methods, name);
}
