import { useState } from 'react';
import { mediaUrl, type Person } from '../../../src-shared/contract/index.ts';
import { useCall } from '../../app/data.ts';
import { useMessages } from '../../app/language.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import type { Selection } from './PeopleList.tsx';

const pageSize = 120;

/** Chips of faces, a page at a time. */
export function FaceGrid({ selection, people }: { selection: Selection; people: readonly Person[] }) {
  const { library: words } = useMessages();
  const [pages, setPages] = useState(1);
  const limit = Math.min(500, pages * pageSize);
  const faces = useCall('library.faces', { limit, ...(selection !== 'everyone' && { personId: selection }) });
  if (faces.isError) return <ErrorNote error={faces.error} />;
  const nameOf = new Map(people.map(({ id, name }) => [id, name]));
  return (
    <>
      <ul className="faces">
        {faces.data?.faces.map(({ id, personId, photoName }) => {
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
      {faces.data && faces.data.total > limit && limit < 500 && (
        <p>
          <button type="button" onClick={() => setPages(pages + 1)}>
            {words.more}
          </button>
        </p>
      )}
    </>
  );
}
