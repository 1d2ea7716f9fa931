/** What a drag carries, as far as a browser tells, and what it turns out to be once it is dropped. */

/** While it is dragged, no browser tells names, and a folder has no type. */
export type Carried = 'photos' | 'folder' | 'other';

/** What a drag will do when it is dropped. */
export function carriedBy(items: Iterable<Pick<DataTransferItem, 'kind' | 'type'>>): Carried {
  const files = [...items].filter(({ kind }) => kind === 'file');
  if (files.length === 0) return 'other';
  if (files.every(({ type }) => type === '')) return 'folder';
  return 'photos';
}

/** What was dropped: photos, folders whatever lies beside them, or a file of vectors. */
export type Dropped = { folders: File[] } | { vectors: File } | { photos: File[] };

/** Must be called while the event is heard: its items are gone afterwards. */
export function droppedBy(items: Iterable<DataTransferItem>): Dropped {
  const photos: File[] = [];
  const folders: File[] = [];
  for (const item of items) {
    const file = item.kind === 'file' ? item.getAsFile() : null;
    if (file === null) continue;
    (item.webkitGetAsEntry()?.isDirectory ? folders : photos).push(file);
  }
  if (folders.length > 0) return { folders };
  const [first] = photos;
  return photos.length === 1 && /\.(npz|csv|parquet)$/i.test(first!.name) ? { vectors: first! } : { photos };
}
