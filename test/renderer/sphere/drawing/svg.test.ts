import { describe, expect, test } from 'vitest';
import { svgOf } from '../../../../src-renderer/sphere/drawing/svg.ts';
import { front, picture, size } from '../../../helpers/sphere-picture.ts';

const palette = {
  surface: [1, 1, 1],
  text: [0, 0, 0],
  quiet: [0.5, 0.5, 0.5],
  line: [0.8, 0.8, 0.8],
  accent: [0, 0, 1],
  second: [1, 0.5, 0],
} as const;

describe('the SVG file', () => {
  const file = svgOf(picture, front, palette, size, [{ left: 1, middle: 2, text: 'Ben & <Co>' }]);

  test('has a disc for the sphere and each point that is seen or seen through it, a ring and the caps', () => {
    expect(file.match(/<circle /g)!.length).toBe(1 + 4 + 1 + 1);
    expect(file.match(/<polygon /g)!.length).toBe(3);
    expect(file).toContain('Ben &amp; &lt;Co&gt;');
    expect(file).not.toMatch(/NaN|undefined/);
  });

  test('the pieces of an arc are one line', () => {
    const edges = [...file.matchAll(/stroke-width="2"/g)];
    // Three edges; the one that goes behind the sphere changes its ink there. And the ghost's ring.
    expect(edges.length).toBe(5);
  });
});
