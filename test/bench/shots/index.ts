/** `npm run bench -- shots`: how many made copies of photos are found, and how many different photos are taken for copies. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { progressLine } from '../../../src-main/cli/output.ts';
import { readPhoto } from '../../../src-main/photos/photo.ts';
import { comparable, type FacePicture, isSamePicture } from '../../../src-main/photos/same-picture.ts';
import { nearDuplicates } from '../../../src-main/store/near-duplicates.ts';
import { createVisionPool, type VisionPool } from '../../../src-main/vision/pool.ts';
import type { Box } from '../../../src-shared/contract/index.ts';
import { randomFrom } from '../../../src-shared/random.ts';
import { prominentFace, surroundingsOf } from '../../../src-shared/vision/index.ts';
import { photosOf } from '../pairs/list.ts';
import { headerNow, writeResult } from '../results.ts';
import { type CopyKind, copyKinds, makeCopies } from './copies.ts';
import type { ShotSet, ShotsResult } from './result.ts';

export interface ShotsOptions {
  /** Copies are made of every so many photos. */
  each: number;
  tag: string;
}

interface SeenPhoto {
  path: string;
  person: string;
  fingerprint: string;
  box: Box;
  picture: FacePicture;
}

/** @param folders each with a folder for each person, whose photos all differ. */
export async function benchShots(folders: readonly string[], { each, tag }: ShotsOptions): Promise<void> {
  const header = await headerNow();
  const pool = createVisionPool();
  const scratch = await mkdtemp(join(tmpdir(), 'shots-'));
  const sets: ShotSet[] = [];
  try {
    for (const folder of folders) sets.push(await measure(folder));
  } finally {
    await pool.close();
    await rm(scratch, { recursive: true });
  }
  const result: ShotsResult = { header, sets };
  process.stderr.write(`Written: ${await writeResult('shots', tag, result)}\n`);

  async function measure(folder: string): Promise<ShotSet> {
    const listed = await photosOf(folder);
    const line = progressLine(`Reading ${folder}`, listed.length);
    let done = 0;
    const photos: SeenPhoto[] = [];
    const counts = new Map<CopyKind, { found: number; of: number; withoutFace: number }>();
    const work = async (photo: (typeof listed)[number], i: number) => {
      const seen = await see(pool, photo.path, photo.person);
      line.update(++done);
      if (seen === null) return;
      photos.push(seen);
      if (i % each !== 0) return;
      const { pixels } = await readPhoto(photo.path);
      for (const { kind, bytes } of await makeCopies(pixels, seen.box, randomFrom(1, i))) {
        const path = join(scratch, `${basename(folder)}-${i}-${kind}`);
        await writeFile(path, bytes);
        const copy = await see(pool, path, photo.person);
        const count = counts.get(kind) ?? { found: 0, of: 0, withoutFace: 0 };
        count.of++;
        if (copy === null) count.withoutFace++;
        else if (areSame(seen, copy)) count.found++;
        counts.set(kind, count);
      }
    };
    const waiting = listed.entries();
    await Promise.all(
      Array.from({ length: pool.width }, async () => {
        for (const [i, photo] of waiting) await work(photo, i);
      }),
    );
    line.end();
    photos.sort((a, b) => (a.path < b.path ? -1 : 1));
    const copies = copyKinds.flatMap((kind) => (counts.has(kind) ? [{ kind, ...counts.get(kind)! }] : []));
    return {
      set: basename(resolve(folder)),
      photos: photos.length,
      copies,
      ...compareAll(photos, (path) => path.slice(resolve(folder).length + 1)),
    };
  }
}

/** The face that is meant; null if none is found. */
async function see(pool: VisionPool, path: string, person: string): Promise<SeenPhoto | null> {
  const photo = await pool.describe(path).catch(() => null);
  if (photo === null) return null;
  const sharpness = photo.faces.map(({ box, quality }) => ({ box, sharpness: quality.sharpness }));
  const { box, landmarks, thumbnail } = photo.faces[prominentFace(sharpness).index]!;
  const picture = { thumbnail, ...surroundingsOf(landmarks, photo) };
  return { path, person, fingerprint: photo.fingerprint, box, picture };
}

function areSame(a: SeenPhoto, b: SeenPhoto): boolean {
  return isSamePicture(comparable(a.picture), comparable(b.picture));
}

/** All pairs of a person, and those of others whose fingerprints are nearly equal. */
function compareAll(photos: readonly SeenPhoto[], nameOf: (path: string) => string) {
  const ready = photos.map(({ picture }) => comparable(picture));
  const joined: [string, string][] = [];
  const started = performance.now();
  let pairs = 0;
  const compare = (i: number, j: number): boolean => {
    pairs++;
    const isJoined = isSamePicture(ready[i]!, ready[j]!);
    if (isJoined) joined.push([nameOf(photos[i]!.path), nameOf(photos[j]!.path)]);
    return isJoined;
  };
  for (const samePerson of Map.groupBy(photos.keys(), (i) => photos[i]!.person).values()) {
    for (const [k, i] of samePerson.entries()) for (const j of samePerson.slice(k + 1)) compare(i, j);
  }
  const milliseconds = performance.now() - started;
  const ofOne = pairs;
  nearDuplicates(
    photos.map(({ fingerprint }) => fingerprint),
    undefined,
    (i, j) => photos[i]!.person !== photos[j]!.person && compare(i, j),
  );
  return { pairs, joined, millisecondsPerPair: milliseconds / Math.max(1, ofOne) };
}
