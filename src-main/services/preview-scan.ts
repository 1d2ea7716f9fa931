/** What a scan would read, without reading it. */
import type { Failure } from '../../src-shared/errors/index.ts';
import type { Naming } from '../labels/naming.ts';
import { facesOfXmp } from '../labels/xmp.ts';
import { readXmp } from '../photos/photo.ts';
import { listFolder } from '../store/folder.ts';
import { isUnchanged, placeAt } from '../store/places.ts';
import type { Store } from '../store/store.ts';
import type { CompareOptions } from './compare-folder.ts';

/** A file as a scan would take it. */
export interface Preview {
  path: string;
  /** null: it cannot be listed. */
  state: 'new' | 'changed' | 'unchanged' | null;
  /** Who is said to be on it, and what says so. */
  naming: Naming | null;
  failure?: Failure;
}

/**
 * Says what a scan would read, and stores nothing.
 * @param store null: everything is new.
 * @throws TammesError as `openScan`.
 */
export async function* previewScan(
  store: Store | null,
  folder: string,
  { labels, onUnmatched }: Pick<CompareOptions, 'labels' | 'onUnmatched'> = {},
): AsyncGenerator<Preview> {
  for await (const entry of listFolder(folder, labels, onUnmatched)) {
    if ('failure' in entry) {
      yield { ...entry, state: null, naming: null };
      continue;
    }
    const { file } = entry;
    const place = store && placeAt(store.db, file.path);
    const state = !place ? 'new' : isUnchanged(place, file) ? 'unchanged' : 'changed';
    const inside = facesOfXmp((await readXmp(file.path)) ?? '');
    const byPlace = file.naming?.source === 'folder' || file.naming?.source === 'file-name';
    const naming =
      inside.length > 0 && (file.naming === null || byPlace)
        ? { source: 'xmp' as const, faces: inside }
        : file.naming;
    yield { path: file.path, state, naming };
  }
}
