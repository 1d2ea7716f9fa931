import { expect, test } from 'vitest';
import { angleBetween } from '../src-shared/vectors.ts';

test('angles between nearly equal and nearly opposite vectors keep their digits', () => {
  for (const angle of [1e-9, 1e-6, 1e-3, 1, Math.PI - 1e-6]) {
    const found = angleBetween([1, 0], [Math.cos(angle), Math.sin(angle)]);
    expect(Math.abs(found - angle) / angle).toBeLessThan(1e-6);
  }
});
