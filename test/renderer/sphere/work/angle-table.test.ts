import { expect, test } from 'vitest';
import { angleTable } from '../../../../src-renderer/sphere/work/angle-table.ts';

const degrees = (angle: number) => [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)];

test('the table has the angles of all pairs', () => {
  const { angles } = angleTable([degrees(0), degrees(30), degrees(90)]);
  const expected = [0, 30, 90, 30, 0, 60, 90, 60, 0];
  for (const [i, angle] of angles.entries()) expect(angle).toBeCloseTo(expected[i]!, 4);
});

test('those who lie close stand together, with the closest ends of two clusters side by side', () => {
  const places = [100, 0, 110, 12, 4, 118];
  const { order } = angleTable(places.map(degrees));
  const ordered = Array.from(order, (i) => places[i]!);
  const rising = [0, 4, 12, 100, 110, 118];
  expect([rising, rising.toReversed()]).toContainEqual(ordered);
});

test('one person or none gives a table, too', () => {
  expect(Array.from(angleTable([]).order)).toEqual([]);
  expect(Array.from(angleTable([degrees(0)]).order)).toEqual([0]);
});
