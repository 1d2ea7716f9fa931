import { keepPreviousData, type UseQueryResult, useQueries, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import type { FaceCard, Input, Output } from '../../../src-shared/contract/index.ts';
import { useAfterPaint } from '../../app/after-paint.ts';
import { queryOf } from '../../app/data.ts';

/** Faces that are asked for at a time. */
const pageSize = 200;

type Wanted = Omit<Input<'library.faces'>, 'offset' | 'limit'>;

/** The query of one page of the faces that are wanted. */
export function pageOf(wanted: Wanted, page: number) {
  return queryOf('library.faces', { ...wanted, offset: page * pageSize, limit: pageSize });
}

export interface ListedFaces {
  /** All ids, in order. */
  ids: readonly number[];
  isPending: boolean;
  /** Those in sight are drawn, and their pictures asked for: there is time for what else is to be known. */
  isPainted: boolean;
  error: Error | null;
  /** What is known of those in sight. */
  cards: ReadonlyMap<number, FaceCard>;
  /** To be told which are in sight. */
  see(first: number, last: number): void;
}

/** The faces that are wanted: the ids of all of them, and what is known of those in sight. */
export function useFaces(wanted: Wanted): ListedFaces {
  const [pages, setPages] = useState({ first: 0, last: 0 });
  const see = useCallback((first: number, last: number) => {
    const next = { first: Math.floor(first / pageSize), last: Math.floor(last / pageSize) };
    setPages((before) => (before.first === next.first && before.last === next.last ? before : next));
  }, []);
  const { cards, isPending } = useQueries({
    queries: Array.from({ length: pages.last - pages.first + 1 }, (_, i) => pageOf(wanted, pages.first + i)),
    combine: cardsAmong,
  });
  // The first page is there sooner than the ids of a large library, which are asked for behind its pictures.
  const isPainted = useAfterPaint(!isPending);
  const all = useQuery({
    ...queryOf('library.faceIds', wanted),
    placeholderData: keepPreviousData,
    enabled: isPainted,
  });
  const ids = useMemo(
    () => all.data ?? (pages.first === 0 ? [...cards.keys()] : []),
    [all.data, cards, pages],
  );
  return { ids, isPending: all.isPending && ids.length === 0, isPainted, error: all.error, cards, see };
}

function cardsAmong(answers: readonly UseQueryResult<Output<'library.faces'>>[]) {
  const cards: ReadonlyMap<number, FaceCard> = new Map(
    answers.flatMap(({ data }) => data?.faces.map((face) => [face.id, face] as const) ?? []),
  );
  return { cards, isPending: answers.some(({ isPending }) => isPending) };
}
