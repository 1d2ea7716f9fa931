/** The screen Losses: gradient lengths as curves, and every loss explained. */
import { useCallback, useMemo, useRef } from 'react';
import type { CosineLoss } from '../../../src-shared/losses/index.ts';
import { useMessages } from '../../app/language.tsx';
import { SharedState, useSharedState } from '../../app/shared-state.ts';
import { Segments } from '../../components/Segments.tsx';
import { CurveList } from './CurveList.tsx';
import { chartState, curveText, showCurve } from './curves.ts';
import type { DrawnCurve } from './drawn-curves.ts';
import { type ChartView, heightsOf } from './heights.ts';
import { LengthChart } from './LengthChart.tsx';
import { LengthTable } from './LengthTable.tsx';
import { LossCards } from './LossCards.tsx';
import { SampleAngles } from './SampleAngles.tsx';
import { useLengths } from './useLengths.ts';

/** What is shown of the lengths, as it was left. */
const chartView = new SharedState<ChartView>({ centre: 'own', quantity: 'length', scale: 'real' });

/** How hard each loss pulls at which angle, where the samples are, and what all losses do. */
export default function LossesScreen() {
  const messages = useMessages();
  const { losses: words } = messages;
  const chart = useSharedState(chartState);
  const view = useSharedState(chartView);
  const answers = useLengths(chart.curves);
  const top = useRef<HTMLHeadingElement>(null);
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
    <>
      <h1 ref={top}>{messages.screens.losses}</h1>
      <p className="quiet">{words.intro}</p>
      <div className="chart-columns">
        <section className="panel" aria-label={words.chart}>
          <h2>{words.chart}</h2>
          <div className="row">
            <Segments
              label={words.centre}
              value={view.centre}
              options={[
                ['own', words.centres.own],
                ['other', words.centres.other],
              ]}
              onChange={(centre) => set({ centre })}
            />
            <Segments
              label={words.quantity}
              value={view.quantity}
              options={[
                ['length', words.quantities.length],
                ['pull', words.quantities.pull],
              ]}
              onChange={(quantity) => set({ quantity })}
            />
            <Segments
              label={words.scale}
              value={view.scale}
              options={[
                ['real', words.scales.real],
                ['relative', words.scales.relative],
              ]}
              onChange={(scale) => set({ scale })}
            />
          </div>
          <LengthChart curves={drawn} />
          <p className="quiet">{words.note}</p>
          <LengthTable curves={drawn} />
          <SampleAngles />
        </section>
        <CurveList {...chart} />
      </div>
      <LossCards onShow={show} />
    </>
  );
}
