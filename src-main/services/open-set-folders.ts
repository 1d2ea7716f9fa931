/** Open-set identification on three folders: people enrolled, photos of them, and strangers; heads side by side. */
import type { DescribeOptions, FolderOpenSetEvaluation } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import {
  comparedFalseAlarms,
  equalErrorPoint,
  type OpenSetCurve,
  type OpenSetSearches,
  openSetCurve,
  openSetCurves,
  pointAtFalseAccept,
  searchOpenSet,
} from '../../src-shared/recognition/index.ts';
import { finished } from '../../src-shared/steps.ts';
import { embedFound, type Head } from '../../src-shared/training/index.ts';
import type { Store } from '../store/store.ts';
import type { VisionPool } from '../vision/pool.ts';
import type { DescribeProgress } from './central-faces.ts';
import { facesOfFolder, type LabelledPhotos } from './labelled-photos.ts';

export const openSetFolders = ['gallery', 'probes', 'strangers'] as const;

export type OpenSetFolder = (typeof openSetFolders)[number];

export interface FoldersToEvaluate {
  /** Each with a sub-folder a person. */
  folders: Record<OpenSetFolder, string>;
  /** The first is the one that the others are compared with. */
  heads: readonly { name: string; head: Head }[];
  options: DescribeOptions;
}

/**
 * Searches a gallery for photos of people in it and of strangers, with each head, and compares the heads photo by photo.
 * Photos without a face count as not found.
 *
 * @throws TammesError if a folder names nobody, a stranger is in the gallery or a probe is not, or 'cancelled'.
 */
export async function evaluateFolders(
  store: Store,
  pool: VisionPool,
  { folders, heads, options }: FoldersToEvaluate,
  watch: { onProgress?: (progress: DescribeProgress) => void; signal?: AbortSignal },
): Promise<FolderOpenSetEvaluation> {
  const found = {} as Record<keyof typeof folders, LabelledPhotos>;
  for (const part of openSetFolders) {
    found[part] = await facesOfFolder(store, pool, folders[part], options, watch);
  }
  refuseMixed({
    gallery: found.gallery.photos,
    probes: found.probes.photos,
    strangers: found.strangers.photos,
  });
  const searches = heads.map(({ head }) => searchWith(head, found));
  const curves = finished(openSetCurves([searches], comparedFalseAlarms));
  const counts = (part: keyof typeof found) => ({
    people: new Set(found[part].photos.map(({ person }) => person)).size,
    photos: found[part].photos.length,
  });
  return {
    protocol: 'open-set',
    options,
    gallery: counts('gallery'),
    probes: counts('probes'),
    strangers: counts('strangers'),
    failures: openSetFolders.flatMap((part) => found[part].failures),
    heads: heads.map(({ name }, i) => ({ head: name, ...figuresOf(curves.heads[i]!, searches[i]!) })),
    differences: heads.slice(1).flatMap(({ name }, i) =>
      curves.differences[i]!.detection.map((difference, k) => ({
        head: name,
        to: heads[0]!.name,
        falseAlarm: comparedFalseAlarms[k]!,
        ...difference,
      })),
    ),
  };
}

type Named = readonly { person: string }[];

/** @throws TammesError if a stranger is in the gallery, or a probe is not. */
export function refuseMixed({ gallery, probes, strangers }: Record<OpenSetFolder, Named>): void {
  const enrolled = new Set(gallery.map(({ person }) => person));
  const people = (photos: Named) => [...new Set(photos.map(({ person }) => person))];
  const known = people(strangers).filter((person) => enrolled.has(person));
  if (known.length > 0) throw new TammesError('strangers-enrolled', { people: known });
  const absent = people(probes).filter((person) => !enrolled.has(person));
  if (absent.length > 0) throw new TammesError('probes-not-enrolled', { people: absent });
}

function searchWith(
  head: Head,
  { gallery, probes, strangers }: Record<keyof FoldersToEvaluate['folders'], LabelledPhotos>,
): OpenSetSearches {
  const faces = ({ photos }: LabelledPhotos) => {
    const embeddings = embedFound(
      head,
      photos.map(({ feature }) => feature),
    );
    return photos.map(({ person }, i) => ({ person, embedding: embeddings[i]! }));
  };
  return searchOpenSet(faces(gallery), faces(probes), faces(strangers));
}

/** One head's figures, with the thresholds that they hold at. */
function figuresOf(
  { top1, detection, eer }: OpenSetCurve,
  searches: OpenSetSearches,
): Omit<FolderOpenSetEvaluation['heads'][number], 'head'> {
  const asSearches = (list: OpenSetSearches['known']) =>
    list.map(({ score, right }) => ({ best: score, rank: right ? 1 : Number.POSITIVE_INFINITY }));
  const curve = openSetCurve(asSearches(searches.known), asSearches(searches.strangers));
  return {
    top1,
    detection: detection.map((figure, i) => {
      const { threshold } = pointAtFalseAccept(curve, comparedFalseAlarms[i]!);
      return {
        falseAlarm: comparedFalseAlarms[i]!,
        ...figure,
        threshold: Number.isFinite(threshold) ? threshold : null,
      };
    }),
    eer: { ...eer, threshold: equalErrorPoint(curve)?.threshold ?? null },
  };
}
