import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { createFlatIndex } from '../../src-main/compute/flat-index.ts';
import { randomFrom } from '../../src-shared/random.ts';
import {
  cosine,
  type FaceScores,
  Gallery,
  GalleryScores,
  meanDirection,
} from '../../src-shared/recognition/index.ts';

const unit = (...values: number[]) => Float32Array.from(values, (value) => value / Math.hypot(...values));

const open: Gallery[] = [];
afterEach(() => {
  for (const gallery of open.splice(0)) gallery.close();
});

function galleryOf(dim: number): Gallery {
  const gallery = new Gallery(dim, createFlatIndex(dim, { threads: 1 }));
  open.push(gallery);
  return gallery;
}

/** Three people: one with two faces that lie around the first axis, two with one. */
function smallGallery(): Gallery {
  const gallery = galleryOf(3);
  gallery.set(11, 1, unit(1, 0.1, 0));
  gallery.set(12, 1, unit(1, -0.1, 0));
  gallery.set(21, 2, unit(0, 1, 0.1));
  gallery.set(31, 3, unit(0, 0, 1));
  gallery.refreshDirections();
  return gallery;
}

describe('a gallery', () => {
  test('ranks people by the cosine to their mean direction and names the nearest face', async () => {
    const [found] = await smallGallery().search([unit(1, 0.2, 0)], 2);
    expect(found!.map(({ personId }) => personId)).toEqual([1, 2]);
    expect(found![0]).toMatchObject({
      nearestFaceId: 11,
      cosine: expect.closeTo(1 / Math.hypot(1, 0.2), 5),
      nearestCosine: expect.closeTo(cosine(unit(1, 0.2, 0), unit(1, 0.1, 0)), 5),
    });
  });

  test('that is empty finds nobody', async () => {
    const gallery = galleryOf(3);
    gallery.refreshDirections();
    expect(await gallery.search([unit(1, 0, 0), unit(0, 1, 0)], 5)).toEqual([[], []]);
  });

  test('forgets a person with the last of her faces, and finds one who moved under the new name', async () => {
    const gallery = smallGallery();
    gallery.remove(31);
    gallery.set(21, 4, unit(0, 1, 0.1));
    gallery.refreshDirections();
    const [found] = await gallery.search([unit(0, 1, 0)], 5);
    expect(found!.map(({ personId }) => personId)).toEqual([4, 1]);
    expect([gallery.faces, gallery.people]).toEqual([3, 2]);
  });
});

describe('scores of a gallery', () => {
  test('are those of a face with its person’s other faces, and with the nearest other person', async () => {
    const gallery = smallGallery();
    const scores = new GalleryScores(gallery, () => true);
    await scores.update({ faces: new Set(), people: new Set() });
    const all = scores.scores();
    expect(all.map(({ genuine }) => genuine)).toEqual([
      expect.closeTo((1 - 0.01) / 1.01, 5),
      expect.closeTo((1 - 0.01) / 1.01, 5),
      null,
      null,
    ]);
    expect(all.every(({ impostor }) => impostor !== null)).toBe(true);
  });

  test('leave out faces that the head was trained on', async () => {
    const scores = new GalleryScores(smallGallery(), (faceId) => faceId === 12 || faceId === 21);
    await scores.update({ faces: new Set(), people: new Set() });
    expect(scores.scores().map(({ genuine }) => genuine !== null)).toEqual([true, false]);
  });

  test('of some faces are the same as when all are scored', async () => {
    const random = randomFrom(3);
    const gallery = galleryOf(8);
    for (let i = 0; i < 300; i++) gallery.set(i, i % 30, randomUnit(8, random));
    const changes = gallery.refreshDirections();
    const [all, some] = [{}, { mostWork: 300 * 30 * 2 }].map(
      (options) => new GalleryScores(gallery, () => true, options),
    );
    await all!.update(changes);
    await some!.update(changes);
    expect(some!.scores().length).toBeLessThan(150);
    expect(some!.scores().length).toBeGreaterThan(30);
    const known = new Set(all!.scores().map((score) => JSON.stringify(score)));
    expect(some!.scores().filter((score) => !known.has(JSON.stringify(score)))).toEqual([]);
  });
});

function randomUnit(dim: number, random: ReturnType<typeof randomFrom>): Float32Array {
  return unit(...Array.from({ length: dim }, () => random.uniform() - 0.5));
}

/** A face that comes, moves or goes. */
const edit = fc.record({
  faceId: fc.integer({ min: 0, max: 24 }),
  personId: fc.integer({ min: 0, max: 6 }),
  seed: fc.integer({ min: 0, max: 5 }),
  goes: fc.boolean(),
  settles: fc.boolean(),
});

test('a gallery that was changed in place is equal to a rebuilt one, scores included', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 60 }), async (edits) => {
      const [changed, built] = [galleryOf(5), galleryOf(5)];
      const scores = new GalleryScores(changed, () => true);
      const state = new Map<number, { personId: number; embedding: Float32Array }>();
      for (const { faceId, personId, seed, goes, settles } of edits) {
        const embedding = randomUnit(5, randomFrom(seed, faceId));
        if (goes) {
          changed.remove(faceId);
          state.delete(faceId);
        } else {
          changed.set(faceId, personId, embedding);
          state.set(faceId, { personId, embedding });
        }
        if (settles) await scores.update(changed.refreshDirections());
      }
      await scores.update(changed.refreshDirections());
      for (const [faceId, { personId, embedding }] of state) built.set(faceId, personId, embedding);
      built.refreshDirections();
      const probes = [1, 2, 3].map((seed) => randomUnit(5, randomFrom(99, seed)));
      expect(await changed.search(probes, 4)).toEqual(await built.search(probes, 4));
      expect(changed.people).toBe(built.people);
      // By the definition: every mean made anew, everybody compared with everybody.
      const expected = [...state].map(([faceId, { personId, embedding }]) => {
        const of = (wanted: (id: number, person: number) => boolean) =>
          [...state].filter(([id, face]) => wanted(id, face.personId)).map(([, face]) => face);
        const rest = of((id, person) => person === personId && id !== faceId);
        const others = Map.groupBy(
          of((_, person) => person !== personId),
          (face) => face.personId,
        );
        const to = (faces: { embedding: Float32Array }[]) =>
          cosine(embedding, meanDirection(faces.map((face) => face.embedding)));
        return {
          genuine: rest.length === 0 ? null : to(rest),
          impostor: others.size === 0 ? null : Math.max(...[...others.values()].map(to)),
        };
      });
      expect(sorted(scores.scores())).toEqual(
        sorted(expected).map(({ genuine, impostor }) => ({
          genuine: genuine === null ? null : expect.closeTo(genuine, 5),
          impostor: impostor === null ? null : expect.closeTo(impostor, 5),
        })),
      );
      changed.close();
      built.close();
    }),
    { numRuns: 60 },
  );
});

/** By their values, coarsely: which of two equal ones comes first does not matter. */
function sorted(scores: readonly FaceScores[]): FaceScores[] {
  const key = ({ genuine, impostor }: FaceScores) =>
    [genuine, impostor].map((value) => (value ?? -2).toFixed(4)).join();
  return scores
    .map(({ genuine, impostor }) => ({ genuine, impostor }))
    .toSorted((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}
