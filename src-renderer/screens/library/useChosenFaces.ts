import { useCallback, useMemo, useState } from 'react';
import type { FaceCard, Person } from '../../../src-shared/contract/index.ts';
import type { GridSelection } from '../../components/grid-selection.ts';
import type { LibraryState } from './library-query.ts';
import type { ChosenFaces } from './useFaceActions.ts';
import type { ListedFaces } from './useFaces.ts';

/**
 * The faces that are selected: one lies in the address, several do not, as they may be all of a hundred thousand.
 * @param list names the list: in another one, keys move from the face that is selected, else from the first.
 */
export function useChosenFaces(
  list: string,
  { ids, cards, see }: ListedFaces,
  { face }: Pick<LibraryState, 'face'>,
  set: (change: Partial<LibraryState>, options?: { replace?: boolean }) => void,
) {
  const [many, setMany] = useState<ReadonlySet<number>>(new Set());
  const [kept, setPlace] = useState({ list: '', active: 0, anchor: 0 });
  const place = useMemo(() => {
    if (kept.list === list) return kept;
    const index = Math.max(0, face === null ? 0 : ids.indexOf(face));
    return { list, active: index, anchor: index };
  }, [kept, list, ids, face]);
  const selected = useMemo(
    (): ReadonlySet<number> => (many.size > 1 ? many : new Set(face === null ? [] : [face])),
    [many, face],
  );
  const one = useCallback(
    (id: number | null) => {
      setMany(new Set());
      set({ face: id, photo: (id !== null && cards.get(id)?.photoId) || null }, { replace: true });
    },
    [cards, set],
  );
  const select = useCallback(
    ({ selected, active, anchor }: GridSelection) => {
      setPlace({ list, active, anchor });
      if (selected.size <= 1) return one([...selected][0] ?? null);
      setMany(selected);
      set({ face: null, photo: null }, { replace: true });
    },
    [list, one, set],
  );
  /** Goes to the next face of the list, or to the one before. */
  const step = useCallback(
    (by: 1 | -1) => {
      const index = Math.min(
        ids.length - 1,
        Math.max(0, (face === null ? place.active : ids.indexOf(face)) + by),
      );
      const id = ids[index];
      if (id === undefined) return;
      see(index, index);
      setPlace({ list, active: index, anchor: index });
      one(id);
    },
    [list, ids, face, place, see, one],
  );
  const clear = useCallback(() => one(null), [one]);
  const { active, anchor } = place;
  const selection = useMemo((): GridSelection => ({ active, anchor, selected }), [active, anchor, selected]);
  return { selection, select, one, step, clear };
}

/** What is known of the faces that are selected. @param known at least those in sight. */
export function chosenFaces(
  ids: readonly number[],
  known: (id: number) => Pick<FaceCard, 'personId' | 'ignored'> | undefined,
  people: ReadonlyMap<number, Person>,
): ChosenFaces {
  const faces = ids.flatMap((id) => known(id) ?? []);
  const first = faces[0]?.personId ?? null;
  // Whoever is out of sight may be anybody.
  const same = faces.length === ids.length && faces.every(({ personId }) => personId === first);
  return {
    ids,
    person: same && first !== null ? (people.get(first) ?? null) : null,
    named: faces.length < ids.length || faces.some(({ personId }) => personId !== null),
    ignored: faces.length > 0 && faces.every(({ ignored }) => ignored),
  };
}
