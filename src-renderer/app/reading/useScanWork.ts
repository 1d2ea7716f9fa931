/** Reading a folder from the window: the queue of photos, its progress and its end. */
import { useRef, useState } from 'react';
import type {
  DescribedFace,
  PhotoToRead,
  ScanChanges,
  ScanProgress,
} from '../../../src-shared/contract/index.ts';
import { toEnglish, toFailure } from '../../../src-shared/errors/index.ts';
import { remainingSeconds } from '../../components/duration.ts';
import type { VisionStatus } from '../../vision/fallback.ts';
import { describeFaces, visionStatus } from '../../vision/vision.ts';
import { bridge } from '../bridge.ts';
import { useForget } from '../data.ts';
import type { Messages } from '../messages/en.ts';
import { useToasts } from '../toasts.tsx';

/** A folder being read by this window. */
export interface Reading {
  progress: ScanProgress;
  remaining: number | null;
  /** The backend that finds faces; null until it is known. */
  vision: VisionStatus | null;
}

/** A folder that is looked through before it is read. */
export interface Listing {
  folder: string;
  files: number;
}

/** Photos between two looks of the screens at what is new: the first faces are shown as they come. */
const refreshEvery = (done: number) => (done < 12 ? 3 : 20);

/**
 * Reads a folder: the main process hands out pixels, this window's worker finds and describes the faces, the
 * main process stores them. What is stored stays when it is cancelled; adding the folder again goes on.
 */
export function useScanWork() {
  const [reading, setReading] = useState<Reading | null>(null);
  const { listing, begin } = useListing();
  const [unmatched, setUnmatched] = useState<ScanProgress['unmatched']>(null);
  const cancelled = useRef(false);
  const forget = useForget();
  const toasts = useToasts();
  const refresh = () => forget('library', 'people', 'review', 'sphere', 'matching', 'training');

  async function run(
    begin: () => Promise<ScanProgress>,
    undo?: (scan: ScanProgress) => Promise<void>,
  ): Promise<void> {
    cancelled.current = false;
    setUnmatched(null);
    try {
      const scan = await begin();
      setUnmatched(scan.unmatched);
      setReading({ progress: scan, remaining: null, vision: null });
      const result = await readAll(scan, {
        isCancelled: () => cancelled.current,
        onReading: setReading,
        onNews: refresh,
      });
      if (Object.values(result.changes).every((count) => count === 0))
        toasts.tell(({ library }) => library.noPhotos(result.folder));
      else
        toasts.tell(
          (messages) => messages.library.read(changesText(result.changes, messages)),
          undo && (() => undo(result)),
        );
      // Equal files become one photo, which can have one name.
      if (result.changes.copied > 0) {
        const { total } = await bridge.call('review.twoNames', { limit: 1 });
        if (total > 0) toasts.tell(({ review }) => review.twoNamesFound(total));
      }
    } catch (error) {
      toasts.fail(error);
    } finally {
      setReading(null);
      refresh();
    }
  }

  return {
    reading,
    listing,
    /** Paths in the last folder's table of labels that no photo has. */
    unmatched,
    cancel() {
      cancelled.current = true;
    },
    /** Reads folders one after another, until that is cancelled. */
    async read(...folders: string[]): Promise<void> {
      for (const folder of folders) {
        await run(
          () => begin(folder),
          async ({ scanId }) => {
            await bridge.call('library.undoScan', { scanId });
            refresh();
          },
        );
        if (cancelled.current) return;
      }
    },
    /** Finds faces again on photos that another detector has read; undo rereads them with that detector. */
    readAgain: (): Promise<void> =>
      run(
        () => bridge.call('library.beginReread', undefined),
        async () => {
          await otherDetector();
          await run(() => bridge.call('library.beginReread', undefined));
        },
      ),
  };
}

interface ReadOptions {
  isCancelled(): boolean;
  onReading(reading: Reading): void;
  /** Called now and then, for what shows the library. */
  onNews(): void;
}

/** Reads the photos of a scan, one after another. */
async function readAll(
  scan: ScanProgress,
  { isCancelled, onReading, onNews }: ReadOptions,
): Promise<ScanProgress> {
  const { scanId } = scan;
  let vision = await visionStatus();
  const started = performance.now();
  let progress = scan;
  const show = () => {
    const elapsed = (performance.now() - started) / 1000;
    const remaining = remainingSeconds(elapsed, progress.done - scan.done, progress.total - progress.done);
    onReading({ progress, remaining, vision });
  };
  show();
  // The next photo is fetched while this one is looked at.
  let next = bridge.call('library.nextPhoto', { scanId });
  for (let photo = await next; photo !== null && !isCancelled(); photo = await next) {
    next = bridge.call('library.nextPhoto', { scanId });
    progress = await readOne(scanId, photo);
    // A GPU may have been lost meanwhile.
    vision = await visionStatus();
    show();
    if (progress.done % refreshEvery(progress.done) === 0) onNews();
  }
  await next;
  return bridge.call('library.endScan', { scanId });
}

/** Begins to read a folder, and counts its files meanwhile. */
function useListing() {
  const [listing, setListing] = useState<Listing | null>(null);
  async function begin(folder: string): Promise<ScanProgress> {
    setListing({ folder, files: 0 });
    const stop = bridge.on((event) => {
      if (event.type === 'listing' && event.folder === folder) setListing(event);
    });
    try {
      return await bridge.call('library.beginScan', { folder });
    } finally {
      stop();
      setListing(null);
    }
  }
  return { listing, begin };
}

/** Changes the library to the other detector. */
async function otherDetector(): Promise<void> {
  const { detector } = await bridge.call('library.summary', undefined);
  await bridge.call('library.setDetector', { detector: detector === 'ssd' ? 'tiny' : 'ssd' });
}

/** The changes of a scan in words: counts above zero, and for a folder always the number added. */
function changesText(changes: ScanChanges, { library }: Messages): string {
  const kinds = Object.keys(library.changes) as (keyof ScanChanges)[];
  const isReread = changes.reread + changes.kept > 0;
  const mentioned = kinds.filter((kind) => changes[kind] > 0 || (kind === 'added' && !isReread));
  return mentioned.map((kind) => library.changes[kind](changes[kind])).join(', ');
}

/** A photo that the worker breaks down on is recorded with its reason, and the next goes on. */
async function readOne(scanId: number, { photoKey, detector, pixels }: PhotoToRead): Promise<ScanProgress> {
  let faces: DescribedFace[];
  try {
    faces = await describeFaces(pixels, detector);
  } catch (error) {
    return bridge.call('library.failPhoto', {
      scanId,
      photoKey,
      reason: toEnglish(toFailure(error)).message,
    });
  }
  return bridge.call('library.storePhoto', { scanId, photoKey, faces });
}
