/** Rereading photos on the command line, by the library's detector. */
import type { ScanChanges, ScanProgress } from '../../src-shared/contract/index.ts';
import { transaction } from '../store/database.ts';
import { libraryDetector } from '../store/detector.ts';
import { deletePeopleWithoutFaces } from '../store/people.ts';
import { placeAt } from '../store/places.ts';
import { filesByOtherDetector, replaceFaces } from '../store/reread.ts';
import type { Store } from '../store/store.ts';
import { decideLabels } from './decide-labels.ts';
import type { Scan } from './scan.ts';
import { countOutcome, type FileOutcome, noChanges } from './scan-outcomes.ts';

/**
 * Finds faces again on photos that another detector than the library's has read. It looks at no folder: files that are gone
 * or changed are left to the next scan.
 */
export function openReread(store: Store, onFile?: (outcome: FileOutcome) => void): Scan {
  const { db } = store;
  const detector = libraryDetector(db);
  const waiting = filesByOtherDetector(db);
  const progress: ScanProgress = {
    // No folder was added that an undo could take away.
    scanId: 0,
    folder: store.folder,
    total: waiting.length,
    done: 0,
    faces: 0,
    failures: 0,
    alreadyDone: 0,
    changes: { ...noChanges },
    unmatched: null,
  };

  function count(outcome: FileOutcome): void {
    countOutcome(progress, outcome);
    onFile?.(outcome);
  }

  return {
    progress,
    detector,
    waiting: waiting.values(),
    recognise: async () => null,
    keepKnown: () => {},
    keepPhoto(file, photo) {
      const place = placeAt(db, file.path);
      const isSame = place?.photoId != null && place.hash === photo.hash;
      const kind: keyof ScanChanges =
        isSame && replaceFaces(db, place.photoId!, photo.faces, detector) ? 'reread' : 'kept';
      const faces = kind === 'reread' ? photo.faces.length : 0;
      progress.faces += faces;
      count({ path: file.path, kind, ...(faces > 0 && { faces }) });
    },
    async keepFailure(file, failure) {
      count({ path: file.path, kind: 'kept', failure });
    },
    async end() {
      transaction(db, () => deletePeopleWithoutFaces(db));
      await decideLabels(db);
    },
  };
}
