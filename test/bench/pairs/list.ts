/** Pairs made from a folder that holds a folder for each person. */
import { basename, dirname, extname } from 'node:path';
import { listFolder } from '../../../src-main/store/folder.ts';
import { randomFrom, shuffled } from '../../../src-shared/random.ts';
import type { Pair, PairPhoto } from '../../../src-shared/recognition/index.ts';

const folds = 10;

export interface PersonPhoto {
  path: string;
  person: string;
}

/** The photos in the order of their paths, with the name of the folder that each lies in. */
export async function photosOf(folder: string): Promise<PersonPhoto[]> {
  const photos: PersonPhoto[] = [];
  for await (const entry of listFolder(folder)) {
    if ('failure' in entry) continue;
    const { path } = entry.file;
    photos.push({ path, person: basename(dirname(path)) });
  }
  return photos;
}

/**
 * All pairs of a person's photos, and as many of two people, in ten folds that share nobody; the same for the same folder.
 * Photos are named by the number at the end of their file's name.
 */
export function pairsOf(photos: readonly PersonPhoto[]): Pair[] {
  const byPerson = [...Map.groupBy(photos, ({ person }) => person).values()].map((personPhotos) =>
    personPhotos.map(named),
  );
  const order = shuffled(byPerson.length, randomFrom(1));
  return Array.from({ length: folds }, (_, fold) => {
    const people = [...order].filter((_, place) => place % folds === fold).map((i) => byPerson[i]!);
    const same = people.flatMap((personPhotos) => pairsAmong(personPhotos));
    const different = people.flatMap((personPhotos, i) =>
      people.slice(i + 1).flatMap((other) => personPhotos.flatMap((a) => other.map((b) => [a, b] as const))),
    );
    const drawn = [...shuffled(different.length, randomFrom(2, fold)).slice(0, same.length)];
    return [
      ...same.map((photos) => ({ photos, same: true, fold })),
      ...drawn.map((i) => ({ photos: different[i]!, same: false, fold })),
    ];
  }).flat();
}

/** How a list of pairs names a photo. */
export function named({ path, person }: PersonPhoto): PairPhoto {
  return { person, number: Number(basename(path, extname(path)).match(/\d+$/)![0]) };
}

function pairsAmong<T>(items: readonly T[]): (readonly [T, T])[] {
  return items.flatMap((a, i) => items.slice(i + 1).map((b) => [a, b] as const));
}
