/** Sets for verification in the files of insightface: pairs of aligned faces, and whether each pair is of one person. */
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { TammesError } from '../../src-shared/errors/index.ts';
import type { Pair } from '../../src-shared/recognition/index.ts';
import { type Pickled, Refusal, readPickle } from '../formats/read-pickle.ts';

/** Folds of the sets' authors: ten, in the order of the file. */
const folds = 10;
/** The largest that is published, of IJB size apart, has 300 MB. */
const mostBytes = 2 ** 30;

/** Pairs, and the folder of their photos. */
export interface VerificationSet {
  pairs: readonly Pair[];
  images: string;
  /** Removes the folder if it was made for them. */
  remove(): Promise<void>;
}

/**
 * Unpacks a file such as `lfw.bin`, `cfp_fp.bin`, `agedb_30.bin`, `calfw.bin` or `cplfw.bin`: a pickle of a list with two photos a pair, one
 * behind the other, and a list that says of each pair whether it is of one person (`load_bin` in insightface's recognition/_evaluation_).
 * Nobody is named in it: each pair counts as people of its own, so that intervals are over pairs.
 *
 * @throws TammesError 'input-not-readable', 'verification-set-broken', 'verification-set-foreign' or 'verification-set-uneven'
 */
export async function unpackVerificationSet(file: string): Promise<VerificationSet> {
  const { photos, same } = contentOf(await readWhole(file), file);
  const images = await mkdtemp(join(tmpdir(), 'tammes-pairs-'));
  const pairs: Pair[] = [];
  for (const [i, isSame] of same.entries()) {
    const name = `pair${i + 1}`;
    const people = isSame ? [name, name] : [`${name}a`, `${name}b`];
    const ends = people.map((person, k) => ({ person, number: k + 1 })) as [
      Pair['photos'][0],
      Pair['photos'][1],
    ];
    for (const [k, { person, number }] of ends.entries()) {
      await mkdir(join(images, person), { recursive: true });
      // What the picture is says its content; the name has to end like one.
      await writeFile(join(images, person, `${person}_${number}.jpg`), photos[2 * i + k]!);
    }
    pairs.push({ photos: ends, same: isSame, fold: Math.floor((i * folds) / same.length) });
  }
  return { pairs, images, remove: () => rm(images, { recursive: true, force: true }) };
}

async function readWhole(file: string): Promise<Uint8Array> {
  const unreadable = (cause: unknown) => {
    throw new TammesError('input-not-readable', { path: file }, { cause });
  };
  const { size } = await stat(file).catch(unreadable);
  if (size > mostBytes) throw new TammesError('verification-set-foreign', { file });
  return readFile(file).catch(unreadable);
}

function contentOf(bytes: Uint8Array, file: string): { photos: Uint8Array[]; same: boolean[] } {
  const content = read(bytes, file);
  const [photos, same] = Array.isArray(content) ? content : [];
  const isPhoto = (one: unknown): one is Uint8Array => one instanceof Uint8Array;
  const isAnswer = (one: unknown): one is boolean => typeof one === 'boolean';
  if (!Array.isArray(photos) || !Array.isArray(same) || !photos.every(isPhoto) || !same.every(isAnswer))
    throw new TammesError('verification-set-foreign', { file });
  if (photos.length !== 2 * same.length)
    throw new TammesError('verification-set-uneven', { file, photos: photos.length, pairs: same.length });
  if (new Set(same).size < 2) throw new TammesError('pairs-one-kind', { file: basename(file) });
  return { photos, same };
}

function read(bytes: Uint8Array, file: string): Pickled {
  try {
    return readPickle(bytes);
  } catch (cause) {
    const problem = cause instanceof Refusal ? 'verification-set-foreign' : 'verification-set-broken';
    throw new TammesError(problem, { file }, { cause });
  }
}
