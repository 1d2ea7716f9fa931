import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useRef } from 'react';
import { type LibraryPhoto, type Person, qualityLimits } from '../../../src-shared/contract/index.ts';
import { useQueryState } from '../../app/address.ts';
import { queryOf, useCall } from '../../app/data.ts';
import { useMessages } from '../../app/language.tsx';
import { useLimits } from '../../components/quality-limits.ts';
import { facesOf, type LibraryState, libraryParts } from './library-query.ts';
import { chosenFaces, useChosenFaces } from './useChosenFaces.ts';
import { useFaceActions } from './useFaceActions.ts';
import { useFaceChanges } from './useFaceChanges.ts';
import { useFaces } from './useFaces.ts';

const nobody: ReadonlyMap<number, Person> = new Map();

/** The state of the screen: which faces are listed and selected, the photo beside them, and what can be done. */
export function useLibrary() {
  const { library: words } = useMessages();
  const [state, set] = useQueryState(libraryParts) as [
    LibraryState,
    (change: Partial<LibraryState>, options?: { replace?: boolean }) => void,
  ];
  const limits = useLimits().limits ?? qualityLimits.parse({});
  const wanted = facesOf(state, limits);
  const faces = useFaces(wanted);
  const { data: list } = useCall('people.list', undefined, { enabled: faces.isPainted });
  const people = useMemo(() => (list ? new Map(list.map((one) => [one.id, one])) : null), [list]);
  const nameOf = useCallback(
    (personId: number | null) => {
      if (personId === null) return words.nobody;
      // Before the names are there nobody is said to have none.
      return people === null ? '' : (people.get(personId)?.name ?? words.nobody);
    },
    [people, words],
  );
  const { selection, select, one, step, clear } = useChosenFaces(JSON.stringify(wanted), faces, state, set);
  const { shown, error: photoError } = usePhoto(state, faces.cards);
  const photo = shown?.photo;
  const changes = useFaceChanges();
  const chosen = useMemo(() => {
    const known = (id: number) => photo?.faces.find((face) => face.id === id) ?? faces.cards.get(id);
    return chosenFaces([...selection.selected], known, people ?? nobody);
  }, [selection.selected, photo, faces.cards, people]);
  const picker = useRef<HTMLDivElement>(null);
  // One face stays selected: it is looked at.
  const onDone = useCallback(() => chosen.ids.length > 1 && clear(), [chosen, clear]);
  const actions = useFaceActions(chosen, changes, picker, onDone);
  return {
    ...{ state, set, limits, wanted, faces, list, nameOf, selection, select, photo, photoError },
    ...{ chosen, changes, picker, actions },
    people: people ?? nobody,
    faceId: shown?.face ?? null,
    inFull: state.view === 'photo',
    onSelect: useCallback(
      (face: number | null) => set({ face, photo: photo?.id ?? null }, { replace: true }),
      [set, photo],
    ),
    onOpen: useCallback(() => set({ view: 'photo' }), [set]),
    onMove: (name: string) => void changes.move(chosen.ids, name).then((done) => done && onDone()),
    onClose: useCallback(
      () => (state.view === 'photo' ? set({ view: 'faces' }) : clear()),
      [state.view, set, clear],
    ),
    onStep: step,
    one,
  };
}

export type Library = ReturnType<typeof useLibrary>;

/** The photo that is shown in full or beside its face; while it is asked for, what was shown before stays. */
function usePhoto({ face, photo }: LibraryState, cards: ReadonlyMap<number, { photoId: number }>) {
  const photoId = photo ?? (face === null ? null : (cards.get(face)?.photoId ?? null));
  const { data, error, isPlaceholderData } = useQuery({
    ...queryOf('library.photo', { photoId: photoId ?? 0 }),
    enabled: photoId !== null,
    placeholderData: keepPreviousData,
  });
  const last = useRef<{ photo: LibraryPhoto; face: number | null } | null>(null);
  if (photoId === null && face === null) last.current = null;
  else if (photoId !== null && data !== undefined && !isPlaceholderData) last.current = { photo: data, face };
  return { shown: last.current, error };
}
