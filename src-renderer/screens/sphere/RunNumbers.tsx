import { memo } from 'react';
import type { PlacedFrame } from '../../sphere/work/timeline.ts';
import { AngleHistogram } from './AngleHistogram.tsx';
import { NeighbourTable } from './NeighbourTable.tsx';
import { SpreadNumbers } from './SpreadNumbers.tsx';
import { SpreadOverTime } from './SpreadOverTime.tsx';
import type { Selection } from './useSelection.ts';

interface RunNumbersProps {
  frame: PlacedFrame;
  names: readonly string[];
  name: string;
  frames: readonly PlacedFrame[];
  otherName: string;
  otherFrames: readonly PlacedFrame[];
  selection: Selection;
}

/** A frame in numbers, and all frames of the run and of the one beside it. */
export const RunNumbers = memo(function RunNumbers(props: RunNumbersProps) {
  const { frame, names, name, frames, otherName, otherFrames, selection } = props;
  const { spread, nearest } = frame;
  const first = { name, frames };
  const runs = otherFrames.length > 0 ? [first, { name: otherName, frames: otherFrames }] : [first];
  return (
    <div>
      <SpreadNumbers {...{ spread, names }} />
      <SpreadOverTime {...{ runs }} step={frame.step} best={spread.optimum?.angle ?? null} />
      <AngleHistogram nearest={nearest.angle} {...{ spread }} />
      <NeighbourTable {...{ names, nearest }} selected={selection.selected} select={selection.select} />
    </div>
  );
});
