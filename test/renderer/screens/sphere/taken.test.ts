import fc from 'fast-check';
import { expect, test } from 'vitest';
import { taken, toggled } from '../../../../src-renderer/screens/sphere/taken.ts';

const some = fc.uniqueArray(fc.nat(20));

test('what is taken replaces a selection, is joined to it once, or leaves it', () => {
  fc.assert(
    fc.property(some, some, (before, indices) => {
      expect(taken(before, indices, 'replace')).toEqual(indices);
      const added = taken(before, indices, 'add');
      expect(added.slice(0, before.length)).toEqual(before);
      expect(new Set(added)).toEqual(new Set(before).union(new Set(indices)));
      expect(added).toHaveLength(new Set(added).size);
      expect(taken(before, indices, 'remove')).toEqual(before.filter((index) => !indices.includes(index)));
    }),
  );
});

test('one that is toggled twice leaves the selection as a set', () => {
  expect(toggled([3, 1], 1)).toEqual([3]);
  expect(toggled(toggled([3, 1], 7), 7)).toEqual([3, 1]);
});
