/** Puts the services together: opens a library and answers every method of the contract but those that close it. */
import {
  type AppEvent,
  changedNamespace,
  type MethodName,
  methods,
  parseInput,
} from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { openGalleries } from '../gallery/galleries.ts';
import { openReviews } from '../review/reviews.ts';
import { openStore } from '../store/store.ts';
import { createVisionPool } from '../vision/pool.ts';
import { appHandlers } from './app.ts';
import { libraryPool } from './backbone-files.ts';
import { backboneHandlers, CutDescriber } from './backbone-handlers.ts';
import { evaluationHandlers } from './evaluations.ts';
import { exportHandlers } from './exports.ts';
import { galleryHandlers } from './gallery.ts';
import type { AllHandlers, OutsideHandlers } from './handlers.ts';
import { Jobs, jobHandlers } from './jobs.ts';
import { journalHandlers } from './journal.ts';
import { libraryHandlers } from './library.ts';
import { type LibraryChanges, watchLibrary } from './library-changes.ts';
import { matchingHandlers } from './matching.ts';
import { mediaAt } from './media.ts';
import { peopleHandlers } from './people.ts';
import { privacyHandlers } from './privacy.ts';
import { RecognisedFolder, recognitionHandlers } from './recognition.ts';
import { reviewHandlers } from './review.ts';
import { openSentPhotos } from './sent-photos.ts';
import type { ServiceOptions, Services } from './service.ts';
import { shareHandlers } from './share-handlers.ts';
import { ShareWatch } from './share-watch.ts';
import { sphereHandlers } from './sphere.ts';
import { Spreads } from './spreads.ts';
import { storyHandlers } from './story.ts';
import { sweepHandlers } from './sweeps.ts';
import { trainingHandlers } from './training.ts';
import { storageHandlers, Upkeep } from './upkeep.ts';
import { vectorHandlers } from './vectors.ts';

type Handlers = Omit<AllHandlers, keyof OutsideHandlers>;

/** Opens a library and everything that the interface may ask of it while it is open. */
export async function openLibrary(options: ServiceOptions): Promise<Services> {
  const store = openStore(options.library);
  const { emit, tell, on } = news();
  const training = await trainingHandlers(
    store,
    (runId, event) => emit({ type: 'training', runId, event }),
    options.spawnTrainer,
  );
  const galleries = openGalleries(store.folder);
  const jobs = new Jobs((job) => emit({ type: 'job', job }));
  const openPool = options.openPool ?? createVisionPool;
  const openOwn = () => libraryPool(store, {}, openPool);
  const recognised = new RecognisedFolder({ store, galleries, jobs, openPool: openOwn });
  const describer = new CutDescriber(store, openPool);
  const reviews = openReviews(store.folder, (progress) => emit({ type: 'review', progress }));
  const tellAll = tell(...changedNamespace.options);
  const changes = watchLibrary(store.db, tellAll);
  const share = new ShareWatch(store, tellAll);
  if (options.upkeep) share.begin();
  const spreads = new Spreads(store, () => changes.look(true));
  const sent = openSentPhotos(store, openOwn, () => changes.look());
  const upkeep = new Upkeep(store, jobs, tell('storage'));
  if (options.upkeep) upkeep.begin();
  const handlers: Handlers = {
    ...appHandlers(store, options),
    ...libraryHandlers(store, emit),
    ...peopleHandlers(store, spreads, () => recognised.forget()),
    ...journalHandlers(store),
    ...backboneHandlers(
      { store, jobs, openPool, onNew: tellAll, forget: () => recognised.forget() },
      describer,
    ),
    ...training.handlers,
    ...matchingHandlers(store, galleries),
    ...galleryHandlers(store, galleries),
    ...shareHandlers(store, jobs, tellAll),
    ...recognitionHandlers(store, recognised),
    ...jobHandlers(jobs),
    ...exportHandlers(store, jobs, recognised),
    ...evaluationHandlers({ store, jobs, openPool: openOwn, onNew: tell('evaluations') }),
    ...sweepHandlers(store, jobs, emit, options.spawnTrainer),
    ...reviewHandlers(store, reviews),
    ...sphereHandlers(store, (headId, share) => emit({ type: 'spread', headId, share })),
    ...storageHandlers(store, upkeep),
    ...storyHandlers(store),
    ...privacyHandlers(store),
    ...vectorHandlers({ store, jobs, onNew: tellAll }),
  };

  return {
    call: (method, input) => answer(handlers, method, input, changes.look),
    on,
    sent,
    media: (path) => mediaAt(store, path),
    async close() {
      upkeep.stop();
      await jobs.stop();
      await sent.stop();
      await describer.stop();
      await share.stop();
      changes.stop();
      await spreads.stop();
      await training.stop();
      await galleries.close();
      await reviews.close();
      store.close();
    },
  };
}

/** Those who listen to what happens, and ways to tell them. */
function news() {
  const listeners = new Set<(event: AppEvent) => void>();
  const emit = (event: AppEvent) => {
    for (const listener of listeners) listener(event);
  };
  const tell =
    (...namespaces: (typeof changedNamespace.options)[number][]) =>
    () =>
      emit({ type: 'changed', namespaces });
  const on: Services['on'] = (listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return { emit, tell, on };
}

/** Answers a call. @param look looks for what it has changed, which may have left no trace. */
async function answer(
  handlers: Handlers,
  method: string,
  input: unknown,
  look: LibraryChanges['look'],
): Promise<unknown> {
  if (!isMethod(method)) {
    throw new TammesError('method-unknown', { method });
  }
  const parsed = parseInput(methods[method].input, input, method);
  // Each handler takes just what its schema has parsed, which the union of all methods hides.
  const handle = handlers[method as keyof Handlers] as (input: unknown) => Promise<unknown>;
  try {
    return methods[method].output.parse(await handle(parsed));
  } finally {
    look(leaveNoTrace.has(method));
  }
}

/** Methods whose changes may leave no trace that is looked at. */
const leaveNoTrace: ReadonlySet<string> = new Set([
  'library.endScan',
  'people.forget',
  'privacy.eraseStrangers',
]);

function isMethod(name: string): name is MethodName {
  return Object.hasOwn(methods, name);
}
