import { memo } from 'react';
import type { Caps } from '../../../src-shared/contract/index.ts';
import { useMessages } from '../../app/language.tsx';
import { Panel } from '../../components/Panel.tsx';
import { RowChoice, Table } from '../../components/Table.tsx';
import styles from './sphere.module.css';
import { useRows } from './useRows.tsx';
import type { Selection } from './useSelection.ts';

interface ClassCapsProps {
  caps: Caps;
  names: readonly string[];
  selected: Selection['selected'];
  select: Selection['select'];
}

/** How far photos lie about their own centres, and which caps that hold 95 % of them overlap. */
export const ClassCaps = memo(function ClassCaps({ caps, names, selected, select }: ClassCapsProps) {
  const { sphere: words } = useMessages();
  const { classes, overlapping, separable } = caps;
  const [rows, more] = useRows(overlapping.pairs, 50);
  const samples = classes.reduce((sum, cap) => sum + (cap?.samples ?? 0), 0);
  if (samples === 0) return null;
  const mean = classes.reduce((sum, cap) => sum + (cap ? cap.samples * cap.mean : 0), 0) / samples;
  const widest = classes.reduce(
    (best, cap, i) => ((cap?.p95 ?? -1) > (classes[best]?.p95 ?? -1) ? i : best),
    0,
  );
  return (
    <Panel title={words.within}>
      <div className={styles.text}>
        <p>{words.withinMean(mean.toFixed(2), samples, names[widest]!, classes[widest]!.p95.toFixed(2))}</p>
        <p>{separable ? words.separable : words.inseparable(overlapping.count)}</p>
      </div>
      {!separable && (
        <>
          <Table columns={[words.pair, words.overlap]}>
            {rows.map(({ pair: [a, b], gap }) => (
              <tr key={`${a} ${b}`} aria-selected={selected.includes(a) && selected.includes(b)}>
                <td>
                  <RowChoice
                    onClick={() => {
                      select(a, false);
                      select(b, true);
                    }}
                  >
                    {names[a]} – {names[b]}
                  </RowChoice>
                </td>
                <td>{(-gap).toFixed(2)}°</td>
              </tr>
            ))}
          </Table>
          {more}
        </>
      )}
    </Panel>
  );
});
