import type { PlacedFrame } from '../../sphere/work/timeline.ts';
import { AngleHistogram } from './AngleHistogram.tsx';
import { NeighbourTable } from './NeighbourTable.tsx';
import { SpreadNumbers } from './SpreadNumbers.tsx';
import { SpreadOverTime } from './SpreadOverTime.tsx';
import type { Selection } from './useSelection.ts';

/** A run at one of its frames. */
interface RunAtFrame {
  name: string;
  names: readonly string[];
  frame: PlacedFrame;
  frames: readonly PlacedFrame[];
}

interface RunNumbersProps {
  run: RunAtFrame;
  /** What stands beside it. */
  other: RunAtFrame | null;
  selection: Selection;
}

/** A frame in numbers, and all frames of the run and of the one beside it. */
export function RunNumbers({ run, other, selection }: RunNumbersProps) {
  const runs = other === null ? [run] : [run, other];
  const { frame, names } = run;
  // Where there are two, it is said whose the rest is.
  const detail = other === null ? undefined : run.name;
  return (
    <div>
      <SpreadNumbers measured={runs.map(({ name, names, frame: { spread } }) => ({ name, names, spread }))} />
      <SpreadOverTime {...{ runs }} step={frame.step} best={frame.spread.optimum?.angle ?? null} />
      <AngleHistogram nearest={frame.nearest.angle} spread={frame.spread} {...{ detail }} />
      <NeighbourTable
        {...{ names, detail }}
        nearest={frame.nearest}
        selected={selection.selected}
        select={selection.select}
      />
    </div>
  );
}
