/** Made-up faces of the bench: ten a person. */

import { transaction } from '../../../src-main/store/database.ts';
import type { Store } from '../../../src-main/store/store.ts';
import { randomFrom } from '../../../src-shared/random.ts';

export const each = 10;
const featureSize = 256;

/** A feature of a person's: numbers of the size that the backbone's have, never negative. */
export function featureOf(person: number, photo: number): Float32Array {
  const [own, noise] = [randomFrom(1, person), randomFrom(2, person, photo)];
  return Float32Array.from({ length: featureSize }, () =>
    Math.max(0, 0.3 * own.uniform() + 0.1 * (noise.uniform() - 0.5)),
  );
}

/** Enrols faces in an empty library. */
export function fillLibrary({ db }: Store, faces: number): void {
  transaction(db, () => {
    for (let person = 0; person * each < faces; person++) {
      db.prepare('INSERT INTO people (id, name) VALUES (?, ?)').run(person + 1, `person ${person}`);
      db.prepare("INSERT INTO enrolments (id, person_id, made_person, enrolled_at) VALUES (?, ?, 1, '')").run(
        person + 1,
        person + 1,
      );
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
    `INSERT INTO faces (id, photo_id, x, y, width, height, score, landmarks, size, sharpness, brightness, posed, feature)
     VALUES (?, ?, 0, 0, 1, 1, 1, ?, 1, 1, 1, 1, ?)`,
  ).run(id, id, new Uint8Array(544), new Uint8Array(featureOf(person, photo).buffer));
  db.prepare('INSERT INTO gallery (face_id, person_id, enrolment_id) VALUES (?, ?, ?)').run(
    id,
    person + 1,
    person + 1,
  );
}
