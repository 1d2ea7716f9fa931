/** Made-up faces of the bench: ten a person. */
import { transaction } from '../../../src-main/store/database.ts';
import type { Store } from '../../../src-main/store/store.ts';
import { randomFrom } from '../../../src-shared/random.ts';
import { featureVersion } from '../../../src-shared/vision/index.ts';

export const each = 10;
const featureSize = 256;

/** A feature of a person's: numbers of the size that the backbone's have, never negative. */
export function featureOf(person: number, photo: number): Float32Array {
  const [ofPerson, noise] = [randomFrom(1, person), randomFrom(2, person, photo)];
  return Float32Array.from({ length: featureSize }, () =>
    Math.max(0, 0.3 * ofPerson.uniform() + 0.1 * (noise.uniform() - 0.5)),
  );
}

/** Enrols faces in an empty library. */
export function fillLibrary({ db }: Store, faces: number): void {
  transaction(db, () => {
    for (let person = 0; person * each < faces; person++) {
      db.prepare('INSERT INTO people (id, name) VALUES (?, ?)').run(person + 1, `person ${person}`);
      for (let photo = 0; photo < each; photo++) addFace({ db }, person, photo, person * each + photo + 1);
    }
  });
}

export function addFace({ db }: Pick<Store, 'db'>, person: number, photo: number, id: number): void {
  db.prepare(
    `INSERT INTO photos (id, path, width, height, original_width, original_height, orientation, read_at)
     VALUES (?, ?, 0, 0, 0, 0, 1, '')`,
  ).run(id, `enrolled:${person}/${photo}`);
  db.prepare(
    `INSERT INTO faces (id, photo_id, x, y, width, height, score, landmarks, size, sharpness, brightness, posed, rating, flaw, feature,
       feature_version)
     VALUES (?, ?, 0, 0, 1, 1, 1, ?, 1, 1, 1, 1, 1, '', ?, ?)`,
  ).run(id, id, new Uint8Array(544), new Uint8Array(featureOf(person, photo).buffer), featureVersion);
  db.prepare("INSERT INTO labels (face_id, person_id, source) VALUES (?, ?, 'enrolment')").run(
    id,
    person + 1,
  );
}
