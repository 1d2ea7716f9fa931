import type { EvaluationResult, PairsResult } from '../../../src-shared/contract/index.ts';
import { countedOn, plainPercent } from '../../../src-shared/evaluation-files/index.ts';
import { citedRates, tabledRates } from '../../../src-shared/recognition/index.ts';
import { useMessages } from '../../app/language.tsx';
import { CurveChart } from '../../components/CurveChart.tsx';
import { Panel } from '../../components/Panel.tsx';
import { Segments } from '../../components/Segments.tsx';
import styles from './evaluate.module.css';
import type { EvaluateState, SetState } from './evaluate-address.ts';
import { FigureFiles } from './FigureFiles.tsx';
import type { FacesById } from './faces.tsx';
import { curveRows, rateTicks, seriesOf, shareTicks } from './figures.ts';
import { Opened, OpenedPairs } from './Opened.tsx';
import { failedPairs, openedPoint, openKey, pointAt, pointsAsRows, worstOrdered } from './opened.ts';
import { RateTable, type RowOpening } from './RateTable.tsx';

interface PairsPanelsProps {
  heads: EvaluationResult['heads'];
  pairs: PairsResult;
  /** The head whose failures an open row shows, by its place. */
  head: number;
  faces: FacesById;
  open: string;
  curve: EvaluateState['curve'];
  set: SetState;
}

/** Pairs of the same faces: ROC or DET of each head, and the figures that one cites. */
export function PairsPanels({ heads, pairs, head, faces, open, curve, set }: PairsPanelsProps) {
  const { evaluate: words } = useMessages();
  const curves = pairs.heads.map(({ points }, i) => ({ name: heads[i]!.name, points }));
  const series = seriesOf(curves);
  const smallest = 100 * (curves[0]?.points.at(-1)?.rate ?? 1);
  const isDet = curve === 'det';
  const rows = curveRows(curves, isDet);
  const { counts } = pairs;
  const opening = usePairsOpening({ heads, pairs, head, faces, open, set });
  const folds = pairs.heads[0]?.accuracy?.folds.length ?? 0;
  return (
    <div className={styles.pair}>
      <Panel label={words.pairs}>
        <CurveChart
          key={curve}
          title={words.pairs}
          x={{ key: 'rate', name: words.farPairs, ticks: rateTicks(smallest), format: plainPercent }}
          domain={[smallest, 100]}
          y={isDet ? words.missAxis : words.pairsAxis}
          rows={rows}
          {...{ series }}
          opening={pointsAsRows(pairs.heads[head]!.points, opening)}
          format={isDet ? plainPercent : (value) => `${value.toFixed(1)} %`}
          yAxis={isDet ? { ticks: [0.1, 1, 10, 100], log: true } : { ticks: shareTicks(rows) }}
          tools={
            <>
              <Segments
                label={words.curve}
                bare
                value={curve}
                options={[
                  ['roc', 'ROC'],
                  ['det', 'DET'],
                ]}
                onChange={(curve) => set({ curve }, { replace: true })}
              />
              <FigureFiles title={words.pairs} legend={series} />
            </>
          }
        />
      </Panel>
      <Panel title={words.tar} detail={words.overPeople}>
        <RateTable
          label={words.tar}
          kind="pairs"
          rates={pairs.templates === null ? tabledRates : citedRates}
          least={counts.different}
          named={heads}
          counted={countedOn(pairs, words).join(' ')}
          heads={pairs.heads}
          differences={pairs.differences}
          open={opening}
          others={[
            { key: 'auc', title: 'AUC', sign: 1, places: 2 },
            { key: 'eer', title: 'EER', sign: -1 },
            ...(folds > 0 ? [{ key: 'accuracy', title: words.accuracy, sign: 1, places: 2 } as const] : []),
          ]}
        />
      </Panel>
    </div>
  );
}

/** Which rate shows the pairs that one head gets wrong there, or which other figure what it is made of. */
function usePairsOpening({
  heads,
  pairs,
  head,
  faces,
  open,
  set,
}: Omit<PairsPanelsProps, 'curve'>): RowOpening {
  const { evaluate: words } = useMessages();
  const shown = pairs.heads[head]!;
  const { name } = heads[head]!;
  const keyOf = (row: number | string) =>
    row === 'eer' || row === 'auc' ? openKey.figure('pairs', row) : openKey.rate('pairs', Number(row));
  const point = openedPoint(shown, (rate) => open === keyOf(rate));
  const isWorst = open === keyOf('auc');
  const opened = open === keyOf('eer') ? shown.eerAt : point;
  const close = () => set({ open: '' }, { replace: true });
  return {
    canOpen: (row) =>
      row === 'auc' || (row === 'eer' ? shown.eerAt !== null : pointAt(shown, row) !== undefined),
    isOpen: (row) => open === keyOf(row),
    onToggle: (row) => set({ open: open === keyOf(row) ? '' : keyOf(row) }, { replace: true }),
    shown: opened ? (
      <Opened
        title={point ? words.failuresAt(name, plainPercent(100 * point.rate)) : words.failuresAtEer(name)}
        detail={opened.failed && words.failedPairs(opened.threshold, opened.failed.own, opened.failed.others)}
        onClose={close}
      >
        <OpenedPairs
          items={failedPairs(shown, opened.threshold, words)}
          titles={[words.rejectedPairs, words.acceptedPairs]}
          {...{ faces }}
        />
      </Opened>
    ) : (
      isWorst && (
        <Opened
          title={words.worstOrdered(name)}
          detail={words.worstOrderedHelp(plainPercent(100 * (1 - shown.auc.value)))}
          onClose={close}
        >
          <OpenedPairs
            items={worstOrdered(shown, words)}
            titles={[words.leastAlike, words.mostAlike]}
            {...{ faces }}
          />
        </Opened>
      )
    ),
  };
}
