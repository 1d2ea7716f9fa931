/** Lists of pairs in the formats in which Labeled Faces in the Wild gives them. */
import { TammesError } from '../errors/index.ts';

/** A photo as such lists name it: the person, and the number of her or his photo. */
export interface PairPhoto {
  person: string;
  number: number;
}

/** Two photos to be compared. */
export interface Pair {
  photos: readonly [PairPhoto, PairPhoto];
  /** Whether both are the same person's. */
  same: boolean;
  /** Part of the cross-validation, from 0. */
  fold: number;
}

/** How many folds a list without folds of its own is dealt into. */
const foldsDealt = 10;

/**
 * Reads a list of pairs: `pairs.txt` and `pairsDevTest.txt` as Labeled Faces in the Wild has them (`person n m` for the same
 * person, `person n other m` for two, fields apart by tabs or spaces), and the same as CSV (`person,n,m,` and
 * `person,n,other,m` under a heading).
 *
 * The first line of a text says how many folds there are and how many pairs of each kind in a fold, and the rest is checked
 * against it. Without such a line a fold is a run of same-person pairs with the run of others behind it, where all of these
 * are of one size. A list without folds is dealt into ten, each kind for itself.
 *
 * @param name of the file, for messages.
 * @throws TammesError 'bad-input' that names the file and the line.
 */
export function parsePairs(text: string, name: string): Pair[] {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .map((line, i) => ({ fields: fieldsOf(line), place: { file: name, line: i + 1 } }))
    .filter(({ fields }) => fields.length > 0);
  const [first, ...rest] = lines;
  if (first === undefined) throw new TammesError('pairs-empty', { file: name });
  if (isFile(first.fields))
    throw new TammesError('pairs-of-files', { ...first.place, content: first.fields.join(' ') });
  const counts = first.fields.every((field) => /^\d+$/.test(field)) ? first.fields.map(Number) : null;
  if (counts !== null && (counts.length > 2 || counts.includes(0))) {
    throw new TammesError('pairs-heading-wrong', { ...first.place, content: first.fields.join(' ') });
  }
  const isHeading = counts !== null || !isPair(first.fields);
  const pairs = (isHeading ? rest : lines).map(({ fields, place }) => pairOf(fields, place));
  if (pairs.length === 0) throw new TammesError('pairs-none', { file: name });
  if (counts === null) {
    if (new Set(pairs.map(({ same }) => same)).size === 1)
      throw new TammesError('pairs-one-kind', { file: name });
    return dealt(byRuns(pairs));
  }
  const [folds, each] = counts.length === 2 ? (counts as [number, number]) : [1, counts[0]!];
  checkCounts(pairs, folds, each, name);
  const numbered = pairs.map((pair, i) => ({ ...pair, fold: Math.floor(i / (2 * each)) }));
  return folds === 1 ? dealt(numbered) : numbered;
}

/** A photo's file and a number, of two such lines a pair: CALFW and CPLFW write so. */
const isFile = ([file = '', number, ...more]: readonly string[]) =>
  /\.(jpe?g|png|bmp)$/i.test(file) && isNumber(number) && more.length === 0;

/** Separated by commas if there is one, else by tabs, else by spaces. */
function fieldsOf(line: string): string[] {
  const separator = line.includes(',') ? ',' : line.includes('\t') ? '\t' : /\s+/;
  const fields = line.split(separator).map((field) =>
    field
      .trim()
      .replace(/^"(.*)"$/, '$1')
      .trim(),
  );
  while (fields.at(-1) === '') fields.pop();
  return fields;
}

const isNumber = (field: string | undefined) => field !== undefined && /^\d+$/.test(field);

function isPair(fields: readonly string[]): boolean {
  if (fields.length === 3) return isNumber(fields[1]) && isNumber(fields[2]);
  return fields.length === 4 && isNumber(fields[1]) && isNumber(fields[3]);
}

function pairOf(fields: readonly string[], place: { file: string; line: number }): Omit<Pair, 'fold'> {
  if (!isPair(fields)) {
    throw new TammesError('pairs-line-wrong', { ...place, content: fields.join(' ') });
  }
  const photo = (person: number, number: number) => ({
    person: fields[person]!.normalize('NFC'),
    number: Number(fields[number]),
  });
  if (fields.length === 3) return { photos: [photo(0, 1), photo(0, 2)], same: true };
  const photos = [photo(0, 1), photo(2, 3)] as const;
  // Some lists write the person twice for a pair of the same.
  return { photos, same: photos[0].person === photos[1].person };
}

/** A fold ends where a same-person pair follows one of two people. Folds of different sizes are none: all is one then. */
function byRuns(pairs: readonly Omit<Pair, 'fold'>[]): Pair[] {
  let fold = 0;
  const numbered = pairs.map((pair, i) => {
    if (pair.same && pairs[i - 1]?.same === false) fold++;
    return { ...pair, fold };
  });
  const sizes = [...Map.groupBy(numbered, (pair) => pair.fold).values()].map(
    (pairsOfFold) => pairsOfFold.length,
  );
  return sizes.every((size) => size === sizes[0]) ? numbered : pairs.map((pair) => ({ ...pair, fold: 0 }));
}

/** Deals the pairs of a single fold into ten, each kind for itself and in order. */
function dealt(pairs: readonly Pair[]): Pair[] {
  if (pairs.at(-1)!.fold > 0) return [...pairs];
  const next = { true: 0, false: 0 };
  const total = (same: boolean) => pairs.filter((pair) => pair.same === same).length;
  const totals = { true: total(true), false: total(false) };
  return pairs.map((pair) => {
    const kind = `${pair.same}` as const;
    return { ...pair, fold: Math.floor((next[kind]++ * foldsDealt) / totals[kind]) };
  });
}

function checkCounts(pairs: readonly Omit<Pair, 'fold'>[], folds: number, each: number, name: string): void {
  const expected = 2 * folds * each;
  if (pairs.length !== expected) {
    throw new TammesError('pairs-cut-off', { file: name, folds, each, expected, found: pairs.length });
  }
  for (let fold = 0; fold < folds; fold++) {
    const pairsOfFold = pairs.slice(2 * fold * each, 2 * (fold + 1) * each);
    const same = pairsOfFold.filter((pair) => pair.same).length;
    if (same !== each) {
      throw new TammesError('pairs-fold-uneven', { file: name, fold: fold + 1, found: same, expected: each });
    }
  }
}
