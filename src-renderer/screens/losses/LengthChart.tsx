import { memo } from 'react';
import { CartesianGrid, Label, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { useMessages } from '../../app/language.tsx';
import styles from '../../components/chart.module.css';
import { angleAxis, below, beside, margin, tooltip, verticalAxisWidth } from '../../components/chart-axes.ts';
import { lineOf } from '../../components/Swatch.tsx';
import { angles } from './curves.ts';
import { type DrawnCurve, isSameDrawing } from './drawn-curves.ts';
import { marksOf } from './heights.ts';

interface LengthChartProps {
  curves: readonly DrawnCurve[];
  /** Name of the vertical axis. */
  y: string;
}

/** Gradient lengths by the angle to the own class centre. */
export const LengthChart = memo(function LengthChart({ curves, y }: LengthChartProps) {
  const { losses: words } = useMessages();
  const rows = angles.map((angle, i) => ({ angle, heights: curves.map(({ heights }) => heights[i]!) }));
  const marks = marksOf(curves.map(({ heights }) => heights));
  return (
    <figure className={styles.chart} aria-label={words.figure} data-testid="lengths">
      <ResponsiveContainer>
        <LineChart data={rows} {...{ margin }}>
          <CartesianGrid stroke="var(--line)" />
          <XAxis {...angleAxis} dataKey="angle">
            <Label value={words.angleAxis} {...below} />
          </XAxis>
          <YAxis
            stroke="var(--quiet)"
            width={verticalAxisWidth}
            domain={[0, marks.at(-1)!]}
            ticks={marks}
            interval={0}
            allowDataOverflow
          >
            <Label value={y} {...beside} />
          </YAxis>
          <Tooltip
            {...tooltip}
            labelFormatter={(angle) => words.atAngle(Number(angle))}
            formatter={(height) => Number(height).toPrecision(3)}
          />
          {curves.map(({ style, text }, i) => (
            <Line
              key={style}
              name={text}
              dataKey={({ heights }: { heights: number[] }) => heights[i]}
              {...lineOf(style)}
              type="monotone"
              dot={false}
              isAnimationActive={false}
            />
          ))}
        </LineChart>
      </ResponsiveContainer>
    </figure>
  );
}, isSameDrawing);
