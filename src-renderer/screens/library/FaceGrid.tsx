import { useInfiniteQuery } from '@tanstack/react-query';
import { mediaUrl, type Person } from '../../../src-shared/contract/index.ts';
import { bridge } from '../../app/bridge.ts';
import { useMessages } from '../../app/language.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import type { Selection } from './PeopleList.tsx';

const pageSize = 120;

/** Chips of faces, a page at a time. */
export function FaceGrid({ selection, people }: { selection: Selection; people: readonly Person[] }) {
  const { library: words } = useMessages();
  const person = selection === 'everyone' ? {} : { personId: selection };
  const faces = useInfiniteQuery({
    queryKey: ['library.faces', selection],
    queryFn: ({ pageParam }) =>
      bridge.call('library.faces', { ...person, offset: pageParam, limit: pageSize }),
    initialPageParam: 0,
    getNextPageParam: ({ total }, pages) => {
      const shown = pages.reduce((sum, page) => sum + page.faces.length, 0);
      return shown < total ? shown : undefined;
    },
  });
  if (faces.isError) return <ErrorNote error={faces.error} />;
  const shown = faces.data?.pages.flatMap((page) => page.faces);
  const nameOf = new Map(people.map(({ id, name }) => [id, name]));
  return (
    <>
      <ul className="faces">
        {shown?.map(({ id, personId, photoName }) => {
          const name = (personId !== null && nameOf.get(personId)) || words.nobody;
          return (
            <li key={id}>
              <figure>
                <img
                  src={mediaUrl.chip(id)}
                  alt={`${name}, ${photoName}`}
                  loading="lazy"
                  width={150}
                  height={150}
                />
                <figcaption title={photoName}>{name}</figcaption>
              </figure>
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
    </>
  );
}
