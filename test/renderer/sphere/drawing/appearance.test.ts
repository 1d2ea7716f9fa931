import { expect, test } from 'vitest';
import {
  centreDots,
  colourOf,
  edgesOf,
  measuredArcs,
  mostMeasured,
  neighboursOf,
  type Palette,
  visibleCentres,
} from '../../../../src-renderer/sphere/drawing/appearance.ts';
import { front, picture } from '../../../helpers/sphere-picture.ts';

test('isolated, the picture shows those selected, their nearest, and those whose nearest they are', () => {
  const shown = visibleCentres(picture, { ...front, selected: [2], isolated: true });
  expect([0, 1, 2, 3].map((i) => shown.has(i))).toEqual([false, true, true, true]);
  expect(edgesOf(picture, shown).map(({ from, to }) => [from, to])).toEqual([
    [2, 1],
    [3, 2],
  ]);
});

test('who does not fit a filter is pale and small, and who is selected is larger, too', () => {
  const palette = { second: [1, 0, 0], accent: [0, 1, 0], line: [0, 0, 1] } as unknown as Palette;
  const view = { ...front, selected: [1], fitting: { centres: new Set([0]), faces: new Set<number>() } };
  const { colours, sizes } = centreDots(picture, view, palette, { has: () => true });
  expect([...colours.slice(0, 9)]).toEqual([0, 1, 0, 1, 0, 0, 0, 0, 1]);
  expect(sizes[1]).toBeGreaterThan(sizes[0]!);
  expect(sizes[2]).toBeLessThan(sizes[0]!);
});

test('the neighbours of centres are their nearest and whose nearest they are, without themselves', () => {
  expect(neighboursOf(picture.nearest, [1]).sort()).toEqual([0, 2]);
  expect(neighboursOf(picture.nearest, [0, 1, 2, 3])).toEqual([]);
});

test('a few that are selected are measured one after the other, and not the many of a lasso', () => {
  const palette = { second: [1, 0, 0] } as unknown as Parameters<typeof measuredArcs>[1];
  const selected = (count: number) => ({ ...front, selected: Array.from({ length: count }, (_, i) => i) });
  expect(measuredArcs(selected(3), palette).map(({ from, to }) => [from, to])).toEqual([
    [0, 1],
    [1, 2],
  ]);
  expect(measuredArcs(selected(mostMeasured + 1), palette)).toEqual([]);
});

test('the narrowest angle is warm and the widest cool', () => {
  const [warm, cool] = [colourOf(10, 10, 20), colourOf(20, 10, 20)];
  expect(warm[0]).toBeGreaterThan(warm[2]);
  expect(cool[2]).toBeGreaterThan(cool[0]);
});
