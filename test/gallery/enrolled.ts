/** A library of made-up faces, enrolled without photos. */
import { ensurePretrained } from '../../src-main/services/heads.ts';
import { transaction } from '../../src-main/store/database.ts';
import { labelFace, personNamed } from '../../src-main/store/people.ts';
import { type FaceRecord, insertLooseFace } from '../../src-main/store/photos.ts';
import { openStore, type Store } from '../../src-main/store/store.ts';
import { randomFrom } from '../../src-shared/random.ts';

/** A feature of a person's; `photo` tells those of one apart. */
export function featureOf(person: number, photo: number): number[] {
  const [ofPerson, noise] = [randomFrom(1, person), randomFrom(2, person, photo)];
  return Array.from({ length: 256 }, () => Math.max(0, ofPerson.uniform() + 0.3 * (noise.uniform() - 0.5)));
}

export function recordOf(feature: number[]): FaceRecord {
  return {
    box: { x: 0, y: 0, width: 1, height: 1 },
    score: 1,
    landmarks: new Float32Array(136),
    quality: { size: 1, sharpness: 1, brightness: 1, clipped: null, pose: null },
    feature,
    chipWebp: new Uint8Array(8),
    thumbnail: new Uint8Array(56 * 56),
  };
}

/** Enrols a photo of a person under a name. @returns the face. */
export function enrol({ db }: Store, name: string, person: number, photo: number): number {
  return transaction(db, () => {
    const { faceId } = insertLooseFace(db, `enrolled:${person}/${photo}`, recordOf(featureOf(person, photo)));
    labelFace(db, faceId, personNamed(db, name), 'enrolment');
    // Nothing can be seen on such a face: it has to be chosen.
    db.prepare('UPDATE labels SET chosen = 1 WHERE face_id = ?').run(faceId);
    return faceId;
  });
}

/** Each person of a library that is made in a folder is called `person n`. */
export async function madeUpLibrary(folder: string, people: number, each: number): Promise<Store> {
  const store = openStore(folder);
  await ensurePretrained(store);
  for (let person = 0; person < people; person++) {
    for (let photo = 0; photo < each; photo++) enrol(store, `person ${person}`, person, photo);
  }
  return store;
}
