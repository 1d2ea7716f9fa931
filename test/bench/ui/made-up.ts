/** A large library of made-up faces, whose pictures are those of the demo. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { demoFolder } from '../../../src-main/app-files.ts';
import { progressLine } from '../../../src-main/cli/output.ts';
import { ensurePretrained } from '../../../src-main/services/heads.ts';
import { transaction } from '../../../src-main/store/database.ts';
import { labelFace, personNamed } from '../../../src-main/store/people.ts';
import { insertFace } from '../../../src-main/store/photos.ts';
import { openStore, type Store } from '../../../src-main/store/store.ts';
import { randomFrom } from '../../../src-shared/random.ts';
import { chipSize, thumbnailSide } from '../../../src-shared/vision/index.ts';
import { featureOf } from '../gallery/made-up.ts';

export interface LibrarySize {
  faces: number;
  people: number;
}

/** The share of faces that nobody has named. */
const unnamed = 0.1;
const chipCount = 52;
const day = 24 * 3600 * 1000;

/** Fills a folder with a library, unless one is there. Faces take turns among the people. */
export async function makeLibrary(folder: string, { faces, people }: LibrarySize): Promise<void> {
  if ((await stat(join(folder, 'library.db')).catch(() => null)) !== null) return;
  const chips = await someChips();
  const store = openStore(folder);
  const line = progressLine('Making faces', faces);
  try {
    await ensurePretrained(store);
    for (let from = 0; from < faces; from += 2000) {
      transaction(store.db, () => {
        for (let i = from; i < Math.min(faces, from + 2000); i++) addFace(store, i, people, chips);
      });
      line.update(Math.min(faces, from + 2000));
    }
  } finally {
    line.end();
    store.close();
  }
}

function addFace({ db }: Store, i: number, people: number, chips: readonly Uint8Array[]): void {
  const [person, photo] = [i % people, Math.floor(i / people)];
  const random = randomFrom(i);
  const path = `/photos/${1990 + (photo % 30)}/${String(i).padStart(6, '0')}.jpg`;
  const { lastInsertRowid } = db
    .prepare(
      `INSERT INTO photos (path, hash, width, height, original_width, original_height, orientation, taken_at, read_at)
       VALUES (?, ?, 1600, 1200, 1600, 1200, 1, ?, '2026-01-01T00:00:00.000Z')`,
    )
    .run(path, String(i).padStart(64, '0'), 10_000 * day + i * 60_000);
  const id = insertFace(db, Number(lastInsertRowid), {
    box: { x: 500, y: 300, width: 200, height: 200 },
    score: 0.6 + 0.4 * random.uniform(),
    landmarks: new Float32Array(136).fill(600),
    quality: { size: 40 + random.integer(300), sharpness: 200, brightness: 120, clipped: null, pose: null },
    feature: featureOf(person, photo),
    chipWebp: chips[person % chips.length]!,
    thumbnail: new Uint8Array(thumbnailSide ** 2).fill(person % 256),
  });
  if (random.uniform() >= unnamed) labelFace(db, id, personNamed(db, `Person ${person + 1}`), 'folder');
}

/** The middle of demo photos, as large as a face is kept. */
async function someChips(): Promise<Uint8Array[]> {
  const people = (await readdir(demoFolder)).filter((name) => /^c\d+$/.test(name)).sort();
  const files = await Promise.all(
    people.map(async (person) =>
      (await readdir(join(demoFolder, person))).sort().map((name) => join(demoFolder, person, name)),
    ),
  );
  const chosen = [0, 1].flatMap((k) => files.map((of) => of[k]!)).slice(0, chipCount);
  return Promise.all(
    chosen.map((file) =>
      sharp(file)
        .resize(2 * chipSize)
        .extract({ left: 75, top: 20, width: chipSize, height: chipSize })
        .webp()
        .toBuffer(),
    ),
  );
}
