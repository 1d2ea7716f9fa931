/** Verification of pairs of templates, sets of photos of one person, as IARPA Janus Benchmarks B and C have it. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { TemplatesEvaluation } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import {
  cosine,
  honestDifference,
  honestShare,
  neededFor,
  pairCurves,
  pairThresholds,
  parseTemplatePairs,
  parseTemplates,
  type RankedPairs,
  type TemplatePairs,
  type TemplatePhoto,
  templateEmbeddings,
} from '../../src-shared/recognition/index.ts';
import { embedFound, type Head } from '../../src-shared/training/index.ts';
import { disjointSets } from '../store/disjoint-sets.ts';
import { inSteps } from './in-steps.ts';
import { lostPhoto, type OutsideWatch, type Readers, readFaces } from './outside-photos.ts';

/** The rates at which these benchmarks are cited, and larger ones for smaller sets. */
const citedRates = [0.1, 0.01, 0.001, 1e-4, 1e-5, 1e-6] as const;
/** The score of a pair with a template without a face: rejected at every threshold. */
const rejected = Number.NEGATIVE_INFINITY;
/** Draws of people for an interval; of so many pairs that each takes a second, fewer. */
const drawsFor = (pairs: number) => (pairs > 2e6 ? 200 : 1000);

/** Photos of templates, and pairs of these. */
export interface TemplateSet {
  photos: readonly TemplatePhoto[];
  pairs: TemplatePairs;
  images: string;
}

/**
 * Reads both lists, and looks for the photos.
 * @throws TammesError that names file and line if a list is wrong, or 'list-incomplete' if photos are not in the folder.
 */
export async function readTemplates(templates: string, pairs: string, images: string): Promise<TemplateSet> {
  const [first, second] = [await textOf(templates), await textOf(pairs)];
  const photos = parseTemplates(first, basename(templates));
  const known = new Set(photos.map(({ template }) => template));
  const read = parseTemplatePairs(second, basename(pairs), known);
  const folder = resolve(images);
  const names = [...new Set(photos.map(({ name }) => name))];
  const missing = names.filter((name) => !existsSync(join(folder, name)));
  if (missing[0] !== undefined)
    throw new TammesError('list-incomplete', {
      folder,
      photo: missing[0],
      missing: missing.length,
      of: names.length,
    });
  return { photos, pairs: read, images: folder };
}

const textOf = (path: string) =>
  readFile(path, 'utf8').catch((cause: unknown) => {
    throw new TammesError('input-not-readable', { path }, { cause });
  });

/**
 * Tells pairs of templates apart with each head, the same pairs for all. Who is who is not in such lists: templates of one person are those
 * that pairs of one person join, and intervals are over these people.
 * @throws TammesError 'describing-cancelled' or 'work-cancelled'
 */
export async function evaluateTemplates(
  readers: Readers,
  { photos, pairs, images }: TemplateSet,
  heads: readonly { name: string; head: Head }[],
  watch: OutsideWatch,
): Promise<TemplatesEvaluation> {
  const started = performance.now();
  const pathOf = ({ name }: TemplatePhoto) => join(images, name);
  const faces = await readFaces(readers, [...new Set(photos.map(pathOf))], watch);
  const features = photos.map((photo) => {
    const face = faces.get(pathOf(photo))!;
    return 'code' in face ? null : face.feature;
  });
  const embeddings = heads.map(({ head }) => templateEmbeddings(photos, embedFound(head, features)));
  const placeOf = new Map([...embeddings[0]!.keys()].map((template, place) => [template, place]));
  const people = peopleOf(pairs, placeOf);
  const ranked = embeddings.map((ofTemplate) => rankTemplates(pairs, ofTemplate, people));
  const same = pairs.same.filter(Boolean).length;
  const different = pairs.same.length - same;
  const rates = citedRates.filter((rate) => neededFor(rate) <= different);
  const curves = await inSteps(pairCurves(ranked, rates, { draws: drawsFor(pairs.same.length) }), {
    signal: watch.signal,
  });
  const joined = new Set(pairs.a.flatMap((a, i) => (pairs.same[i] ? [people.of(a)] : []))).size;
  const isLost = (template: number) => embeddings[0]!.get(template) === null;
  const lost = { same: 0, different: 0 };
  for (const [i, a] of pairs.a.entries())
    if (isLost(a) || isLost(pairs.b[i]!)) lost[pairs.same[i] ? 'same' : 'different']++;
  const used = new Set([...pairs.a, ...pairs.b]);
  return {
    protocol: 'templates',
    options: readers.options,
    photos: faces.size,
    media: new Set(photos.map(({ template, medium }) => `${template} ${medium}`)).size,
    templates: placeOf.size,
    unpaired: [...placeOf.keys()].filter((template) => !used.has(template)).length,
    people: joined,
    pairs: { same, different },
    heads: heads.map(({ name }, h) => {
      const { auc, eer, trueAccept } = curves.heads[h]!;
      const thresholds = pairThresholds(ranked[h]!, rates);
      return {
        head: name,
        auc: honestShare(auc, joined),
        eer: honestShare(eer, joined),
        trueAccept: trueAccept.map((figure, k) => ({
          falseAccept: rates[k]!,
          ...honestShare(figure, joined),
          threshold: thresholds[k]!,
        })),
      };
    }),
    differences: curves.differences.flatMap(({ trueAccept }, h) =>
      trueAccept.map((figure, k) => ({
        ...{ head: heads[h + 1]!.name, to: heads[0]!.name, falseAccept: rates[k]! },
        ...honestDifference(figure, joined),
      })),
    ),
    failures: [...faces].flatMap(([path, face]) =>
      lostPhoto(face, path, '').map(({ person: _, ...failure }) => failure),
    ),
    lostTemplates: [...placeOf.keys()].filter(isLost).length,
    failedPairs: lost,
    seconds: (performance.now() - started) / 1000,
  };
}

/** Numbers of the people of templates. */
interface TemplatePeople {
  of(template: number): number;
  count: number;
}

function peopleOf({ a, b, same }: TemplatePairs, placeOf: ReadonlyMap<number, number>): TemplatePeople {
  const sets = disjointSets(placeOf.size);
  for (const [i, template] of a.entries())
    if (same[i]) sets.join(placeOf.get(template)!, placeOf.get(b[i]!)!);
  const roots = new Map<number, number>();
  const of = new Map<number, number>();
  for (const [template, place] of placeOf) {
    const root = sets.root(place);
    if (!roots.has(root)) roots.set(root, roots.size);
    of.set(template, roots.get(root)!);
  }
  return { of: (template) => of.get(template)!, count: roots.size };
}

/** In arrays of numbers from the start: there may be 16 million pairs. */
function rankTemplates(
  { a, b, same }: TemplatePairs,
  embeddings: ReadonlyMap<number, Float32Array | null>,
  people: TemplatePeople,
): RankedPairs {
  const scores = Float64Array.from(a, (template, i) => {
    const [first, second] = [embeddings.get(template), embeddings.get(b[i]!)];
    return first && second ? cosine(first, second) : rejected;
  });
  const order = Uint32Array.from(scores, (_, i) => i).sort((i, j) => {
    const [left, right] = [scores[i]!, scores[j]!];
    return left === right ? i - j : right > left ? 1 : -1;
  });
  const ranked = {
    scores: new Float64Array(order.length),
    same: new Uint8Array(order.length),
    a: new Int32Array(order.length),
    b: new Int32Array(order.length),
  };
  for (const [rank, i] of order.entries()) {
    ranked.scores[rank] = scores[i]!;
    ranked.same[rank] = Number(same[i]);
    ranked.a[rank] = people.of(a[i]!);
    ranked.b[rank] = people.of(b[i]!);
  }
  return { ...ranked, people: people.count };
}
