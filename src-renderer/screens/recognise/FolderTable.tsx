import { Button } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import { mediaUrl, type RecognisedFilter, type RecognisedRow } from '../../../src-shared/contract/index.ts';
import { wordingOf } from '../../../src-shared/errors/index.ts';
import { bridge } from '../../app/bridge.ts';
import { useChange } from '../../app/changes.ts';
import { useForget } from '../../app/data.ts';
import { useLanguage, useMessages } from '../../app/language.tsx';
import { PersonPicker } from '../../components/PersonPicker.tsx';
import { ErrorState, LoadingSkeleton } from '../../components/states.tsx';
import styles from './folder.module.css';
import { sureText } from './words.ts';

const pageSize = 100;
const rowHeight = 68;

/** The faces of a folder's photos, a line each; only those in sight are drawn. */
export function FolderTable({ filter, jobId }: { filter: Partial<RecognisedFilter>; jobId: number }) {
  const { recognise: words } = useMessages();
  const scroller = useRef<HTMLDivElement>(null);
  const { data, error, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['recognition.rows', jobId, filter],
    queryFn: ({ pageParam }) =>
      bridge.call('recognition.rows', { ...filter, offset: pageParam, limit: pageSize }),
    initialPageParam: 0,
    getNextPageParam: ({ total }, pages) =>
      pages.length * pageSize < total ? pages.length * pageSize : undefined,
    placeholderData: keepPreviousData,
  });
  const rows = data?.pages.flatMap((page) => page.rows) ?? [];
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 6,
  });
  const shown = virtual.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= rows.length - 10 && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [last, rows.length, hasNextPage, isFetchingNextPage, fetchNextPage]);
  if (error) return <ErrorState error={error} />;
  if (data === undefined) return <LoadingSkeleton shape="rows" />;
  if (rows.length === 0) return <p className="quiet">{words.noLines}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so that the keyboard must reach it.
    <div ref={scroller} className={styles.table} tabIndex={0}>
      <ul style={{ height: virtual.getTotalSize() }} aria-label={words.linesOf(data.pages[0]!.total)}>
        {shown.map(({ key, index, start }) => (
          <li key={key} style={{ transform: `translateY(${start}px)`, height: rowHeight }}>
            <Line key={rows[index]!.face?.faceId ?? rows[index]!.path} row={rows[index]!} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Line({ row }: { row: RecognisedRow }) {
  const { recognise: words } = useMessages();
  const { language } = useLanguage();
  const change = useChange();
  const forget = useForget();
  const [asks, setAsks] = useState(false);
  const { face, failure, name, path, photoId } = row;
  const first = face?.match.candidates[0];
  const known = face?.match.known === true && first !== undefined;
  const probability = face?.match.probability ?? null;
  return (
    <div className={styles.line}>
      {face ? (
        <img src={mediaUrl.recognisedChip(face.faceId)} alt="" width={52} height={52} loading="lazy" />
      ) : (
        <img src={mediaUrl.recognisedPhoto(photoId)} alt="" width={52} height={52} loading="lazy" />
      )}
      {known && first && (
        <img
          src={mediaUrl.chip(first.nearestFaceId)}
          alt={words.nearest(first.name)}
          width={52}
          height={52}
          loading="lazy"
        />
      )}
      <div className={styles.who}>
        <strong>
          {face === null ? words.noFaceShort : known && first ? first.name : words.somebodyUnknown}
        </strong>
        <span className="quiet">
          {face === null && failure && wordingOf(failure, language).message}
          {known && probability !== null && words.isSure(sureText(probability, words))}
          {face &&
            !known &&
            first &&
            words.mostLike(first.name, probability === null ? null : sureText(probability, words))}
        </span>
      </div>
      <span className={styles.file} title={path}>
        {name}
      </span>
      {known && !asks && (
        <Button variant="default" size="compact-sm" onClick={() => setAsks(true)}>
          {words.no}
        </Button>
      )}
      {face && (!known || asks) && (
        <div className={styles.name}>
          <PersonPicker
            label={words.whoIsIt}
            action={words.save}
            autoFocus={asks}
            without={known && first ? [first.personId] : []}
            onPick={async (person) => {
              setAsks(false);
              await change(() => bridge.call('recognition.enrol', { name: person, faceIds: [face.faceId] }));
              forget('recognition');
            }}
          />
        </div>
      )}
    </div>
  );
}
