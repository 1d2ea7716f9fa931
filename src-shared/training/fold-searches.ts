/** Searches of the people and photos that a fold keeps out, by which a head is compared with the pretrained one. */
import { type OpenSetSearches, type PairedSearches, searchOpenSet } from '../recognition/index.ts';
import { embed, type Head } from './head.ts';
import type { OpenSetDeal, OpenSetFold } from './open-set-folds.ts';

/** One head's searches in a fold; a list is empty if there was nobody to search for. */
export interface FoldSearches {
  trained: OpenSetSearches[];
  unseen: OpenSetSearches[];
}

/** Two heads' searches of the same photos. */
export interface PairedFold {
  trained: PairedSearches[];
  unseen: PairedSearches[];
}

type Embeddings = ReadonlyMap<number, Float32Array>;

/** The samples that a fold's searches need, in rising order. */
export function searchedSamples(fold: OpenSetFold): number[] {
  const deals = dealsOf(fold);
  const all = [...deals.trained, ...deals.unseen].flatMap(({ enrolled, probes, strangers }) => [
    ...enrolled,
    ...probes,
    ...strangers,
  ]);
  return [...new Set(all)].sort((a, b) => a - b);
}

/** @param embeddings of length one, by sample. */
export function searchFold(
  fold: OpenSetFold,
  labels: readonly number[],
  embeddings: Embeddings,
): FoldSearches {
  const search = (deal: OpenSetDeal) => searchDeal(deal, labels, embeddings);
  const { trained, unseen } = dealsOf(fold);
  return { trained: trained.map(search), unseen: unseen.map(search) };
}

/** Searches the gallery of a deal. @param embeddings of length one, by sample. */
export function searchDeal(
  { enrolled, probes, strangers }: OpenSetDeal,
  labels: readonly number[],
  embeddings: Embeddings,
): OpenSetSearches {
  const faces = (samples: readonly number[]) =>
    samples.map((i) => ({ person: String(labels[i]!), embedding: embeddings.get(i)! }));
  return searchOpenSet(faces(enrolled), faces(probes), faces(strangers));
}

/** As `searchFold`, for a head. @param features of all samples. */
export function searchFoldWith(
  head: Head,
  fold: OpenSetFold,
  labels: readonly number[],
  features: readonly Float32Array[],
): FoldSearches {
  const samples = searchedSamples(fold);
  const embeddings = embed(
    head,
    samples.map((i) => features[i]!),
  );
  return searchFold(fold, labels, new Map(samples.map((sample, row) => [sample, embeddings[row]!])));
}

export function paired(head: FoldSearches, base: FoldSearches): PairedFold {
  const pair = (part: keyof FoldSearches) =>
    head[part].map((searches, i) => ({ head: searches, base: base[part][i]! }));
  return { trained: pair('trained'), unseen: pair('unseen') };
}

function dealsOf({ trained, unseen }: OpenSetFold): { trained: OpenSetDeal[]; unseen: OpenSetDeal[] } {
  const isUsable = ({ probes, strangers }: OpenSetDeal) => probes.length > 0 && strangers.length > 0;
  return { trained: trained === null ? [] : [trained].filter(isUsable), unseen: unseen.filter(isUsable) };
}
