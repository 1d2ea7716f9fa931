import type { EvaluationResult, SearchResult } from '../../../src-shared/contract/index.ts';
import { tabledRates } from '../../../src-shared/recognition/index.ts';
import { useMessages } from '../../app/language.tsx';
import { CurveChart } from '../../components/CurveChart.tsx';
import { Panel } from '../../components/Panel.tsx';
import styles from './evaluate.module.css';
import { FigureFiles } from './FigureFiles.tsx';
import { curveRows, plainPercent, rateTicks, seriesOf, shareTicks } from './figures.ts';
import { RateTable } from './RateTable.tsx';

/** A search among strangers: the curve of each head, and the figures that one cites. */
export function SearchPanels({ heads, search }: { heads: EvaluationResult['heads']; search: SearchResult }) {
  const { evaluate: words } = useMessages();
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
          others={[
            { key: 'top1', title: words.first, sign: 1 },
            { key: 'eer', title: 'EER', sign: -1 },
          ]}
        />
      </Panel>
    </div>
  );
}
