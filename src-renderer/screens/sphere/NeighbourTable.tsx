import { memo } from 'react';
import { useMessages } from '../../app/language.tsx';
import { Panel } from '../../components/Panel.tsx';
import { RowChoice, Table } from '../../components/Table.tsx';
import type { NearestCentres } from '../../sphere/picture.ts';
import { useRows } from './useRows.tsx';
import type { Selection } from './useSelection.ts';

interface NeighbourTableProps {
  names: readonly string[];
  /** Whose they are. */
  detail?: string | undefined;
  nearest: NearestCentres;
  selected: Selection['selected'];
  select: Selection['select'];
}

/** The picture in words: each centre, its nearest and the angle, the closest first. */
export const NeighbourTable = memo(function NeighbourTable({
  names,
  detail,
  nearest,
  selected,
  select,
}: NeighbourTableProps) {
  const { sphere: words } = useMessages();
  const order = Array.from(nearest.index, (_, i) => i).sort((a, b) => nearest.angle[a]! - nearest.angle[b]!);
  const [rows, more] = useRows(order, 200);
  return (
    <Panel title={words.table} {...{ detail }}>
      <Table columns={[words.person, words.nearest, words.angle]}>
        {rows.map((i) => (
          <tr key={i} aria-selected={selected.includes(i)}>
            <td>
              <RowChoice onClick={(event) => select(i, event.ctrlKey || event.metaKey || event.shiftKey)}>
                {names[i]}
              </RowChoice>
            </td>
            <td>{names[nearest.index[i]!]}</td>
            <td>{nearest.angle[i]!.toFixed(2)}°</td>
          </tr>
        ))}
      </Table>
      {more}
    </Panel>
  );
});
