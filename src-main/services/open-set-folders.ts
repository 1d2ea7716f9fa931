/** The three folders of open-set identification: people to enrol, photos of them, and strangers. */
import { basename, relative, resolve } from 'node:path';
import type { OutsideSettings } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import type { Deal } from '../../src-shared/recognition/index.ts';
import { groupingOf, keptGrouping } from './groups-of-photos.ts';
import { photosOfFolder } from './labelled-photos.ts';
import {
  type LostPhoto,
  looksOfPhoto,
  lostPhoto,
  type Outside,
  type OutsideWatch,
  photoOf,
  type Readers,
  readFaces,
} from './outside-photos.ts';

export const openSetFolders = ['gallery', 'probes', 'strangers'] as const;

export type OpenSetFolder = (typeof openSetFolders)[number];

type FolderSettings = Extract<OutsideSettings, { protocol: 'folders' }>;

/** The photos of three folders. */
export interface DescribedFolders extends Outside {
  /** Places of photos; of the people to enrol only those with a face. */
  compared: { kind: 'search' } & Deal;
  counts: Record<OpenSetFolder, { people: number; photos: number }>;
  failures: LostPhoto[];
}

/**
 * Describes the photos of three folders, each with a sub-folder a person.
 * @throws TammesError if a folder names nobody, a stranger is in the gallery or a probe is not, as `groupingOf`, or 'describing-cancelled'.
 */
export async function describeFolders(
  readers: Readers,
  settings: FolderSettings,
  watch: OutsideWatch,
): Promise<DescribedFolders> {
  const listed = {} as Record<OpenSetFolder, { path: string; person: string; folder: string }[]>;
  const failures: LostPhoto[] = [];
  for (const part of openSetFolders) {
    const folder = resolve(settings[part]);
    const { named, unreadable } = await photosOfFolder(folder);
    listed[part] = named.map((photo) => ({ ...photo, folder }));
    failures.push(...unreadable.map((failure) => ({ ...failure, person: '' })));
  }
  refuseMixed(listed);
  const all = openSetFolders.flatMap((part) => listed[part]);
  const groupPhotos = await groupingOf(settings, all);
  const faces = await readFaces(
    readers,
    all.map(({ path }) => path),
    watch,
  );
  const photos = all.map(({ path, person, folder }) =>
    photoOf(faces.get(path)!, { person, path, file: relative(folder, path) }),
  );
  failures.push(...all.flatMap(({ path, person }) => lostPhoto(faces.get(path)!, path, person)));
  let first = 0;
  const places = (part: OpenSetFolder) => listed[part].map(() => first++);
  const enrolled = places('gallery').filter((i) => photos[i]!.feature !== null);
  const [probes, strangers] = [places('probes'), places('strangers')];
  const counts = (part: OpenSetFolder) => ({
    people: new Set(listed[part].map(({ person }) => person)).size,
    photos: listed[part].length,
  });
  const named = Object.fromEntries(openSetFolders.map((part) => [part, basename(resolve(settings[part]))]));
  return {
    settings: { ...settings, ...named, ...keptGrouping(settings) },
    photos,
    compared: { kind: 'search', enrolled, probes, strangers },
    counts: { gallery: counts('gallery'), probes: counts('probes'), strangers: counts('strangers') },
    groups: groupPhotos?.(all.map(({ path }) => looksOfPhoto(faces.get(path)!))) ?? null,
    failures,
  };
}

type Named = readonly { person: string }[];

/** @throws TammesError if a stranger is in the gallery, or a probe is not. */
function refuseMixed({ gallery, probes, strangers }: Record<OpenSetFolder, Named>): void {
  const enrolled = new Set(gallery.map(({ person }) => person));
  const people = (photos: Named) => [...new Set(photos.map(({ person }) => person))];
  const known = people(strangers).filter((person) => enrolled.has(person));
  if (known.length > 0) throw new TammesError('strangers-enrolled', { people: known });
  const absent = people(probes).filter((person) => !enrolled.has(person));
  if (absent.length > 0) throw new TammesError('probes-not-enrolled', { people: absent });
}
