/** Reading of photos: a form to add a folder, or the progress of a reading. */
import { useCall } from '../../app/data.ts';
import { useMessages } from '../../app/language.tsx';
import { Counting } from '../../components/Counting.tsx';
import { Progress } from '../../components/Progress.tsx';
import { AddFolder } from './AddFolder.tsx';
import { DetectorChoice } from './DetectorChoice.tsx';
import type { useScan } from './useScan.ts';

/** Adds a folder or rereads photos, shows how far that is, and stops it. */
export function ReadingPanel({ scan }: { scan: ReturnType<typeof useScan> }) {
  const { library: words } = useMessages();
  const summary = useCall('library.summary', undefined);
  const { reading, listing, unmatched, read, readAgain, cancel } = scan;
  return (
    <div className="panel">
      {listing !== null ? (
        <Counting label={words.listing(listing.folder)} detail={words.listed(listing.files)} />
      ) : reading === null ? (
        <>
          <AddFolder onAdd={read} />
          {summary.data && <DetectorChoice library={summary.data} onReread={readAgain} />}
        </>
      ) : (
        <Progress
          label={words.reading(reading.progress.folder)}
          done={reading.progress.done}
          total={reading.progress.total}
          detail={words.progress(reading.progress.done, reading.progress.total, reading.progress.faces)}
          remaining={reading.remaining}
          onCancel={cancel}
        />
      )}
      {reading?.vision && <small>{words.vision(reading.vision.backend, reading.vision.lost)}</small>}
      {unmatched !== null && (
        <p className="hint" role="status">
          {words.unmatched(unmatched.count, unmatched.example)}
        </p>
      )}
    </div>
  );
}
