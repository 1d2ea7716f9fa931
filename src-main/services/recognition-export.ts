/** The table of recognised faces as files for other programs. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { RecognisedFilter, RecognisedRow } from '../../src-shared/contract/index.ts';
import { toCsv } from '../../src-shared/csv.ts';
import { toEnglish } from '../../src-shared/errors/index.ts';
import { rate } from '../../src-shared/quality/index.ts';
import { readRows, rowKeys } from '../store/recognised-rows.ts';
import type { Store } from '../store/store.ts';

const heading = [
  'photo',
  'person',
  'probability',
  'nearest',
  'cosine',
  'margin',
  'quality',
  'x',
  'y',
  'width',
  'height',
  'photo_width',
  'photo_height',
  'problem',
];

/** Lines of the table that are read before all else has its turn. */
const page = 500;

/** The lines of the table, some at once. */
export async function* pagesOf({ db }: Store, filter: RecognisedFilter): AsyncGenerator<RecognisedRow[]> {
  const keys = rowKeys(db, filter);
  for (let from = 0; from < keys.length; from += page) {
    yield readRows(db, keys.slice(from, from + page));
    await nextTurn();
  }
}

/**
 * The table as CSV: a line a face, and one for each photo without one. `person` is empty for somebody unknown; `nearest` is
 * who is most alike.
 */
export async function tableAsCsv(store: Store, filter: RecognisedFilter): Promise<string> {
  const parts = [toCsv([heading])];
  for await (const rows of pagesOf(store, filter)) parts.push(toCsv(rows.map(cells)));
  return parts.join('');
}

/** The table as JSON, a photo a line, each with its faces. @param about what comes before the photos. */
export async function tableAsJson(
  store: Store,
  filter: RecognisedFilter,
  about: Record<string, unknown>,
): Promise<string> {
  // Faces of a photo follow each other.
  const inOrder: RecognisedFilter = { ...filter, sort: 'path' };
  const lines: string[] = [];
  let rest: RecognisedRow[] = [];
  for await (const rows of pagesOf(store, inOrder)) {
    const all = [...rest, ...rows];
    // The last photo may go on.
    const last = all.findIndex(({ photoId }) => photoId === all.at(-1)!.photoId);
    lines.push(...rowsAsPhotos(all.slice(0, last)).map((photo) => JSON.stringify(photo)));
    rest = all.slice(last);
  }
  lines.push(...rowsAsPhotos(rest).map((photo) => JSON.stringify(photo)));
  const start = JSON.stringify({ ...about, photos: [] }).slice(0, -2);
  return `${start}\n${lines.join(',\n')}\n]}\n`;
}

function cells({ name, width, height, face, failure }: RecognisedRow): (string | number | null)[] {
  if (face === null) {
    const problem = failure === null ? '' : toEnglish(failure).message;
    return [name, ...Array<null>(heading.length - 2).fill(null), problem];
  }
  const { match, box } = face;
  const [first] = match.candidates;
  return [
    name,
    match.known ? (first?.name ?? '') : '',
    rounded(match.probability, 4),
    first?.name ?? '',
    rounded(first?.cosine ?? null, 4),
    rounded(match.margin, 4),
    rounded(rate(face).overall, 2),
    ...[box.x, box.y, box.width, box.height].map((side) => rounded(side, 1)),
    width,
    height,
    null,
  ];
}

function rounded(value: number | null, digits: number): number | null {
  return value === null ? null : Number(value.toFixed(digits));
}

/** A photo as programs read it. */
interface PhotoAsJson {
  photo: string;
  width: number;
  height: number;
  faces: object[];
  problem: { code: string; message: string; remedy: string } | null;
}

/** A photo after the other, each with its faces. @param rows in the order of photos. */
function rowsAsPhotos(rows: readonly RecognisedRow[]): PhotoAsJson[] {
  const photos = new Map<number, PhotoAsJson>();
  for (const { photoId, name, width, height, face, failure } of rows) {
    const photo = photos.get(photoId) ?? {
      photo: name,
      width,
      height,
      faces: [],
      problem: failure && toEnglish(failure),
    };
    photos.set(photoId, photo);
    if (face === null) continue;
    const { match, box } = face;
    const person = match.known ? (match.candidates[0]?.name ?? null) : null;
    photo.faces.push({ person, box, quality: rate(face).overall, ...match });
  }
  return [...photos.values()];
}
