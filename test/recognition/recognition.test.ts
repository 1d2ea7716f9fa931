import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  buildGallery,
  calibrateThreshold,
  galleryScores,
  matchProbe,
} from '../../src-shared/recognition/index.ts';

const unit = (...values: number[]) => Float32Array.from(values, (value) => value / Math.hypot(...values));
const face = (personId: number, faceId: number, ...values: number[]) => ({
  personId,
  name: `person ${personId}`,
  faceId,
  embedding: unit(...values),
});
const gallery = buildGallery([
  face(1, 11, 1, 0.1, 0),
  face(1, 12, 1, -0.1, 0),
  face(2, 21, 0, 1, 0.1),
  face(3, 31, 0, 0, 1),
]);

describe('matching', () => {
  test('ranks people by the cosine to their mean direction and names the nearest face', () => {
    const match = matchProbe(gallery, unit(1, 0.2, 0), 0.9, 2);
    expect(match.known).toBe(true);
    expect(match.candidates.map(({ name }) => name)).toEqual(['person 1', 'person 2']);
    expect(match.candidates[0]).toMatchObject({
      nearestFaceId: 11,
      cosine: expect.closeTo(1 / Math.hypot(1, 0.2), 5),
    });
    expect(match.margin).toBeCloseTo(match.candidates[0]!.cosine - match.candidates[1]!.cosine, 6);
  });

  test('a probe under the threshold is unknown, with its candidates still named', () => {
    const match = matchProbe(gallery, unit(1, 1, 1), 0.9, 5);
    expect(match).toMatchObject({ known: false });
    expect(match.candidates).toHaveLength(3);
  });

  test('an empty gallery knows nobody, and one person has no margin', () => {
    expect(matchProbe([], unit(1, 0, 0), 0.5, 5)).toEqual({ known: false, candidates: [], margin: null });
    expect(matchProbe(gallery.slice(0, 1), unit(1, 0, 0), 0.5, 5).margin).toBeNull();
  });

  test('the order of faces does not matter', () => {
    const faces = fc.array(
      fc.tuple(
        fc.integer({ min: 1, max: 4 }),
        fc.array(fc.double({ min: 0.1, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 }),
      ),
      { minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(faces, (rows) => {
        const all = rows.map(([person, values], i) => face(person, i, ...values));
        const candidates = (list: typeof all) =>
          matchProbe(buildGallery(list), unit(1, 0.3, 0.2), 0, 10).candidates.toSorted((a, b) =>
            a.name.localeCompare(b.name),
          );
        // Sums in another order round differently in the last digits.
        const expected = candidates(all).map(({ name, cosine }) => ({
          name,
          cosine: expect.closeTo(cosine, 5),
        }));
        expect(candidates(all.toReversed())).toMatchObject(expected);
      }),
    );
  });
});

describe('the threshold', () => {
  test('scores a face against its own person without it, and against the best other person', () => {
    const { genuine, impostor } = galleryScores(gallery, null);
    // Only person 1 has two faces; every face has a best other.
    expect(genuine).toHaveLength(2);
    expect(impostor).toHaveLength(4);
    expect(genuine[0]).toBeCloseTo((1 - 0.01) / 1.01, 5);
  });

  test('of a trained head is scored only on faces that it has not seen', () => {
    const { genuine, impostor } = galleryScores(gallery, new Set([12, 21]));
    expect([genuine.length, impostor.length]).toEqual([1, 2]);
  });

  test('lies in the middle of the gap where scores do not overlap', () => {
    const threshold = calibrateThreshold(
      { genuine: [0.8, 0.9, 0.95, 0.9, 0.85], impostor: [0.1, 0.2, 0.6, 0.3, 0.2] },
      0.5,
    );
    expect(threshold).toEqual({
      cosine: expect.closeTo(0.7, 9),
      source: 'library',
      genuine: 5,
      impostor: 5,
      falseReject: 0,
      falseAccept: 0,
    });
  });

  test('balances the two errors where scores overlap', () => {
    const genuine = [0.4, 0.6, 0.7, 0.8, 0.9];
    const impostor = [0.1, 0.2, 0.3, 0.5, 0.65];
    const { falseReject, falseAccept } = calibrateThreshold({ genuine, impostor }, 0.5);
    expect(falseReject).toBe(0.2);
    expect(falseAccept).toBe(0.2);
  });

  test('with too few scores is the default, and says how many there were', () => {
    expect(calibrateThreshold({ genuine: [0.9], impostor: [0.1, 0.2] }, 0.91)).toEqual({
      cosine: 0.91,
      source: 'default',
      genuine: 1,
      impostor: 2,
      falseReject: null,
      falseAccept: null,
    });
  });

  test('rises when all scores rise', () => {
    const scores = fc.array(
      fc.integer({ min: -64, max: 32 }).map((score) => score / 64),
      { minLength: 5, maxLength: 30 },
    );
    fc.assert(
      fc.property(scores, scores, (genuine, impostor) => {
        const before = calibrateThreshold({ genuine, impostor }, 0).cosine;
        const up = (list: number[]) => list.map((score) => score + 0.25);
        expect(calibrateThreshold({ genuine: up(genuine), impostor: up(impostor) }, 0).cosine).toBeCloseTo(
          before + 0.25,
          9,
        );
      }),
    );
  });
});
