import { useMemo } from 'react';
import type { Person } from '../../../src-shared/contract/index.ts';
import { useCall } from '../../app/data.ts';

/** Everybody by number, and what each is called; empty until it is known. */
export function usePeople(): { people: ReadonlyMap<number, Person>; nameOf(personId: number): string } {
  const { data } = useCall('people.list', undefined);
  return useMemo(() => {
    const people = new Map((data ?? []).map((person) => [person.id, person]));
    return { people, nameOf: (personId) => people.get(personId)?.name ?? '' };
  }, [data]);
}
