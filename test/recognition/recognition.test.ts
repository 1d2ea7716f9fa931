import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { createFlatIndex } from '../../src-main/compute/flat-index.ts';
import { randomFrom } from '../../src-shared/random.ts';
import {
  calibrate,
  cosine,
  type FaceScores,
  type Fallback,
  fallbacks,
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
  test('are those of a face with its own person without it, and with the nearest other person', async () => {
    const gallery = smallGallery();
    const scores = new GalleryScores(gallery, () => true);
    await scores.update({ faces: new Set(), people: new Set() });
    const all = scores.scores();
    expect(all.map(({ own }) => own)).toEqual([
      expect.closeTo((1 - 0.01) / 1.01, 5),
      expect.closeTo((1 - 0.01) / 1.01, 5),
      null,
      null,
    ]);
    expect(all.every(({ other }) => other !== null)).toBe(true);
  });

  test('leave out faces that the head was trained on', async () => {
    const scores = new GalleryScores(smallGallery(), (faceId) => faceId === 12 || faceId === 21);
    await scores.update({ faces: new Set(), people: new Set() });
    expect(scores.scores().map(({ own }) => own !== null)).toEqual([true, false]);
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

test('a gallery changed in place is the one that is built anew, scores and all', async () => {
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
          own: rest.length === 0 ? null : to(rest),
          other: others.size === 0 ? null : Math.max(...[...others.values()].map(to)),
        };
      });
      expect(sorted(scores.scores())).toEqual(
        sorted(expected).map(({ own, other }) => ({
          own: own === null ? null : expect.closeTo(own, 5),
          other: other === null ? null : expect.closeTo(other, 5),
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
  const key = ({ own, other }: FaceScores) => [own, other].map((value) => (value ?? -2).toFixed(4)).join();
  return scores
    .map(({ own, other }) => ({ own, other }))
    .toSorted((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

describe('a threshold', () => {
  const fallback: Fallback = {
    thresholds: [
      { rate: 0.1, cosine: 0.5 },
      { rate: 0.01, cosine: 0.6 },
    ],
    probability: { slope: 10, middle: 0.5 },
  };
  const scoresOf = (own: readonly number[], other: readonly number[]): FaceScores[] => [
    ...own.map((score) => ({ own: score, other: -1 })),
    ...other.map((score) => ({ own: null, other: score })),
  ];
  const others = Array.from({ length: 99 }, (_, i) => i / 200);
  const stranger = (own: number[], other: number[]) => {
    const scores = scoresOf([], other);
    return calibrate([...scores, ...own.map((score) => ({ own: score, other: null }))], fallback);
  };

  test('lies in the middle of the gap if scores do not overlap, whatever the rate', () => {
    const { thresholdAt } = stranger([0.8, 0.7, 0.9], others);
    for (const rate of [0.01, 0.1, 0.5]) {
      expect(thresholdAt(rate)).toEqual({
        cosine: expect.closeTo((0.7 + 0.49) / 2, 9),
        wanted: rate,
        source: 'library',
        genuine: 3,
        impostor: 99,
        falseReject: 0,
        falseAccept: 0,
      });
    }
  });

  test('lets as many of the enrolled through as the rate allows, and not one stranger more than that takes', () => {
    const { thresholdAt } = stranger([0.45, 0.485, 0.8], others);
    expect(thresholdAt(0.01)).toMatchObject({ falseReject: expect.closeTo(2 / 3, 9), falseAccept: 0 });
    // Two of a hundred: one may have been seen. It lies at 0.49, and 0.485 is that of the second.
    expect(thresholdAt(0.02).falseAccept).toBeLessThanOrEqual(1 / 99 + 1e-9);
    expect(thresholdAt(0.5)).toMatchObject({ falseReject: 0, falseAccept: expect.closeTo(9 / 99, 9) });
  });

  test('counts a face whose own person does not come first as not named', () => {
    const scores = others.map((other) => ({ own: other === 0.3 ? 0.2 : 0.9, other }));
    expect(calibrate(scores, fallback).thresholdAt(0.5).falseReject).toBeCloseTo(1 / 99, 9);
  });

  test('with too few scores to count the rate is the known one, and says how many there were', () => {
    expect(stranger([0.55], others.slice(0, 98)).thresholdAt(0.01)).toEqual({
      cosine: 0.6,
      wanted: 0.01,
      source: 'default',
      genuine: 1,
      impostor: 98,
      falseReject: null,
      falseAccept: null,
    });
    expect(stranger([], []).thresholdAt(Math.sqrt(0.1 * 0.01)).cosine).toBeCloseTo(0.55, 9);
    expect(stranger([], []).thresholdAt(0.001).cosine).toBeCloseTo(0.7, 9);
  });

  test('is never lower than a stranger who was seen, if the rate is too small to be counted', () => {
    const { cosine: line } = stranger([0.2], [0.1, 0.93]).thresholdAt(0.01);
    expect(line).toBeGreaterThan(0.93);
    expect(line).toBeLessThan(0.9301);
  });

  test('keeps its promise on strangers that it has not seen, on the average', () => {
    const random = randomFrom(7);
    const score = () => random.uniform() + random.uniform() + random.uniform();
    for (const [rate, n] of [
      [0.01, 150],
      [0.1, 40],
      [0.5, 9],
    ] as const) {
      const taken = Array.from({ length: 400 }, () => {
        const { cosine: line } = stranger([], Array.from({ length: n }, score)).thresholdAt(rate);
        return Array.from({ length: 50 }, score).filter((next) => next >= line).length / 50;
      });
      const mean = taken.reduce((sum, share) => sum + share, 0) / taken.length;
      expect(mean).toBeLessThan(1.2 * rate);
      expect(mean).toBeGreaterThan(0.3 * rate);
    }
  });

  test('falls with the rate', () => {
    const score = fc.integer({ min: -64, max: 64 }).map((value) => value / 64);
    const list = fc.array(score, { maxLength: 40 });
    fc.assert(
      fc.property(list, list, fc.constantFrom(...Object.values(fallbacks)), (own, other, known) => {
        const { thresholdAt } = calibrate(scoresOf(own, other), known);
        const lines = [0.5, 0.2, 0.1, 0.05, 0.01, 0.001].map((rate) => thresholdAt(rate).cosine);
        expect(lines).toEqual(lines.toSorted((a, b) => a - b));
      }),
    );
  });
});
