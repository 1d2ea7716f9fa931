import fc from 'fast-check';
import { expect, test } from 'vitest';
import { folderNameOf } from '../../src-main/labels/folder-names.ts';

test.each([
  ['Ada Lovelace', 'Ada Lovelace'],
  ['../../etc', '_.._etc'],
  ['.hidden', 'hidden'],
  ['..', '_'],
  ['a/b\\c:d', 'a_b_c_d'],
  ['CON', 'CON_'],
  ['com1.txt', 'com1.txt_'],
  ['trailing. ', 'trailing'],
  ['\u001b[31mred', '_[31mred'],
  ['花子', '花子'],
])('%j becomes the folder %j', (name, folder) => {
  expect(folderNameOf(name)).toBe(folder);
});

test('no name leads out of its folder, is hidden or too long', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => {
      const folder = folderNameOf(name);
      expect(folder).not.toMatch(/[/\\\0]|^\.|^$|[. ]$/);
      expect(Buffer.byteLength(folder)).toBeLessThanOrEqual(201);
    }),
  );
});
