import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { ingest, reread } from '../../src-main/services/library.ts';
import { enrolEveryone, move } from '../../src-main/services/people.ts';
import type { FileOutcome } from '../../src-main/services/scan-outcomes.ts';
import { setLibraryDetector } from '../../src-main/store/detector.ts';
import { faceCards, faceIds } from '../../src-main/store/faces.ts';
import { enrolledFaces } from '../../src-main/store/gallery.ts';
import { labelledFaces } from '../../src-main/store/labelled-faces.ts';
import { openStore, type Store } from '../../src-main/store/store.ts';
import { librarySummary } from '../../src-main/store/summary.ts';
import type { VisionPool } from '../../src-main/vision/pool.ts';
import { someDemoPeople, temporaryFolder } from '../helpers/cli.ts';
import { madeUpVision } from '../helpers/made-up-vision.ts';

let folder: string;
let store: Store;
const onFirst = (path: string) => path.endsWith(join('s01', '01.png'));

/** SSD finds two faces on the first photo. */
const twoBySsd = madeUpVision({ twoFaces: (path, _, detector) => onFirst(path) && detector === 'ssd' });

async function readAnew(pool: VisionPool) {
  const outcomes: FileOutcome[] = [];
  const { changes } = await reread(store, pool, { onFile: (outcome) => outcomes.push(outcome) });
  return {
    reread: changes.reread,
    kept: outcomes.filter(({ kind }) => kind === 'kept').map(({ path }) => path.slice(folder.length + 1)),
  };
}

const summary = () => {
  const { detector, byOtherDetector, faces, photos } = librarySummary(store.db, store.folder);
  return { detector, byOtherDetector, faces, photos };
};
const order = { sort: 'path', descending: false, group: null } as const;
const faceAt = (index: number) => faceCards(store.db, faceIds(store.db, { only: null }, order))[index]!;

beforeEach(async () => {
  folder = await someDemoPeople(['s01', 's05'], [1, 2]);
  store = openStore(await temporaryFolder());
  await ingest(store, twoBySsd, folder, {});
  expect(summary()).toEqual({ detector: 'ssd', byOtherDetector: 0, faces: 5, photos: 4 });
});

test('another detector leaves what was read, says how much that is, and finds it anew when asked', async () => {
  setLibraryDetector(store.db, 'tiny');
  await ingest(store, twoBySsd, folder, {});
  expect(summary()).toEqual({ detector: 'tiny', byOtherDetector: 4, faces: 5, photos: 4 });
  expect(await readAnew(twoBySsd)).toEqual({ reread: 4, kept: [] });
  expect(summary()).toEqual({ detector: 'tiny', byOtherDetector: 0, faces: 4, photos: 4 });
  expect(await readAnew(twoBySsd)).toEqual({ reread: 0, kept: [] });
});

test('a face that both find keeps its id, name and place in the gallery, and gets the new box and feature', async () => {
  enrolEveryone(store, null);
  const before = { names: names(), gallery: [...enrolledFaces(store.db)].map(({ faceId }) => faceId) };
  const old = faceAt(2);
  setLibraryDetector(store.db, 'tiny');
  expect(await readAnew(madeUpVision({ twoFaces: onFirst }))).toEqual({ reread: 4, kept: [] });
  expect({ names: names(), gallery: [...enrolledFaces(store.db)].map(({ faceId }) => faceId) }).toEqual(
    before,
  );
  expect(faceAt(2).id).toBe(old.id);
  expect(faceAt(2).box.y).toBeGreaterThan(old.box.y);
  const [row] = store.db.prepare('SELECT count(*) AS n FROM chips').all();
  expect(row).toEqual({ n: 5 });
});

test('a photo stays as it was if an enrolled face would be lost, or none is found', async () => {
  const [second] = faceIds(store.db, { personId: null, only: null }, order);
  move(store, [second!], { name: 'Eve' }, { allowTwice: false });
  setLibraryDetector(store.db, 'tiny');
  const before = faceAt(0);
  const noneOn = join('s05', '01.png');
  const pool = madeUpVision({ noFaces: (path) => path.endsWith(noneOn) });
  expect(await readAnew(pool)).toEqual({ reread: 2, kept: [join('s01', '01.png'), noneOn] });
  expect(faceAt(0)).toEqual(before);
  expect(summary()).toMatchObject({ byOtherDetector: 2, photos: 4 });
});

test('missing files are left alone, and reading with the former detector restores what was', async () => {
  await rm(join(folder, 's05', '02.png'));
  await ingest(store, twoBySsd, folder, {});
  const before = faceAt(2);
  setLibraryDetector(store.db, 'tiny');
  expect(await readAnew(twoBySsd)).toEqual({ reread: 3, kept: [] });
  setLibraryDetector(store.db, 'ssd');
  expect(await readAnew(twoBySsd)).toEqual({ reread: 3, kept: [] });
  expect(faceAt(2)).toEqual(before);
  expect(summary()).toEqual({ detector: 'ssd', byOtherDetector: 0, faces: 5, photos: 4 });
});

function names() {
  return labelledFaces(store.db).map(({ faceId, name }) => [faceId, name]);
}
