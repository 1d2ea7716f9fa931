import { describe, expect, test } from 'vitest';
import { shownPeople } from '../../../../src-renderer/screens/people/people-rows.ts';
import { noConsent } from '../../../../src-shared/consent.ts';
import type { Person } from '../../../../src-shared/contract/index.ts';

const person = (id: number, name: string, rest: Partial<Person> = {}): Person => ({
  id,
  name,
  photos: id,
  faces: id,
  enrolled: id,
  bare: 0,
  chosen: false,
  portrait: null,
  hidden: false,
  ignored: false,
  birthYear: null,
  note: '',
  consent: noConsent,
  spread: null,
  ...rest,
});

const people = [
  person(1, 'Zoë Braun', { spread: 12 }),
  person(2, 'Ann Lee', { hidden: true }),
  person(3, 'Bea Braun', { spread: 30 }),
  person(4, 'Carl', { ignored: true }),
];

const names = (filter: Partial<Parameters<typeof shownPeople>[1]>) =>
  shownPeople(people, { find: '', sort: 'name', hidden: false, among: [], ...filter }).map(
    ({ name }) => name,
  );

describe('the people that are shown', () => {
  test('are neither hidden nor ignored unless that is asked for', () => {
    expect(names({})).toEqual(['Bea Braun', 'Zoë Braun']);
    expect(names({ hidden: true })).toHaveLength(4);
  });

  test('are found by words in any order, without accents and capitals', () => {
    expect(names({ find: 'braun ZOE' })).toEqual(['Zoë Braun']);
  });

  test('are only those that were chosen, also if they are hidden', () => {
    expect(names({ among: [2, 3] })).toEqual(['Ann Lee', 'Bea Braun']);
    expect(names({ among: [2, 3], find: 'bea' })).toEqual(['Bea Braun']);
  });

  test('are only those of whom something is due, also if they are hidden', () => {
    expect(names({ isDue: ({ id }) => id !== 1 })).toEqual(['Ann Lee', 'Bea Braun', 'Carl']);
    expect(names({ isDue: ({ id }) => id !== 1, among: [1, 3] })).toEqual(['Bea Braun']);
  });

  test('stand in the order that was chosen', () => {
    expect(names({ sort: 'photos' })).toEqual(['Bea Braun', 'Zoë Braun']);
    expect(names({ sort: 'few' })).toEqual(['Zoë Braun', 'Bea Braun']);
    expect(names({ sort: 'spread' })).toEqual(['Bea Braun', 'Zoë Braun']);
  });
});
