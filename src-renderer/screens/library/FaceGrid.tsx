/** The grid of face chips on the screen Library. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import {
  type FaceCard,
  mediaUrl,
  type Person,
  type QualityLimits,
} from '../../../src-shared/contract/index.ts';
import { poorBecause, rate } from '../../../src-shared/quality/index.ts';
import { bridge } from '../../app/bridge.ts';
import { useMessages } from '../../app/language.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { FaceDetail } from './FaceDetail.tsx';
import type { FaceFilter } from './PeopleList.tsx';

const pageSize = 120;

interface FaceGridProps {
  selection: FaceFilter;
  people: readonly Person[];
  limits: QualityLimits | null;
  /** Shows only the faces that the limits leave out. */
  onlyPoor: boolean;
}

/** Chips of faces, a page at a time, each with its quality. */
export function FaceGrid({ selection, people, limits, onlyPoor }: FaceGridProps) {
  const messages = useMessages();
  const { library: words, quality } = messages;
  const [opened, setOpened] = useState<FaceCard | null>(null);
  const person = selection === 'everyone' ? {} : { personId: selection };
  const only = onlyPoor && limits !== null ? { limits, poor: true } : null;
  const faces = useInfiniteQuery({
    queryKey: ['library.faces', selection, only],
    queryFn: ({ pageParam }) =>
      bridge.call('library.faces', { ...person, only, offset: pageParam, limit: pageSize }),
    initialPageParam: 0,
    getNextPageParam: ({ total }, pages) => {
      const shown = pages.reduce((sum, page) => sum + page.faces.length, 0);
      return shown < total ? shown : undefined;
    },
  });
  if (faces.isError) return <ErrorNote error={faces.error} />;
  const shown = faces.data?.pages.flatMap((page) => page.faces);
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const nameOf = ({ personId }: FaceCard) => (personId !== null && names.get(personId)) || words.nobody;
  const poorOf = (face: FaceCard) => limits && poorBecause(face, limits);
  return (
    <>
      {shown?.length === 0 && onlyPoor && <p className="quiet">{quality.noPoor}</p>}
      <ul className="faces">
        {shown?.map((face) => {
          const name = nameOf(face);
          const poor = poorOf(face);
          const rating = quality.rated(rate(face).overall.toFixed(2));
          return (
            <li key={face.id}>
              <button type="button" onClick={() => setOpened(face)}>
                <img
                  className={poor === null ? '' : 'poor'}
                  src={mediaUrl.chip(face.id)}
                  alt={`${name}, ${face.photoName}`}
                  loading="lazy"
                  width={150}
                  height={150}
                />
                <span className="face-name" title={face.photoName}>
                  {name}
                </span>
                <small className="face-note">{poor === null ? rating : quality.reasons[poor]}</small>
              </button>
            </li>
          );
        })}
      </ul>
      {faces.hasNextPage && (
        <p>
          <button type="button" onClick={() => faces.fetchNextPage()}>
            {words.more}
          </button>
        </p>
      )}
      {opened && (
        <FaceDetail
          face={opened}
          name={nameOf(opened)}
          poor={poorOf(opened)}
          onClose={() => setOpened(null)}
        />
      )}
    </>
  );
}
