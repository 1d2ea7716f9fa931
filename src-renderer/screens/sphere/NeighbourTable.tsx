import { memo } from 'react';
import { useMessages } from '../../app/language.tsx';
import type { NearestCentres } from '../../sphere/picture.ts';
import { useRows } from './useRows.tsx';
import type { Selection } from './useSelection.ts';

interface NeighbourTableProps {
  names: readonly string[];
  nearest: NearestCentres;
  selected: Selection['selected'];
  select: Selection['select'];
}

/** The picture in words: each centre, its nearest and the angle, the closest first. */
export const NeighbourTable = memo(function NeighbourTable({
  names,
  nearest,
  selected,
  select,
}: NeighbourTableProps) {
  const { sphere: words } = useMessages();
  const order = Array.from(nearest.index, (_, i) => i).sort((a, b) => nearest.angle[a]! - nearest.angle[b]!);
  const [rows, more] = useRows(order, 200);
  return (
    <section className="panel" aria-label={words.table}>
      <h2>{words.table}</h2>
      <div className="scroll">
        <table>
          <thead>
            <tr>
              <th>{words.person}</th>
              <th>{words.nearest}</th>
              <th>{words.angle}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((i) => (
              <tr key={i} aria-selected={selected.includes(i)}>
                <td>
                  <button
                    type="button"
                    onClick={(event) => select(i, event.ctrlKey || event.metaKey || event.shiftKey)}
                  >
                    {names[i]}
                  </button>
                </td>
                <td>{names[nearest.index[i]!]}</td>
                <td>{nearest.angle[i]!.toFixed(2)}°</td>
              </tr>
            ))}
          </tbody>
        </table>
        {more}
      </div>
    </section>
  );
});
