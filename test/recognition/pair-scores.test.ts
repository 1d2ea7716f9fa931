import { describe, expect, test } from 'vitest';
import { createFlatIndex } from '../../src-main/compute/flat-index.ts';
import { randomFrom } from '../../src-shared/random.ts';
import {
  asFaceScores,
  calibrate,
  Gallery,
  pairFallbacks,
  pairHistogram,
  pairScores,
} from '../../src-shared/recognition/index.ts';

/** A gallery of people whose faces scatter around directions of their own. */
function someGallery(people: number, faces: number, scatter = 0.3): Gallery {
  const random = randomFrom(7);
  const gallery = new Gallery(8, createFlatIndex(8));
  const point = () => Array.from({ length: 8 }, () => random.normal());
  for (let person = 1; person <= people; person++) {
    const direction = point();
    for (let face = 0; face < faces; face++) {
      const embedding = direction.map((value) => value + scatter * random.normal());
      const length = Math.hypot(...embedding);
      gallery.set(
        person * 10_000 + face,
        person,
        Float32Array.from(embedding, (value) => value / length),
      );
    }
  }
  return gallery;
}

describe('pairs of a gallery', () => {
  test('are all pairs, of one person and of two', () => {
    const { same, different } = pairScores(someGallery(5, 4), () => true);
    expect(same).toHaveLength((5 * 4 * 3) / 2);
    expect(different).toHaveLength((20 * 19) / 2 - same.length);
    expect(Math.min(...same)).toBeGreaterThan(
      different.reduce((sum, one) => sum + one, 0) / different.length,
    );
  });

  test('leave out faces that a head has seen', () => {
    const { same, different } = pairScores(someGallery(5, 4), (faceId) => faceId % 10_000 < 2);
    expect([same.length, different.length]).toEqual([5, 40]);
  });

  test('are enough of a large gallery, always the same ones, and none with itself', () => {
    const gallery = someGallery(30, 120);
    const first = pairScores(gallery, () => true);
    expect(first.same.length).toBeLessThan(21_000);
    expect(first.same.length).toBeGreaterThan(19_000);
    expect(first.different.length).toBeGreaterThan(18_000);
    expect(Math.max(...first.same)).toBeLessThan(0.999999);
    expect(pairScores(gallery, () => true)).toEqual(first);
  });

  test('set a threshold that keeps its promise, and probabilities that rise', () => {
    const scores = pairScores(someGallery(40, 4), () => true);
    const { thresholdAt, probabilityOf } = calibrate(asFaceScores(scores), pairFallbacks.pretrained);
    const threshold = thresholdAt(0.01);
    expect(threshold.source).toBe('library');
    const over = scores.different.filter((score) => score >= threshold.cosine).length;
    expect(over / scores.different.length).toBeLessThanOrEqual(0.01);
    expect(probabilityOf(0.99)!).toBeGreaterThan(probabilityOf(0.5)!);
  });

  test('that are too few leave the known values', () => {
    const { thresholdAt, probabilityOf } = calibrate(
      asFaceScores(pairScores(someGallery(0, 0), () => true)),
      pairFallbacks.pretrained,
    );
    expect(thresholdAt(0.01)).toMatchObject({ cosine: 0.911, source: 'default' });
    expect(probabilityOf(0.912)).toBeCloseTo(0.5, 6);
  });

  test('are counted in bins that hold all of them, and the pair that is asked about', () => {
    const scores = pairScores(someGallery(5, 4), () => true);
    const { from, step, same, different } = pairHistogram(scores, -0.999, 50);
    expect(from).toBe(-0.999);
    expect(from + 50 * step).toBeCloseTo(1, 9);
    const total = (counts: number[]) => counts.reduce((sum, one) => sum + one, 0);
    expect([total(same), total(different)]).toEqual([scores.same.length, scores.different.length]);
  });
});
