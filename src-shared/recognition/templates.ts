/** Sets of photos of one person that are compared as one, as IARPA Janus Benchmarks B and C have them: lists of theirs, and what stands for a set. */
import { TammesError } from '../errors/index.ts';

/** Which photos are of which templates: a row for each photo of a template. A list has hundreds of thousands, and goes from thread to thread. */
export interface TemplateRows {
  /** Place of the photo among the names. */
  photo: Uint32Array<ArrayBuffer>;
  /** Place of the template among the numbers. */
  template: Uint32Array<ArrayBuffer>;
  /** As the list has it; photos of one medium are frames of one video. */
  medium: Float64Array<ArrayBuffer>;
  /** As the list has them. */
  numbers: Float64Array<ArrayBuffer>;
}

/** Pairs of templates, by their places; `same`: 1 if both are of one person. There may be 16 million. */
export interface TemplatePairs {
  a: Uint32Array<ArrayBuffer>;
  b: Uint32Array<ArrayBuffer>;
  same: Uint8Array<ArrayBuffer>;
}

/**
 * Reads a list of the photos of templates, as `ijbc_face_tid_mid.txt` of insightface: `1.jpg 1 69544`, name, template and medium.
 * @param file its name, for messages. @returns with the names of the photos below their folder, each once.
 * @throws TammesError 'templates-empty' or 'templates-line-wrong', which names the line.
 */
export function parseTemplates(text: string, file: string): TemplateRows & { names: string[] } {
  const rows: { photo: number; template: number; medium: number }[] = [];
  const [photos, templates] = [new Map<string, number>(), new Map<number, number>()];
  for (const { line, content } of linesOf(text)) {
    const [, name, template, medium] = content.match(/^(\S+)\s+(\d+)\s+(\d+)$/) ?? [];
    // A list of somebody else's shall not reach beyond the folder.
    if (name === undefined || /^[/\\]|(^|[/\\])\.\.([/\\]|$)|^[a-z]:/i.test(name))
      throw new TammesError('templates-line-wrong', { file, line, content });
    rows.push({
      photo: placeIn(photos, name),
      template: placeIn(templates, Number(template)),
      medium: Number(medium),
    });
  }
  if (rows.length === 0) throw new TammesError('templates-empty', { file });
  return {
    names: [...photos.keys()],
    photo: Uint32Array.from(rows, ({ photo }) => photo),
    template: Uint32Array.from(rows, ({ template }) => template),
    medium: Float64Array.from(rows, ({ medium }) => medium),
    numbers: Float64Array.from(templates.keys()),
  };
}

/** The place of what is there, which it gets if it is new. */
function placeIn<Key>(places: Map<Key, number>, key: Key): number {
  const known = places.get(key);
  if (known !== undefined) return known;
  places.set(key, places.size);
  return places.size - 1;
}

/**
 * Reads a list of pairs of templates, as `ijbc_template_pair_label.txt` of insightface: `1 11065 1`, two templates, and 1 if both are of
 * one person, else 0.
 * @param file its name, for messages. @param numbers of the templates that have photos, by their places.
 * @throws TammesError 'template-pair-wrong' or 'template-unknown', which name the line, or 'pairs-none' or 'pairs-one-kind'.
 */
export function parseTemplatePairs(text: string, file: string, numbers: ArrayLike<number>): TemplatePairs {
  const places = new Map(Array.from(numbers, (number, place) => [number, place]));
  const most = countLines(text);
  const [a, b, same] = [new Uint32Array(most), new Uint32Array(most), new Uint8Array(most)];
  let [count, kinds] = [0, 0];
  for (const { line, content } of linesOf(text)) {
    const [, first, second, label] = content.match(/^(\d+)\s+(\d+)\s+([01])$/) ?? [];
    if (label === undefined) throw new TammesError('template-pair-wrong', { file, line, content });
    const placeOf = (number: string) => {
      const place = places.get(Number(number));
      if (place === undefined)
        throw new TammesError('template-unknown', { file, line, template: Number(number) });
      return place;
    };
    a[count] = placeOf(first!);
    b[count] = placeOf(second!);
    same[count] = Number(label);
    kinds |= label === '1' ? 1 : 2;
    count++;
  }
  if (kinds === 0) throw new TammesError('pairs-none', { file });
  if (kinds !== 3) throw new TammesError('pairs-one-kind', { file });
  return { a: a.slice(0, count), b: b.slice(0, count), same: same.slice(0, count) };
}

function countLines(text: string): number {
  let lines = 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
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
 * @param embeddings of the photos, in the order of their names. @returns in the order of the templates' numbers; null: no photo has a face.
 */
export function templateEmbeddings(
  { photo, template, medium, numbers }: TemplateRows,
  embeddings: readonly (ArrayLike<number> | null)[],
): (Float32Array | null)[] {
  const rowsOf: number[][] = Array.from(numbers, () => []);
  for (const [row, place] of template.entries())
    if (embeddings[photo[row]!] !== null) rowsOf[place]!.push(row);
  return rowsOf.map((rows) => {
    const media = [...Map.groupBy(rows, (row) => medium[row]!).values()];
    const photosOf = media.map((frames) => frames.map((row) => photo[row]!));
    return media.length === 0 ? null : sumOfMeans(photosOf, embeddings);
  });
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
