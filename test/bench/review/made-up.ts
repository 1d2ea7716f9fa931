/** A library of made-up faces: one person in ten has a name, ten faces each. */
import { transaction } from '../../../src-main/store/database.ts';
import { labelFace, personNamed } from '../../../src-main/store/people.ts';
import { insertLooseFace } from '../../../src-main/store/photos.ts';
import type { Store } from '../../../src-main/store/store.ts';
import { randomFrom } from '../../../src-shared/random.ts';

export const each = 10;
const featureSize = 256;
const shared = randomFrom(3);
const base = Float32Array.from({ length: featureSize }, () => 0.3 * shared.uniform());

/**
 * As the pretrained head sees them, faces of two people have a cosine of 0.82 in the middle and of 0.91 once in 10,000 pairs, those of
 * one person of 0.956: of real ones, in lfw-dev, it is 0.84, 0.94 and 0.956.
 */
function featureOf(person: number, photo: number): number[] {
  const [ofPerson, noise] = [randomFrom(1, person), randomFrom(2, person, photo)];
  return Array.from(base, (value) =>
    Math.max(0, value + 0.18 * (ofPerson.uniform() - 0.5) + 0.1 * (noise.uniform() - 0.5)),
  );
}

/** Adds photos of somebody. @param name null: nobody has said who it is. @returns the faces. */
export function addPhotos({ db }: Store, person: number, photos: number[], name: string | null): number[] {
  return photos.map((photo) => {
    const { faceId } = insertLooseFace(db, `enrolled:${person}/${photo}`, {
      box: { x: 0, y: 0, width: 1, height: 1 },
      score: 1,
      landmarks: new Float32Array(136),
      quality: { size: 100, sharpness: 100, brightness: 128, clipped: null, pose: null },
      feature: featureOf(person, photo),
      chipWebp: new Uint8Array(8),
      thumbnail: new Uint8Array(56 * 56),
    });
    if (name !== null) labelFace(db, faceId, personNamed(db, name), 'hand');
    return faceId;
  });
}

export function fillLibrary(store: Store, faces: number): void {
  const photos = Array.from({ length: each }, (_, i) => i);
  for (let from = 0; from < faces / each; from += 500) {
    transaction(store.db, () => {
      for (let person = from; person < Math.min(from + 500, faces / each); person++)
        addPhotos(store, person, photos, person % 10 === 0 ? `person ${person}` : null);
    });
  }
}
