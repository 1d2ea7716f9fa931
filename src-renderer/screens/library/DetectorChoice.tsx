import type { DetectorId, LibrarySummary } from '../../../src-shared/contract/index.ts';
import { bridge } from '../../app/bridge.ts';
import { useForget } from '../../app/data.ts';
import { useMessages } from '../../app/language.tsx';
import { useToasts } from '../../app/toasts.tsx';
import { Segments } from '../../components/Segments.tsx';

interface DetectorChoiceProps {
  library: LibrarySummary;
  onReread(): void;
}

/** The library's detector, and the way to reread photos that the other detector has read. */
export function DetectorChoice({ library, onReread }: DetectorChoiceProps) {
  const { library: words } = useMessages();
  const forget = useForget();
  const toasts = useToasts();
  const before = library.detector;

  async function set(detector: DetectorId) {
    await bridge.call('library.setDetector', { detector });
    forget('library');
  }

  async function choose(detector: DetectorId) {
    try {
      await set(detector);
      toasts.tell(
        ({ library }) => library.detectorChosen(library.detectors[detector]),
        () => set(before),
      );
    } catch (error) {
      toasts.fail(error);
    }
  }

  return (
    <div className="row">
      <Segments
        label={words.detector}
        value={library.detector}
        options={(['ssd', 'tiny'] as const).map((id) => [id, words.detectors[id]])}
        onChange={choose}
      />
      {library.byOtherDetector > 0 && (
        <>
          <small className="grow" data-testid="by-other-detector">
            {words.byOtherDetector(library.byOtherDetector)}
          </small>
          <button type="button" onClick={onReread}>
            {words.readAgain}
          </button>
        </>
      )}
    </div>
  );
}
