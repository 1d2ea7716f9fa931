import { useMessages } from '../../app/language.tsx';
import { CurveChart } from '../../components/CurveChart.tsx';
import { Panel } from '../../components/Panel.tsx';
import styles from './evaluate.module.css';
import { FigureFiles } from './FigureFiles.tsx';
import { useNameOf } from './faces.tsx';
import { rankRows, rankTicks, seriesOf, shareTicks } from './figures.ts';
import { Opened, OpenedPairs } from './Opened.tsx';
import { openKey, othersFirst } from './opened.ts';
import { RateTable } from './RateTable.tsx';
import type { SearchPanelsProps } from './SearchPanels.tsx';

/** A search for people who are all enrolled: how often the right one is among the first, and comes first. */
export function RanksPanel({ heads, search, head, faces, open, set }: SearchPanelsProps) {
  const { evaluate: words } = useMessages();
  const nameOf = useNameOf(faces);
  const { counts } = search;
  const isOpen = open === openKey.first;
  const close = () => set({ open: '' }, { replace: true });
  const curves = search.heads.flatMap(({ ranks }) => (ranks === null ? [] : [ranks]));
  const table = (
    <Panel title={words.firstTitle} detail={words.overPeople}>
      <RateTable
        label={words.firstTitle}
        kind="strangers"
        rates={[]}
        least={0}
        named={heads}
        counted={words.countedHoldout(counts.probes, counts.people)}
        heads={search.heads}
        differences={search.differences}
        open={{
          canOpen: (row) => row === 'top1',
          isOpen: (row) => row === 'top1' && isOpen,
          onToggle: () => set({ open: isOpen ? '' : openKey.first }, { replace: true }),
          shown: isOpen && (
            <Opened title={words.othersFirst(heads[head]!.name)} detail={null} onClose={close}>
              <OpenedPairs
                items={{ own: othersFirst(search.heads[head]!, words, nameOf), others: [] }}
                titles={[words.missedSearches, words.acceptedStrangers]}
                {...{ faces }}
              />
            </Opened>
          ),
        }}
        others={[
          { key: 'top1', title: words.first, sign: 1 },
          { key: 'top5', title: words.amongFive, sign: 1 },
        ]}
      />
    </Panel>
  );
  // An older evaluation has no curve.
  if (curves.length < heads.length) return table;
  const [series, rows] = [seriesOf(heads), rankRows(curves)];
  return (
    <div className={styles.pair}>
      <Panel label={words.ranks}>
        <CurveChart
          title={words.ranks}
          x={{ key: 'rank', name: words.rank, marks: rankTicks(rows.length) }}
          domain={[1, rows.length]}
          y={words.ranksAxis}
          rows={rows}
          {...{ series }}
          format={(value) => `${value.toFixed(1)} %`}
          yAxis={{ ticks: shareTicks(rows) }}
          tools={<FigureFiles title={words.ranks} legend={series} />}
        />
      </Panel>
      {table}
    </div>
  );
}
