import { useMessages } from '../../app/language.tsx';
import { ChooseOpened, NotKept } from './ChooseOpened.tsx';
import type { SetState } from './evaluate-address.ts';
import type { FacesById } from './faces.tsx';
import { Opened, OpenedPairs } from './Opened.tsx';
import { type Histogram, pairsInBin } from './opened.ts';

interface OpenBarProps {
  source: 'search' | 'pairs';
  histogram: Histogram;
  /** The bar that is open, by its place; below 0: none is. */
  opened: number;
  faces: FacesById;
  set: SetState;
  show(bin: number): void;
}

/** Chooses a bar of the histogram above, and shows some of the pairs that it counts. */
export function OpenBar({ source, histogram, opened, faces, set, show }: OpenBarProps) {
  const { evaluate: words } = useMessages();
  const { from, step, same, different, samples, threshold } = histogram;
  if (samples === null) return <NotKept />;
  // Before one is chosen it lies at the threshold: there it is decided.
  const middle = threshold === null ? same.length / 2 : (threshold - from) / step;
  const start = Math.max(0, Math.min(same.length - 1, Math.floor(middle)));
  const textOf = (bin: number) =>
    words.bar((from + bin * step).toFixed(2), (from + (bin + 1) * step).toFixed(2));
  const kinds =
    source === 'search' ? (['same', 'different'] as const) : (['pairSame', 'pairDifferent'] as const);
  const titles = [words.kinds[kinds[0]], words.kinds[kinds[1]]] as const;
  return (
    <>
      <ChooseOpened
        label={words.chooseBar}
        help={words.chooseBarHelp}
        most={same.length - 1}
        {...{ textOf, start, opened, show }}
      />
      {opened >= 0 && (
        <Opened
          title={textOf(opened)}
          detail={words.counts(titles, same[opened]!, different[opened]!)}
          onClose={() => set({ open: '' }, { replace: true })}
        >
          <OpenedPairs items={pairsInBin(histogram, opened, titles)} {...{ titles, faces }} />
        </Opened>
      )}
    </>
  );
}
