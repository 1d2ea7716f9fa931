import fc from 'fast-check';
import { Group, PerspectiveCamera, Vector3 } from 'three';
import { describe, expect, test } from 'vitest';
import {
  between,
  distance,
  dragged,
  facing,
  fieldOfView,
  middleOf,
  orbit,
  outlineRadius,
  pointAt,
  screenOf,
  turnedBack,
  turnedBy,
  verticalZoom,
  zoomedBy,
  zooms,
} from '../../../../src-renderer/sphere/view/camera.ts';
import { point } from '../../../helpers/points.ts';
import { camera, front, size } from '../../../helpers/sphere-picture.ts';

describe('the camera', () => {
  test('shows a point at the place where three.js shows it', () => {
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

  test('flies the short way round, from its start to its goal', () => {
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

  test('does not tip over, and zooms within limits', () => {
    expect(turnedBy(front.camera, 0, 9).pitch).toBe(Math.PI / 2);
    expect(zoomedBy(front.camera, 1e9).zoom).toBe(zooms.most);
    expect(zoomedBy(front.camera, 0).zoom).toBe(zooms.least);
  });
});

describe('the point under the pointer', () => {
  test('is the point that is drawn there', () => {
    fc.assert(
      fc.property(point, camera, (place, view) => {
        const [x, y, z] = screenOf(place, view, size) as unknown as [number, number, number];
        if (z < 0.35) return;
        const found = pointAt({ x, y }, view, size);
        for (const k of [0, 1, 2] as const) expect(found[k]).toBeCloseTo(place[k], 3);
      }),
    );
  });

  test('lies on the sphere wherever the pointer is', () => {
    const pixel = fc.integer({ min: -2000, max: 2000 });
    fc.assert(
      fc.property(pixel, pixel, camera, (x, y, view) => {
        expect(Math.hypot(...pointAt({ x, y }, view, size))).toBeCloseTo(1, 6);
      }),
    );
  });

  test('turning back is the reverse of turning', () => {
    fc.assert(
      fc.property(point, camera, (place, view) => {
        const back = turnedBack(orbit(...place, view), view);
        for (const k of [0, 1, 2] as const) expect(back[k]).toBeCloseTo(place[k], 9);
      }),
    );
  });
});
