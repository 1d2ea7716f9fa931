import type { Spread } from '../../../src-shared/contract/index.ts';
import { useMessages } from '../../app/language.tsx';

interface NeighbourTableProps {
  names: readonly string[];
  nearest: Spread['nearest'];
  selected: number | null;
  onSelect(index: number): void;
}

/** The picture in words: each centre, its nearest and the angle, the closest first. */
export function NeighbourTable({ names, nearest, selected, onSelect }: NeighbourTableProps) {
  const { sphere: words } = useMessages();
  const order = nearest.map((_, i) => i).sort((a, b) => nearest[a]!.angle - nearest[b]!.angle);
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
            {order.map((i) => (
              <tr key={names[i]} aria-selected={i === selected}>
                <td>
                  <button type="button" onClick={() => onSelect(i)}>
                    {names[i]}
                  </button>
                </td>
                <td>{names[nearest[i]!.index]}</td>
                <td>{nearest[i]!.angle.toFixed(2)}°</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
