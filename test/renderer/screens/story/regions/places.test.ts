import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeOf } from '../../../../../src-renderer/screens/story/regions/places.ts';
import { boundaryOf } from '../../../../../src-shared/story/index.ts';
import { openBackend } from '../../../../backends.ts';

test('a sample is in the region in which the boundary puts it', async () => {
  const { tf } = await openBackend('cpu');
  const boundary = boundaryOf(tf, 'arcface', { margin: 0.5 });
  const margin = (0.5 * 180) / Math.PI;
  const angle = fc.double({ min: 40, max: 140, noNaN: true });
  fc.assert(
    fc.property(angle, angle, (theta1, theta2) => {
      const ahead = theta2 - theta1;
      if (Math.abs(Math.abs(ahead) - margin) < 0.01) return;
      const isContent = Math.abs(ahead) > margin;
      const expected = ahead >= 0 ? (isContent ? 'first' : 'nearFirst') : isContent ? 'second' : 'nearSecond';
      expect(placeOf(boundary, { theta1, theta2 })).toBe(expected);
    }),
  );
});
