/** Sets of photos of one person that are compared as one, as IARPA Janus Benchmarks B and C have them: lists of theirs, and what stands for a set. */
import { TammesError } from '../errors/index.ts';

/** A photo of a template; those of one medium are frames of one video. */
export interface TemplatePhoto {
  /** Below the folder of photos. */
  name: string;
  template: number;
  medium: number;
}

/** Pairs of templates, by their numbers. */
export interface TemplatePairs {
  a: number[];
  b: number[];
  same: boolean[];
}

/**
 * Reads a list of the photos of templates, as `ijbc_face_tid_mid.txt` of insightface: `1.jpg 1 69544`, name, template and medium.
 * @param file its name, for messages. @throws TammesError 'templates-empty' or 'templates-line-wrong', which names the line.
 */
export function parseTemplates(text: string, file: string): TemplatePhoto[] {
  const photos: TemplatePhoto[] = [];
  for (const { line, content } of linesOf(text)) {
    const [, name, template, medium] = content.match(/^(\S+)\s+(\d+)\s+(\d+)$/) ?? [];
    // A list of somebody else's shall not reach beyond the folder.
    if (name === undefined || /^[/\\]|(^|[/\\])\.\.([/\\]|$)|^[a-z]:/i.test(name))
      throw new TammesError('templates-line-wrong', { file, line, content });
    photos.push({ name, template: Number(template), medium: Number(medium) });
  }
  if (photos.length === 0) throw new TammesError('templates-empty', { file });
  return photos;
}

/**
 * Reads a list of pairs of templates, as `ijbc_template_pair_label.txt` of insightface: `1 11065 1`, two templates, and 1 if both are of
 * one person, else 0.
 * @param file its name, for messages. @param known the templates that have photos.
 * @throws TammesError 'template-pair-wrong' or 'template-unknown', which name the line, or 'pairs-none' or 'pairs-one-kind'.
 */
export function parseTemplatePairs(text: string, file: string, known: ReadonlySet<number>): TemplatePairs {
  const pairs: TemplatePairs = { a: [], b: [], same: [] };
  let kinds = 0;
  for (const { line, content } of linesOf(text)) {
    const [, a, b, same] = content.match(/^(\d+)\s+(\d+)\s+([01])$/) ?? [];
    if (same === undefined) throw new TammesError('template-pair-wrong', { file, line, content });
    const ends = [Number(a), Number(b)] as const;
    const unknown = ends.find((template) => !known.has(template));
    if (unknown !== undefined) throw new TammesError('template-unknown', { file, line, template: unknown });
    pairs.a.push(ends[0]);
    pairs.b.push(ends[1]);
    pairs.same.push(same === '1');
    kinds |= same === '1' ? 1 : 2;
  }
  if (kinds === 0) throw new TammesError('pairs-none', { file });
  if (kinds !== 3) throw new TammesError('pairs-one-kind', { file });
  return pairs;
}

/** Lines that are not empty, one at a time: such a list has 16 million. */
function* linesOf(text: string): Generator<{ line: number; content: string }> {
  let line = 0;
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf('\n', start);
    const content = text.slice(start, end === -1 ? text.length : end).trim();
    line++;
    if (content !== '') yield { line, content };
    start = end === -1 ? text.length : end + 1;
  }
}

/**
 * What stands for each template: the mean over the photos of each medium, summed over media, of length one, so that a long video counts as
 * much as a photo (Whitelam et al. 2017; `image2template_feature` of insightface). Photos without a face are left out.
 * @param embeddings of the photos, in their order. @returns by template; null: no photo has a face.
 */
export function templateEmbeddings(
  photos: readonly TemplatePhoto[],
  embeddings: readonly (ArrayLike<number> | null)[],
): Map<number, Float32Array | null> {
  const placesOf = Map.groupBy(photos.keys(), (i) => photos[i]!.template);
  const templates = new Map<number, Float32Array | null>();
  for (const [template, places] of placesOf) {
    const found = places.filter((i) => embeddings[i] !== null);
    const media = [...Map.groupBy(found, (i) => photos[i]!.medium).values()];
    templates.set(template, media.length === 0 ? null : sumOfMeans(media, embeddings));
  }
  return templates;
}

/** Of length one. */
function sumOfMeans(
  media: readonly (readonly number[])[],
  embeddings: readonly (ArrayLike<number> | null)[],
): Float32Array {
  const sum = new Float64Array(embeddings[media[0]![0]!]!.length);
  for (const frames of media) {
    for (const i of frames) {
      const embedding = embeddings[i]!;
      for (let k = 0; k < sum.length; k++) sum[k]! += embedding[k]! / frames.length;
    }
  }
  const length = Math.hypot(...sum);
  return Float32Array.from(sum, (value) => value / length);
}
