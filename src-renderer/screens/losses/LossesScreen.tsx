/** The screen Losses: gradient lengths as curves, and every loss explained. */
import { useCallback, useMemo, useRef } from 'react';
import type { CosineLoss, Loss } from '../../../src-shared/losses/index.ts';
import { go, href } from '../../app/address.ts';
import { useMessages } from '../../app/language.tsx';
import { SharedState, useSharedState } from '../../app/shared-state.ts';
import { Panel } from '../../components/Panel.tsx';
import { Screen } from '../../components/Screen.tsx';
import { Segments } from '../../components/Segments.tsx';
import { choose, trainForm } from '../train/form.ts';
import { CurveList } from './CurveList.tsx';
import { chartState, curveText, showCurve } from './curves.ts';
import type { DrawnCurve } from './drawn-curves.ts';
import { type ChartView, heightsOf } from './heights.ts';
import { LengthChart } from './LengthChart.tsx';
import { LengthTable } from './LengthTable.tsx';
import { LossCards } from './LossCards.tsx';
import styles from './losses.module.css';
import { SampleAngles } from './SampleAngles.tsx';
import { useLengths } from './useLengths.ts';

/** What is shown of the lengths, as it was left. */
const chartView = new SharedState<ChartView>({ centre: 'own', quantity: 'length', scale: 'real' });

/** Opens the training form with a loss, whose settings are filled in. */
function trainWith({ id }: Loss) {
  trainForm.change((form) => choose(form, { loss: id }));
  go(href('train'));
}

/** How hard each loss pulls at which angle, where the samples are, and what all losses do. */
export default function LossesScreen() {
  const messages = useMessages();
  const { losses: words } = messages;
  const chart = useSharedState(chartState);
  const view = useSharedState(chartView);
  const answers = useLengths(chart.curves);
  const top = useRef<HTMLParagraphElement>(null);
  const set = (change: Partial<ChartView>) => chartView.change((before) => ({ ...before, ...change }));

  const show = useCallback((loss: CosineLoss) => {
    showCurve(loss, {});
    top.current?.scrollIntoView();
  }, []);

  // Made of answers alone: while a slider moves, the chart is drawn again when the lengths come, not before.
  const computed = useMemo(
    () =>
      new Map(
        [...answers].map(([style, answer]) => [
          style,
          { style, text: curveText(answer.curve), heights: heightsOf(answer, view) },
        ]),
      ),
    [answers, view],
  );
  const drawn = chart.curves.flatMap(({ style, loss }): DrawnCurve[] => {
    // A style that is free again may have an answer left from another loss.
    const curve = answers.get(style)?.curve.loss === loss && computed.get(style);
    return curve ? [curve] : [];
  });

  return (
    <Screen title={messages.screens.losses}>
      <p ref={top} className={styles.intro}>
        {words.intro}
      </p>
      <div className={styles.columns}>
        <div>
          <Panel title={words.chart}>
            <ViewChoice {...{ view }} onChange={set} />
            <LengthChart curves={drawn} y={words.heights[view.scale]} />
            <p className={styles.note}>{words.note}</p>
            <LengthTable curves={drawn} />
          </Panel>
          <SampleAngles />
        </div>
        <div className={styles.list}>
          <CurveList {...chart} />
        </div>
      </div>
      <LossCards onShow={show} onTrain={trainWith} />
    </Screen>
  );
}

interface ViewChoiceProps {
  view: ChartView;
  onChange(change: Partial<ChartView>): void;
}

/** What of the lengths is drawn. */
function ViewChoice({ view, onChange }: ViewChoiceProps) {
  const { losses: words } = useMessages();
  return (
    <div className={styles.views}>
      <Segments
        label={words.centre}
        value={view.centre}
        options={[
          ['own', words.centres.own],
          ['other', words.centres.other],
        ]}
        onChange={(centre) => onChange({ centre })}
      />
      <Segments
        label={words.quantity}
        value={view.quantity}
        options={[
          ['length', words.quantities.length],
          ['pull', words.quantities.pull],
        ]}
        onChange={(quantity) => onChange({ quantity })}
      />
      <Segments
        label={words.scale}
        value={view.scale}
        options={[
          ['real', words.scales.real],
          ['relative', words.scales.relative],
        ]}
        onChange={(scale) => onChange({ scale })}
      />
    </div>
  );
}
