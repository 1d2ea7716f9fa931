/** What a drag carries, as far as a browser tells, and what it turns out to be once it is dropped. */

/** While it is dragged, no browser tells names, and a folder has no type. */
export type Carried = 'photos' | 'folder' | 'other';

/** What a drag will do when it is dropped. */
export function carriedBy(items: Iterable<Pick<DataTransferItem, 'kind' | 'type'>>): Carried {
  const files = [...items].filter(({ kind }) => kind === 'file');
  if (files.length === 0) return 'other';
  if (files.length === 1 && files[0]!.type === '') return 'folder';
  return 'photos';
}

/** What was dropped: photos, the first folder, or a file of vectors. */
export type Dropped = { folder: File } | { vectors: File } | { photos: File[] };

/** Must be called while the event is heard: its items are gone afterwards. */
export function droppedBy(items: Iterable<DataTransferItem>): Dropped {
  const photos: File[] = [];
  for (const item of items) {
    const file = item.kind === 'file' ? item.getAsFile() : null;
    if (file === null) continue;
    if (item.webkitGetAsEntry()?.isDirectory) return { folder: file };
    photos.push(file);
  }
  const [first] = photos;
  return photos.length === 1 && /\.(npz|csv|parquet)$/i.test(first!.name) ? { vectors: first! } : { photos };
}
