import { expect, test } from 'vitest';
import {
  newGame,
  points,
  restarted,
  undone,
  withPlaces,
  withPoint,
} from '../../../../../src-renderer/screens/story/game/game-state.ts';

test('an undo takes back one whole drag', () => {
  const start = newGame(5, 3);
  const dragged = withPoint(withPoint(start, 2, [0, 0, 2], 'drag 1'), 2, [0, 3, 0], 'drag 1');
  expect(dragged.places[2]).toEqual([0, 1, 0]);
  const again = withPoint(dragged, 2, [1, 0, 0], 'drag 2');
  expect(undone(again).places).toBe(dragged.places);
  expect(undone(undone(again)).places).toBe(start.places);
  expect(undone(start)).toBe(start);
});

test('an undo also takes back other points and another number of points', () => {
  const start = newGame(12, 1);
  const slid = restarted(restarted(start, 13, 1), 14, 1);
  expect(slid.places.length).toBe(14);
  expect(undone(slid).places).toBe(start.places);
  const fresh = restarted(restarted(slid, 14, 2), 14, 3);
  expect(undone(undone(undone(fresh))).places).toBe(start.places);
});

test('after an undo the same move counts as a new one', () => {
  const start = newGame(4, 1);
  const moved = undone(withPoint(start, 0, [1, 0, 0], 'key 0'));
  expect(withPoint(moved, 0, [0, 0, 1], 'key 0').past).toEqual([start.places]);
});

test('a move that changes nothing is not counted', () => {
  const start = newGame(points.min, 1);
  expect(withPlaces(start, start.places, 'step')).toBe(start);
});
