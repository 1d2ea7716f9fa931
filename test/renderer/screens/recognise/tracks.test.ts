import { describe, expect, test } from 'vitest';
import { follow, type Track } from '../../../../src-renderer/screens/recognise/tracks.ts';
import type { DescribedFace } from '../../../../src-shared/contract/index.ts';

const face = (x: number, feature = 1) =>
  ({ box: { x, y: 10, width: 50, height: 50 }, feature: [feature] }) as unknown as DescribedFace;

describe('faces before the camera', () => {
  test('keep their number from picture to picture, and new ones get another', () => {
    const first = follow([], [face(0)], 0);
    const second = follow(first, [face(200), face(4)], 1);
    expect(second.map(({ id, box }) => [id, box.x])).toEqual([
      [2, 200],
      [1, 2],
    ]);
  });

  test('move half of the way, so that boxes do not jump', () => {
    const [track] = follow(follow([], [face(0)], 0), [face(10)], 1);
    expect(track!.box.x).toBe(5);
  });

  test('are recognised by what was seen lately, not by one picture', () => {
    const [track] = follow(follow([], [face(0, 1)], 0), [face(0, 2)], 1);
    expect(track!.feature[0]).toBeCloseTo(1.3);
  });

  test('stay for three pictures on which they are not found, and go with the fourth', () => {
    let tracks: readonly Track[] = follow([], [face(0)], 0);
    for (let missed = 1; missed <= 3; missed++) {
      tracks = follow(tracks, [], 1);
      expect(tracks[0]?.missed).toBe(missed);
    }
    expect(follow(tracks, [], 1)).toEqual([]);
  });
});
