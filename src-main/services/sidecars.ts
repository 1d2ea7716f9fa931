/** Sidecar files with the names of people: what would be written, and writing it. */
import { lstat, open, readdir, stat } from 'node:fs/promises';
import { basename, dirname, extname, resolve } from 'node:path';
import type { SidecarChange, SidecarPreview } from '../../src-shared/contract/index.ts';
import { type Failure, failureOf, TammesError, toFailure } from '../../src-shared/errors/index.ts';
import { firstLine } from '../../src-shared/first-line.ts';
import { sidecarsOf } from '../labels/naming.ts';
import { writeRegions } from '../labels/xmp-write.ts';
import { addExport, forgetExported, noteExported } from '../store/exports.ts';
import { countNamedPlaces, type NamedPlace, namedPlaces } from '../store/named-places.ts';
import type { Store } from '../store/store.ts';
import type { JobControls } from './jobs.ts';
import { hashOfBytes, writeKnown } from './new-files.ts';

/** Changes that a preview shows, and refusals. */
const mostExamples = 200;
/** Bytes above which a sidecar file is left alone: programs write some kilobytes. */
const largest = 2 ** 22;

/** A change that is ready to be written. */
interface Planned extends SidecarChange {
  /** What lies there; null: nothing. */
  before: Uint8Array | null;
  after: Uint8Array | null;
}

/** Plans the sidecar files of a folder's photos, or of all, one after the other. */
async function* planSidecars({ db }: Store, folder: string | undefined): AsyncGenerator<Planned> {
  const listings = new Map<string, ReadonlySet<string>>();
  for (const place of namedPlaces(db, folder === undefined ? undefined : resolve(folder))) {
    const parent = dirname(place.path);
    if (!listings.has(parent)) {
      // Photos come by path: one folder's names are enough.
      listings.clear();
      listings.set(parent, new Set(await readdir(parent).catch(() => [])));
    }
    yield await planSidecar(place, listings.get(parent)!);
  }
}

async function planSidecar(place: NamedPlace, names: ReadonlySet<string>): Promise<Planned> {
  const { path, people } = place;
  const sidecar = sidecarOf(path, names);
  const plan = { photo: path, sidecar, people: people.map(({ name }) => name) };
  const refused = (failure: Failure): Planned => ({
    ...plan,
    change: 'refused',
    failure,
    before: null,
    after: null,
  });
  const info = await stat(path).catch(() => null);
  if (info === null || info.size !== place.size || info.mtimeMs !== place.modified)
    return refused(failureOf('photo-changed', { path }));
  try {
    const before = await readSidecar(sidecar);
    const text = before === null ? null : decode(sidecar, before);
    const after = describe(sidecar, text, place);
    if (after === text) return { ...plan, change: 'same', failure: null, before, after: null };
    const bytes = new TextEncoder().encode(after);
    return { ...plan, change: before === null ? 'new' : 'changed', failure: null, before, after: bytes };
  } catch (error) {
    return refused(toFailure(error));
  }
}

/**
 * The file in which a photo's names are kept: the one there is, else `photo.jpg.xmp`, as digiKam, darktable and Immich call it.
 * `photo.xmp` may be another photo's of that name, such as a raw one's.
 */
function sidecarOf(path: string, names: ReadonlySet<string>): string {
  const [own, shared] = sidecarsOf(path) as [string, string];
  if (names.has(basename(own)) || !names.has(basename(shared))) return own;
  const stem = basename(path, extname(path));
  const others = [...names].filter(
    (name) => basename(name, extname(name)) === stem && name !== basename(path) && name !== basename(shared),
  );
  return others.length === 0 ? shared : own;
}

/** Links are refused: what they lead to may lie elsewhere. @returns null if there is nothing. */
async function readSidecar(path: string): Promise<Uint8Array | null> {
  const info = await lstat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw new TammesError('sidecar-no-file', { path }, { cause: error });
  });
  if (info === null) return null;
  if (!info.isFile()) throw new TammesError('sidecar-no-file', { path });
  if (info.size > largest)
    throw new TammesError('sidecar-not-understood', { path, reason: 'it is larger than any sidecar file.' });
  try {
    const file = await open(path);
    return await file.readFile().finally(() => file.close());
  } catch (cause) {
    throw new TammesError('sidecar-no-file', { path }, { cause });
  }
}

/** As it is, byte order mark included. */
function decode(path: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new TammesError('sidecar-not-understood', { path, reason: 'it is no UTF-8.' }, { cause });
  }
}

function describe(path: string, text: string | null, place: NamedPlace): string {
  try {
    return writeRegions(text, place);
  } catch (cause) {
    throw new TammesError('sidecar-not-understood', { path, reason: firstLine(cause) }, { cause });
  }
}

/** What would be written; nothing is. */
export async function previewSidecars(store: Store, folder: string | undefined): Promise<SidecarPreview> {
  const preview: SidecarPreview = { new: 0, changed: 0, same: 0, refused: 0, examples: [] };
  let shown = 0;
  let refused = 0;
  for await (const { photo, sidecar, change, people, failure } of planSidecars(store, folder)) {
    preview[change]++;
    if (change === 'same') continue;
    if (change === 'refused' ? refused++ < mostExamples : shown++ < mostExamples)
      preview.examples.push({ photo, sidecar, change, people, failure });
  }
  return preview;
}

/**
 * Writes sidecar files beside the photos of a folder, or of all; photos are not touched. What cannot be written is passed over.
 */
export async function writeSidecars(
  store: Store,
  folder: string | undefined,
  { signal, tell, skip, writes }: JobControls,
): Promise<void> {
  const total = countNamedPlaces(store.db, folder === undefined ? undefined : resolve(folder));
  let exportId: number | null = null;
  let done = 0;
  for await (const { sidecar, change, before, after } of planSidecars(store, folder)) {
    if (signal.aborted) return;
    if (after !== null) {
      if (exportId === null) {
        exportId = addExport(store.db, 'xmp', '');
        writes(exportId);
      }
      if (!(await writeOne(store, exportId, sidecar, before, after))) skip();
    } else if (change === 'refused') skip();
    tell(++done, total);
  }
}

async function writeOne(
  { db }: Store,
  exportId: number,
  path: string,
  before: Uint8Array | null,
  after: Uint8Array,
): Promise<boolean> {
  const noted = noteExported(db, exportId, { path, hash: hashOfBytes(after), previous: before });
  try {
    await writeKnown(path, after, before && hashOfBytes(before));
    return true;
  } catch (error) {
    forgetExported(db, noted);
    const failure = toFailure(error);
    if (failure.problem === 'disk-full') throw new TammesError('disk-full', {}, { cause: error });
    return false;
  }
}
