/** Pictures and model files that both hosts serve under `mediaUrl` paths. */
import { mediaUrl } from '../../src-shared/contract/index.ts';
import { encodeForDisplay, nobody } from '../photos/photo.ts';
import { evaluatedPhotoPath } from '../store/evaluations.ts';
import { firstShared } from '../store/face-numbers.ts';
import { chipOf, hasFace } from '../store/faces.ts';
import { photoPath } from '../store/photos.ts';
import { recognisedChip, recognisedPath } from '../store/recognised.ts';
import type { Store } from '../store/store.ts';
import { modelFiles, readModelFile } from '../vision/models.ts';
import type { Media } from './service.ts';

/** What lies at a `mediaUrl` path: ids and names are looked up, so that no path leads elsewhere. */
export async function mediaAt({ db }: Store, path: string): Promise<Media | null> {
  const id = Number(path.slice(path.lastIndexOf('/') + 1));
  if (path === mediaUrl.chip(id) || path === mediaUrl.recognisedChip(id)) {
    const bytes = path === mediaUrl.chip(id) ? chipOf(db, id) : recognisedChip(db, id);
    if (bytes !== null) return { type: 'image/webp', bytes };
    // Of faces of other desks, no picture has ever come here.
    return path === mediaUrl.chip(id) && (hasFace(db, id) || id >= firstShared)
      ? { type: 'image/webp', bytes: await nobody() }
      : null;
  }
  if (path === mediaUrl.photo(id) || path === mediaUrl.recognisedPhoto(id)) {
    const file = path === mediaUrl.photo(id) ? photoPath(db, id) : recognisedPath(db, id);
    // A photo that was moved or that never lay on disk has no picture; that is no fault.
    const bytes = file === null ? null : await encodeForDisplay(file).catch(() => null);
    return bytes && { type: 'image/jpeg', bytes };
  }
  const evaluationId = Number(path.split('/').at(-2));
  if (path === mediaUrl.evaluatedPhoto(evaluationId, -id)) {
    const file = evaluatedPhotoPath(db, evaluationId, -id);
    const bytes = file === null ? null : await encodeForDisplay(file).catch(() => null);
    return bytes && { type: 'image/jpeg', bytes };
  }
  const file = path.slice(mediaUrl.model('').length);
  if (path === mediaUrl.model(file) && modelFiles.has(file)) {
    const type = file.endsWith('.json') ? 'application/json' : 'application/octet-stream';
    return { type, bytes: await readModelFile(file) };
  }
  return null;
}
