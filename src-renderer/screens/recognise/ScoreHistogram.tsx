import { Bar, BarChart, Label, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { Verification } from '../../../src-shared/contract/index.ts';
import { useMessages } from '../../app/language.tsx';
import { tooltip } from '../../components/chart-axes.ts';
import { SwatchLegend } from '../../components/SwatchLegend.tsx';
import styles from './verify.module.css';

/** How pairs of enrolled faces score, of one person and of two, with the threshold and this pair's place. */
export function ScoreHistogram({ answer }: { answer: Verification }) {
  const { recognise: words } = useMessages();
  const { histogram, cosine, threshold } = answer;
  const { from, step, same } = histogram;
  const rows = rowsOf(histogram);
  const last = from + same.length * step;
  return (
    <>
      <SwatchLegend
        items={[
          { name: words.pairsOfOne, colour: 'var(--curve-1)' },
          { name: words.pairsOfTwo, colour: 'var(--curve-2)' },
        ]}
      />
      <figure className={styles.chart} aria-label={words.scores}>
        <ResponsiveContainer>
          <BarChart
            data={rows}
            margin={{ top: 18, right: 12, bottom: 18, left: 8 }}
            barGap={0}
            barCategoryGap={1}
          >
            <XAxis
              type="number"
              dataKey="cosine"
              domain={[from, last]}
              tickCount={6}
              tickFormatter={(value) => Number(value).toFixed(2)}
              stroke="var(--quiet)"
            >
              <Label value={words.similarity} position="bottom" offset={0} fill="var(--quiet)" />
            </XAxis>
            <YAxis
              stroke="var(--quiet)"
              width={60}
              tickFormatter={(value) => `${Math.round(Number(value))} %`}
            >
              <Label
                value={words.shareOfPairs}
                angle={-90}
                position="insideLeft"
                style={{ textAnchor: 'middle' }}
                fill="var(--quiet)"
              />
            </YAxis>
            <Tooltip {...tooltip} formatter={(value) => `${Number(value).toFixed(1)} %`} />
            <Bar
              dataKey="different"
              name={words.pairsOfTwo}
              fill="var(--curve-2)"
              isAnimationActive={false}
            />
            <Bar dataKey="same" name={words.pairsOfOne} fill="var(--curve-1)" isAnimationActive={false} />
            <ReferenceLine
              x={threshold.cosine}
              stroke="var(--text)"
              strokeDasharray="4 3"
              label={{ value: words.threshold, position: 'insideTopRight', fill: 'var(--quiet)' }}
            />
            <ReferenceLine
              x={cosine}
              stroke="var(--accent)"
              strokeWidth={2.5}
              label={{
                value: words.thisPair,
                position: besideLine((cosine - from) / (last - from)),
                fill: 'var(--accent)',
              }}
            />
          </BarChart>
        </ResponsiveContainer>
      </figure>
    </>
  );
}

/** The bars, in percent of the pairs of their kind. */
function rowsOf({ from, step, same, different }: Verification['histogram']) {
  // Each kind of pair by itself: there are many times more of two people.
  const total = (counts: readonly number[]) =>
    Math.max(
      1,
      counts.reduce((sum, count) => sum + count, 0),
    );
  const [ofSame, ofDifferent] = [total(same), total(different)];
  return same.map((count, i) => ({
    cosine: Number((from + (i + 0.5) * step).toFixed(3)),
    same: (100 * count) / ofSame,
    different: (100 * (different[i] ?? 0)) / ofDifferent,
  }));
}

/** A label inside of the chart, on the side of its line where there is room. @param share of the chart's width that lies left of it. */
function besideLine(share: number) {
  return share > 0.5 ? 'insideTopRight' : 'insideTopLeft';
}
