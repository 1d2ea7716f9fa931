import fc from 'fast-check';
import { expect, test } from 'vitest';
import { en } from '../src-renderer/app/messages/en.ts';
import { counted } from '../src-shared/counted.ts';

test('one has the singular, every other count the plural', () => {
  expect(counted(1, 'person', 'people')).toBe('1 person');
  fc.assert(
    fc.property(
      fc.nat().filter((count) => count !== 1),
      (count) => {
        expect(counted(count, 'person', 'people')).toBe(`${count} people`);
      },
    ),
  );
});

test('the window speaks of one as of one', () => {
  expect(en.library.enrolledAll(1)).toBe('1 person enrolled.');
  expect(en.library.selected(1)).toBe('1 face selected');
  expect(en.library.counts(1, 1, 1)).toBe('1 person, 1 photo, 1 face');
  expect(en.quality.noneLeftOut(1)).toBe('None of 1 face is left out.');
  expect(en.library.counts(2, 0, 3)).toBe('2 people, 0 photos, 3 faces');
});
