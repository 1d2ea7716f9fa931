import type { EvaluationResult, SearchResult } from '../../../src-shared/contract/index.ts';
import { plainPercent } from '../../../src-shared/evaluation-files/index.ts';
import { tabledRates } from '../../../src-shared/recognition/index.ts';
import { useMessages } from '../../app/language.tsx';
import { CurveChart } from '../../components/CurveChart.tsx';
import { Panel } from '../../components/Panel.tsx';
import styles from './evaluate.module.css';
import type { SetState } from './evaluate-address.ts';
import { FigureFiles } from './FigureFiles.tsx';
import { type FacesById, useNameOf } from './faces.tsx';
import { curveRows, rateTicks, seriesOf, shareTicks } from './figures.ts';
import { Opened, OpenedPairs } from './Opened.tsx';
import { failedSearches, openedPoint, openKey, othersFirst, pointAt } from './opened.ts';
import { RateTable } from './RateTable.tsx';

export interface SearchPanelsProps {
  heads: EvaluationResult['heads'];
  search: SearchResult;
  /** The head whose failures an open row shows, by its place. */
  head: number;
  faces: FacesById;
  open: string;
  set: SetState;
}

/** A search among strangers: the curve of each head, and the figures that one cites. */
export function SearchPanels({ heads, search, head, faces, open, set }: SearchPanelsProps) {
  const { evaluate: words } = useMessages();
  const nameOf = useNameOf(faces);
  const shown = search.heads[head]!;
  const keyOf = (row: number | string) =>
    row === 'top1' ? openKey.first : openKey.rate('search', Number(row));
  const opened = openedPoint(shown, (rate) => open === keyOf(rate));
  const close = () => set({ open: '' }, { replace: true });
  const titles = [words.missedSearches, words.acceptedStrangers] as const;
  const curves = search.heads.map(({ points }, i) => ({ name: heads[i]!.name, points }));
  const series = seriesOf(curves);
  const smallest = 100 * (curves[0]?.points.at(-1)?.rate ?? 1);
  const rows = curveRows(curves);
  const { counts } = search;
  return (
    <div className={styles.pair}>
      <Panel label={words.search}>
        <CurveChart
          title={words.search}
          x={{ key: 'rate', name: words.farStrangers, ticks: rateTicks(smallest), format: plainPercent }}
          domain={[smallest, 100]}
          y={words.searchAxis}
          rows={rows}
          {...{ series }}
          format={(value) => `${value.toFixed(1)} %`}
          yAxis={{ ticks: shareTicks(rows) }}
          tools={<FigureFiles title={words.search} legend={series} />}
        />
      </Panel>
      <Panel title={words.dir} detail={words.overPeople}>
        <RateTable
          label={words.dir}
          kind="strangers"
          rates={tabledRates}
          least={counts.leastStrangerPhotos}
          named={heads}
          counted={words.countedSearch(counts.probes, counts.people, counts.strangerPhotos, counts.strangers)}
          heads={search.heads}
          differences={search.differences}
          open={{
            canOpen: (row) => row === 'top1' || pointAt(shown, row) !== undefined,
            isOpen: (row) => open === keyOf(row),
            onToggle: (row) => set({ open: open === keyOf(row) ? '' : keyOf(row) }, { replace: true }),
            shown: opened ? (
              <Opened
                title={words.failuresAt(heads[head]!.name, plainPercent(100 * opened.rate))}
                detail={
                  opened.failed &&
                  words.failedSearches(opened.threshold, opened.failed.own, opened.failed.others)
                }
                onClose={close}
              >
                <OpenedPairs
                  items={failedSearches(shown, opened.threshold, words, nameOf)}
                  {...{ titles, faces }}
                />
              </Opened>
            ) : (
              open === openKey.first && (
                <Opened title={words.othersFirst(heads[head]!.name)} detail={null} onClose={close}>
                  <OpenedPairs
                    items={{ own: othersFirst(shown, words, nameOf), others: [] }}
                    {...{ titles, faces }}
                  />
                </Opened>
              )
            ),
          }}
          others={[
            { key: 'top1', title: words.first, sign: 1 },
            { key: 'eer', title: 'EER', sign: -1 },
          ]}
        />
      </Panel>
    </div>
  );
}
