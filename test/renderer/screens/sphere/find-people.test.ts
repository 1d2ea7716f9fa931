import { describe, expect, test } from 'vitest';
import { findPeople } from '../../../../src-renderer/screens/sphere/find-people.ts';

describe('finding people', () => {
  const names = ['Zoë Ng', 'Noel', 'Ada', 'El', '写真 太郎'];

  test.each([
    ['zoe', [0]],
    ['EL', [3, 1]],
    ['写真', [4]],
    ['', []],
    ['nobody', []],
  ])('“%s” finds %j', (text, expected) => expect(findPeople(names, text, 10)).toEqual(expected));

  test('offers no more than asked for', () => expect(findPeople(names, 'e', 1)).toEqual([3]));
});
