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
import { failedSearches, openedPoint, openKey, othersFirst, pointAt, pointsAsRows } from './opened.ts';
import { RateTable, type RowOpening } from './RateTable.tsx';

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
export function SearchPanels(props: SearchPanelsProps) {
  const { heads, search, head } = props;
  const { evaluate: words } = useMessages();
  const curves = search.heads.map(({ points }, i) => ({ name: heads[i]!.name, points }));
  const series = seriesOf(curves);
  const smallest = 100 * (curves[0]?.points.at(-1)?.rate ?? 1);
  const rows = curveRows(curves);
  const { counts } = search;
  const opening = useSearchOpening(props);
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
          opening={pointsAsRows(search.heads[head]!.points, opening)}
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
          open={opening}
          others={[
            { key: 'top1', title: words.first, sign: 1 },
            { key: 'eer', title: 'EER', sign: -1 },
          ]}
        />
      </Panel>
    </div>
  );
}

/** Which rate, or which other figure, shows the searches that go wrong with one head. */
function useSearchOpening({ heads, search, head, faces, open, set }: SearchPanelsProps): RowOpening {
  const { evaluate: words } = useMessages();
  const nameOf = useNameOf(faces);
  const shown = search.heads[head]!;
  const { name } = heads[head]!;
  const keyOf = (row: number | string) =>
    row === 'top1'
      ? openKey.first
      : row === 'eer'
        ? openKey.figure('search', row)
        : openKey.rate('search', Number(row));
  const point = openedPoint(shown, (rate) => open === keyOf(rate));
  const opened = open === keyOf('eer') ? shown.eerAt : point;
  const onClose = () => set({ open: '' }, { replace: true });
  const titles = [words.missedSearches, words.acceptedStrangers] as const;
  return {
    canOpen: (row) =>
      row === 'top1' || (row === 'eer' ? shown.eerAt !== null : pointAt(shown, row) !== undefined),
    isOpen: (row) => open === keyOf(row),
    onToggle: (row) => set({ open: open === keyOf(row) ? '' : keyOf(row) }, { replace: true }),
    shown: opened ? (
      <Opened
        title={point ? words.failuresAt(name, plainPercent(100 * point.rate)) : words.failuresAtEer(name)}
        detail={
          opened.failed && words.failedSearches(opened.threshold, opened.failed.own, opened.failed.others)
        }
        {...{ onClose }}
      >
        <OpenedPairs items={failedSearches(shown, opened.threshold, words, nameOf)} {...{ titles, faces }} />
      </Opened>
    ) : (
      open === openKey.first && (
        <Opened title={words.othersFirst(name)} detail={null} {...{ onClose }}>
          <OpenedPairs
            items={{ own: othersFirst(shown, words, nameOf), others: [] }}
            {...{ titles, faces }}
          />
        </Opened>
      )
    ),
  };
}
