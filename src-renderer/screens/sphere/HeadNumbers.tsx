/** The spread of a head's class centres in numbers, beside the sphere. */
import type { Output } from '../../../src-shared/contract/index.ts';
import type { SpherePicture } from '../../sphere/picture.ts';
import { AngleHistogram } from './AngleHistogram.tsx';
import { ClassCaps } from './ClassCaps.tsx';
import { NeighbourTable } from './NeighbourTable.tsx';
import { SpreadNumbers } from './SpreadNumbers.tsx';
import type { useSelection } from './useSelection.ts';

interface HeadNumbersProps {
  data: Output<'sphere.spread'>;
  picture: SpherePicture;
  selection: ReturnType<typeof useSelection>['selection'];
}

/** Spread, angles to the nearest, caps and neighbours. */
export function HeadNumbers({ data, picture, selection }: HeadNumbersProps) {
  return (
    <div>
      <SpreadNumbers measured={[{ name: '', spread: data.spread, names: data.names }]} />
      <AngleHistogram nearest={picture.nearest.angle} spread={data.spread} />
      <ClassCaps
        caps={data.caps}
        names={data.names}
        selected={selection.selected}
        select={selection.select}
      />
      <NeighbourTable
        names={data.names}
        nearest={picture.nearest}
        selected={selection.selected}
        select={selection.select}
      />
    </div>
  );
}
