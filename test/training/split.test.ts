import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitByPhoto } from '../../src-shared/training/split.ts';

const samples = fc.array(fc.record({ photo: fc.nat(20), label: fc.nat(5) }), { minLength: 1, maxLength: 60 });

describe('the split', () => {
  test('puts all faces of a photo on one side, leaves everybody somebody to train on, and loses nothing', () => {
    fc.assert(
      fc.property(samples, fc.double({ min: 0, max: 0.9, noNaN: true }), fc.nat(), (rows, share, seed) => {
        const photos = rows.map(({ photo }) => photo);
        const labels = rows.map(({ label }) => label);
        const { train, validation } = splitByPhoto(photos, labels, share, seed);
        expect([...train, ...validation].sort((a, b) => a - b)).toEqual(rows.map((_, i) => i));
        const trainPhotos = new Set(train.map((i) => photos[i]));
        expect(validation.filter((i) => trainPhotos.has(photos[i]))).toEqual([]);
        expect(new Set(train.map((i) => labels[i]))).toEqual(new Set(labels));
        expect(splitByPhoto(photos, labels, share, seed)).toEqual({ train, validation });
      }),
    );
  });

  test('takes the share of each person, and at least one photo', () => {
    const labels = [...Array(10).fill(0), ...Array(3).fill(1), 2];
    const { validation } = splitByPhoto(
      labels.map((_, i) => i),
      labels,
      0.2,
      1,
    );
    const per = [0, 1, 2].map((label) => validation.filter((i) => labels[i] === label).length);
    expect(per).toEqual([2, 1, 0]);
  });
});
