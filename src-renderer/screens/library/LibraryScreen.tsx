/** The screen Library: folders, people and their faces. */
import { useCall } from '../../app/data.ts';
import { useMessages } from '../../app/language.tsx';
import { Ambiguous } from './Ambiguous.tsx';
import { Duplicates } from './Duplicates.tsx';
import { Failures } from './Failures.tsx';
import { Missing } from './Missing.tsx';
import { OutdatedFaces } from './OutdatedFaces.tsx';
import { PeopleAndFaces } from './PeopleAndFaces.tsx';
import { ReadingPanel } from './ReadingPanel.tsx';
import { useScan } from './useScan.ts';

/** Adds folders of photos, and shows the faces by person. */
export function LibraryScreen() {
  const { library: words, screens } = useMessages();
  const scan = useScan();
  const { data: summary } = useCall('library.summary', undefined);
  const isBusy = scan.reading !== null || scan.listing !== null;
  const isEmpty = summary !== undefined && summary.photos + summary.failures === 0;
  return (
    <>
      <h1>{screens.library}</h1>
      <p className="quiet">{words.intro}</p>
      <OutdatedFaces outdated={summary?.outdated ?? 0} busy={isBusy} />
      <ReadingPanel scan={scan} />
      {isEmpty ? (
        <p className="quiet">
          {words.empty} <a href="#/story">{words.toStory}</a>
        </p>
      ) : (
        <PeopleAndFaces />
      )}
      <Ambiguous />
      <Missing />
      <Duplicates />
      <Failures />
    </>
  );
}
