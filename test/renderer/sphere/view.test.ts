import fc from 'fast-check';
import { Group, PerspectiveCamera, Vector3 } from 'three';
import { describe, expect, test } from 'vitest';
import { colourOf, edgesOf, visibleCentres } from '../../../src-renderer/sphere/drawing/appearance.ts';
import {
  angleOfPair,
  graticule,
  nearestPairs,
  rimOf,
  segmentsOf,
} from '../../../src-renderer/sphere/drawing/geometry.ts';
import { placeLabels } from '../../../src-renderer/sphere/drawing/label-placement.ts';
import { svgOf } from '../../../src-renderer/sphere/drawing/svg.ts';
import type { SpherePicture, SphereViewState } from '../../../src-renderer/sphere/picture.ts';
import {
  between,
  distance,
  dragged,
  facing,
  fieldOfView,
  middleOf,
  orbit,
  outlineRadius,
  screenOf,
  turnedBy,
  verticalZoom,
  zoomedBy,
  zooms,
} from '../../../src-renderer/sphere/view/camera.ts';
import { pick } from '../../../src-renderer/sphere/view/picking.ts';
import { point } from '../../helpers/points.ts';

const size = { width: 600, height: 400 };
const camera = fc.record({
  yaw: fc.double({ min: -10, max: 10, noNaN: true }),
  pitch: fc.double({ min: -1.5, max: 1.5, noNaN: true }),
  zoom: fc.double({ min: zooms.least, max: 8, noNaN: true }),
});
const front: SphereViewState = {
  camera: { yaw: 0, pitch: 0, zoom: 1 },
  selected: [],
  hovered: null,
  isolated: false,
};
const palette = {
  surface: [1, 1, 1],
  text: [0, 0, 0],
  quiet: [0.5, 0.5, 0.5],
  line: [0.8, 0.8, 0.8],
  accent: [0, 0, 1],
  second: [1, 0.5, 0],
} as const;

/** A front one, one right of it, one above, one behind; the first two are each other's nearest. */
const picture: SpherePicture = {
  points: Float32Array.from([0, 0, 1, 0.6, 0, 0.8, 0, 1, 0, 0, 0, -1]),
  names: ['Ada', 'Ben & <Co>', 'Cleo', 'Dan'],
  faceIds: [1, 2, 3, null],
  nearest: { index: [1, 0, 1, 2], angle: [36.9, 36.9, 90, 90] },
  caps: Float32Array.from([18, 18, Number.NaN, 45]),
  samples: { points: Float32Array.from([-0.6, 0, 0.8]), labels: [2], faceIds: [9] },
  ghost: Float32Array.from([0, 0, 1]),
};

describe('the camera', () => {
  test('shows a point where three.js shows it', () => {
    fc.assert(
      fc.property(point, camera, (p, looking) => {
        const eye = new PerspectiveCamera((fieldOfView * 180) / Math.PI, size.width / size.height, 0.1, 20);
        eye.position.z = distance;
        eye.zoom = verticalZoom(size, looking);
        eye.updateProjectionMatrix();
        eye.updateMatrixWorld();
        const world = new Group();
        world.rotation.set(looking.pitch, looking.yaw, 0);
        world.updateMatrixWorld();
        const place = new Vector3(...p).applyMatrix4(world.matrixWorld).project(eye);
        const [x, y] = screenOf(p, looking, size);
        expect(x).toBeCloseTo(((place.x + 1) / 2) * size.width, 2);
        expect(y).toBeCloseTo(((1 - place.y) / 2) * size.height, 2);
      }),
    );
  });

  test.each([
    [300, 500],
    [500, 300],
  ])('at zoom 1 the sphere fits a window of %i × %i', (width, height) => {
    const radius = outlineRadius({ width, height }, { yaw: 0, pitch: 0, zoom: 1 });
    expect(2 * radius).toBeLessThan(300);
    expect(2 * radius).toBeGreaterThan(200);
  });

  test('brings a point to the front, and the middle of some', () => {
    fc.assert(
      fc.property(point, (p) => {
        const [x, y, z] = orbit(...p, facing(middleOf([...p, 9, 9, 9], [0])));
        expect(x).toBeCloseTo(0, 6);
        expect(y).toBeCloseTo(0, 6);
        expect(z).toBeCloseTo(1, 6);
      }),
    );
  });

  test('no point lies outside of the outline', () => {
    fc.assert(
      fc.property(point, camera, (p, looking) => {
        const [x, y] = screenOf(p, looking, size);
        const away = Math.hypot(x! - size.width / 2, y! - size.height / 2);
        expect(away).toBeLessThanOrEqual(outlineRadius(size, looking) * (1 + 1e-5) + 1e-3);
      }),
    );
  });

  test('the front point follows the pointer that drags it', () => {
    const after = dragged(front.camera, 6, 0, size);
    const [x, y] = screenOf([0, 0, 1], after, size);
    expect(x).toBeCloseTo(size.width / 2 + 6, 1);
    expect(y).toBeCloseTo(size.height / 2, 6);
  });

  test('flies the short way round, and begins and ends where it should', () => {
    fc.assert(
      fc.property(camera, camera, fc.double({ min: 0, max: 1, noNaN: true }), (from, to, share) => {
        const start = between(from, to, 0);
        // Numbers, not bits: -0 may come out as 0.
        for (const key of ['yaw', 'pitch', 'zoom'] as const) expect(start[key] === from[key]).toBe(true);
        const end = between(from, to, 1);
        expect(Math.cos(end.yaw - to.yaw)).toBeCloseTo(1, 9);
        expect(end.zoom).toBeCloseTo(to.zoom, 9);
        expect(Math.abs(between(from, to, share).yaw - from.yaw)).toBeLessThanOrEqual(Math.PI + 1e-9);
      }),
    );
  });

  test('neither tips over nor zooms without end', () => {
    expect(turnedBy(front.camera, 0, 9).pitch).toBe(Math.PI / 2);
    expect(zoomedBy(front.camera, 1e9).zoom).toBe(zooms.most);
    expect(zoomedBy(front.camera, 0).zoom).toBe(zooms.least);
  });
});

describe('lines on the sphere', () => {
  test('arcs stay on the sphere from end to end, in pieces that look round', () => {
    fc.assert(
      fc.property(point, point, (a, b) => {
        const points = [...a, ...b];
        fc.pre(angleOfPair(points, 0, 1) < 3.1);
        const { ends, colours } = segmentsOf(points, [{ from: 0, to: 1, colour: [1, 0, 0] }]);
        expect(colours.length).toBe(ends.length / 2);
        for (let i = 0; i < ends.length; i += 3)
          expect(Math.hypot(ends[i]!, ends[i + 1]!, ends[i + 2]!)).toBeCloseTo(1, 4);
        a.forEach((value, k) => {
          expect(ends[k]).toBeCloseTo(value, 5);
        });
        b.forEach((value, k) => {
          expect(ends.at(k - 3)).toBeCloseTo(value, 5);
        });
        for (let i = 0; i < ends.length; i += 6)
          expect(angleOfPair(ends.subarray(i, i + 6), 0, 1)).toBeLessThan(0.1001);
      }),
    );
  });

  test('a cap’s rim lies at its radius from the centre all around', () => {
    fc.assert(
      fc.property(point, fc.double({ min: 0.01, max: 3, noNaN: true }), (p, radius) => {
        const rim = rimOf(p, 0, radius);
        for (let i = 0; i < rim.length; i += 3)
          expect(angleOfPair([...p, ...rim.subarray(i, i + 3)], 0, 1)).toBeCloseTo(radius, 3);
      }),
    );
  });

  test('each pair of nearest neighbours is drawn once', () => {
    expect(nearestPairs(picture.nearest)).toEqual([
      [0, 1],
      [2, 1],
      [3, 2],
    ]);
  });

  test('the grid has six meridian circles and five parallels', () => {
    expect(graticule([0, 0, 0]).ends.length / 6).toBe(11 * 72);
  });
});

describe('names on the picture', () => {
  const label = fc.record({
    x: fc.integer({ min: -20, max: 620 }),
    y: fc.integer({ min: -20, max: 420 }),
    width: fc.integer({ min: 1, max: 200 }),
    height: fc.constant(14),
    priority: fc.double({ min: -1, max: 1, noNaN: true }),
  });

  test('do not overlap, stay in the window, and the one that matters most is among them', () => {
    fc.assert(
      fc.property(fc.array(label, { maxLength: 60 }), (wanted) => {
        const placed = placeLabels(wanted, size).map(({ index, left, top }) => ({
          index,
          left,
          top,
          right: left + wanted[index]!.width,
          bottom: top + wanted[index]!.height,
        }));
        for (const [i, a] of placed.entries()) {
          expect(a.left >= 0 && a.top >= 0 && a.right <= size.width && a.bottom <= size.height).toBe(true);
          for (const b of placed.slice(i + 1)) {
            const isApart = a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
            expect(isApart).toBe(true);
          }
        }
        const inside = wanted.filter(
          ({ x, y, width }) => x >= 0 && x + width + 7 <= 600 && y >= 7 && y <= 393,
        );
        const first = Math.max(...inside.map(({ priority }) => priority));
        const rivals = wanted.filter(({ priority }) => priority >= first);
        if (inside.length > 0 && rivals.length === 1)
          expect(placed.map(({ index }) => wanted[index])).toContain(rivals[0]);
      }),
    );
  });

  test('one that does not fit to the right goes to the left, above or below', () => {
    const wanted = { x: 590, y: 100, width: 40, height: 14, priority: 0 };
    expect(placeLabels([wanted], size)).toEqual([{ index: 0, left: 543, top: 93 }]);
    const beside = { ...wanted, x: 300, width: 40 };
    const places = placeLabels([beside, beside, beside, beside, beside], size);
    expect(places.map(({ left, top }) => [left, top])).toEqual([
      [307, 93],
      [253, 93],
      [280, 79],
      [280, 107],
    ]);
  });

  test('ten thousand are placed at once', () => {
    const wanted = Array.from({ length: 10_000 }, (_, i) => ({
      x: (i * 37) % 600,
      y: (i * 91) % 400,
      width: 50,
      height: 14,
      priority: -i,
    }));
    const placed = placeLabels(wanted, size);
    expect(placed.length).toBeGreaterThan(50);
    expect(placed.length).toBeLessThanOrEqual(150);
  });
});

describe('what is under the pointer', () => {
  const at = (index: number, points = picture.points): { x: number; y: number } => {
    const [x, y] = screenOf(points.subarray(3 * index, 3 * index + 3), front.camera, size);
    return { x: x!, y: y! };
  };

  test('is the centre or the sample there, never one behind the sphere', () => {
    expect(pick(picture, front, size, at(1))).toEqual({ kind: 'centre', index: 1 });
    // Ada stands before Dan.
    expect(pick(picture, front, size, at(3))).toEqual({ kind: 'centre', index: 0 });
    expect(pick(picture, front, size, at(0, picture.samples!.points))).toEqual({ kind: 'sample', index: 0 });
    expect(pick(picture, front, size, { x: 5, y: 5 })).toBeNull();
  });

  test('is nothing that is not shown', () => {
    const isolated = { ...front, selected: [3], isolated: true };
    expect(pick(picture, isolated, size, at(1))).toBeNull();
  });
});

describe('what is shown', () => {
  test('isolated, only those who are selected, their nearest, and whose nearest they are', () => {
    const shown = visibleCentres(picture, { ...front, selected: [2], isolated: true });
    expect([0, 1, 2, 3].map((i) => shown.has(i))).toEqual([false, true, true, true]);
    expect(edgesOf(picture, shown).map(({ from, to }) => [from, to])).toEqual([
      [2, 1],
      [3, 2],
    ]);
  });

  test('the narrowest angle is warm and the widest cool', () => {
    const [warm, cool] = [colourOf(10, 10, 20), colourOf(20, 10, 20)];
    expect(warm[0]).toBeGreaterThan(warm[2]);
    expect(cool[2]).toBeGreaterThan(cool[0]);
  });
});

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
