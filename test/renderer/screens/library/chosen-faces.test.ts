import { expect, test } from 'vitest';
import { chosenFaces } from '../../../../src-renderer/screens/library/useChosenFaces.ts';
import type { Person } from '../../../../src-shared/contract/index.ts';

const ann = { id: 1, name: 'Ann' } as Person;
const people = new Map([[1, ann]]);
const faces = new Map([
  [10, { personId: 1, ignored: false }],
  [11, { personId: 1, ignored: false }],
  [12, { personId: null, ignored: true }],
]);
const chosen = (...ids: number[]) => chosenFaces(ids, (id) => faces.get(id), people);

test('faces of one person are that person’s', () => {
  expect(chosen(10, 11)).toMatchObject({ person: ann, named: true, ignored: false });
});

test('faces of several people, or out of sight, are nobody’s in particular, and may have names', () => {
  expect(chosen(10, 12)).toMatchObject({ person: null, named: true, ignored: false });
  expect(chosen(10, 99)).toMatchObject({ person: null, named: true });
});

test('strangers that are ignored can be asked about again', () => {
  expect(chosen(12)).toMatchObject({ person: null, named: false, ignored: true });
});
