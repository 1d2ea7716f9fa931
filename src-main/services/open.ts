/** The services of a library, which go on answering when another file takes its place, and while it is locked. */
import { resolve } from 'node:path';
import { type AppEvent, changedNamespace, methods, parseInput } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { restoreOwn } from './backups.ts';
import { encryptionOf, unlockByKeychain } from './encryption.ts';
import { encryptionHandlers } from './encryption-handlers.ts';
import type { OutsideHandlers } from './handlers.ts';
import { moveTo, planMove } from './move-library.ts';
import { openLibrary } from './open-library.ts';
import type { ServiceOptions, Services } from './service.ts';

/** Opens a library and everything that the interface may ask of it. One that is locked waits for its passphrase. */
export async function openServices(options: ServiceOptions): Promise<Services> {
  const place: Place = { folder: resolve(options.library) };
  const listeners = new Set<(event: AppEvent) => void>();
  const emit = (event: AppEvent) => {
    for (const listener of listeners) listener(event);
  };
  /** null: it is locked, or closed for a moment. */
  let library: Services | null = null;
  /** Set while the library is closed: calls wait. */
  let gate: Promise<unknown> = Promise.resolve();

  async function openIfUnlocked() {
    if (isLocked(place.folder, options)) return;
    library = await openLibrary({ ...options, library: place.folder });
    library.on(emit);
  }
  const tellAll = () => emit({ type: 'changed', namespaces: changedNamespace.options });

  /** Does what needs the library closed, and opens it again. @param work closes it when it is time to. */
  const closedMeanwhile: ClosedMeanwhile = (work) => {
    const before = gate;
    const done = (async () => {
      await before;
      let isClosed = library === null;
      const close = async () => {
        const open = library;
        [library, isClosed] = [null, true];
        await open?.close();
      };
      try {
        return await work(close);
      } finally {
        if (isClosed) {
          await openIfUnlocked();
          tellAll();
        }
      }
    })();
    gate = done.catch(() => {});
    return done;
  };

  const opened = () => refuseLocked(library, place.folder);
  const outside = outsideHandlers(options, place, opened, closedMeanwhile);
  await openIfUnlocked();
  return {
    async call(method, input) {
      await gate;
      if (!isOutside(method)) return opened().call(method, input);
      const parsed = parseInput(methods[method].input, input, method);
      const handle = outside[method] as (input: unknown) => Promise<unknown>;
      return methods[method].output.parse(await handle(parsed));
    },
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    sent: {
      async describe(name, bytes) {
        await gate;
        return opened().sent.describe(name, bytes);
      },
      async enrol(name, faces, consent) {
        await gate;
        return opened().sent.enrol(name, faces, consent);
      },
    },
    async media(path) {
      await gate;
      return library?.media(path) ?? null;
    },
    async close() {
      await gate;
      await library?.close();
    },
  };
}

/** Where the library lies: a move changes it. */
interface Place {
  folder: string;
}

type ClosedMeanwhile = <T>(work: (close: () => Promise<void>) => Promise<T>) => Promise<T>;

/** What is done to the library from outside of it. @param opened throws while it is locked. */
function outsideHandlers(
  { keychain, libraries }: ServiceOptions,
  place: Place,
  opened: () => Services,
  closedMeanwhile: ClosedMeanwhile,
): OutsideHandlers {
  return {
    'storage.restore': ({ name }) => {
      opened();
      return closedMeanwhile((close) => restoreOwn(place.folder, name, close));
    },
    'storage.move': async ({ to }) => {
      opened();
      const move = await planMove(place.folder, to);
      await closedMeanwhile(async (close) => {
        await close();
        await moveTo(move);
        place.folder = move.to;
      });
      // A host that knows its library by its folder starts anew with it.
      libraries?.open?.(place.folder);
      return { library: place.folder, restarts: libraries?.open !== undefined };
    },
    ...encryptionHandlers(() => place.folder, keychain, closedMeanwhile),
  };
}

/** Whether a library is locked, and the keychain does not open it either. */
function isLocked(folder: string, { keychain }: ServiceOptions): boolean {
  const encryption = encryptionOf(folder);
  if (encryption === null || !encryption.locked) return false;
  if (!encryption.keychain || keychain === undefined) return true;
  try {
    unlockByKeychain(folder, keychain);
    return false;
  } catch {
    // Whoever sits there is asked.
    return true;
  }
}

/** @throws TammesError 'library-locked' */
function refuseLocked(library: Services | null, folder: string): Services {
  if (library === null) throw new TammesError('library-locked', { folder });
  return library;
}

function isOutside(method: string): method is keyof OutsideHandlers {
  return (
    method === 'storage.restore' ||
    method === 'storage.move' ||
    (method.startsWith('encryption.') && Object.hasOwn(methods, method))
  );
}
