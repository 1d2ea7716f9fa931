import { memo } from 'react';
import {
  CartesianGrid,
  Label,
  Line,
  LineChart,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { useMessages } from '../../app/language.tsx';
import styles from '../../components/chart.module.css';
import { below, beside, margin, tooltip, verticalAxisWidth } from '../../components/chart-axes.ts';
import { lineOf } from '../../components/Swatch.tsx';

export interface StepLine {
  name: string;
  style: number;
  points: readonly { step: number; value: number }[];
}

interface StepChartProps {
  label: string;
  /** Name of the vertical axis. */
  y: string;
  lines: readonly StepLine[];
  /** Heights to compare with, in the colour of the line of that style; without one in green. */
  marks?: readonly { value: number; style?: number }[];
  unit: '°' | '';
  /** Where it is fixed; else as high as the lines are. */
  top?: number;
}

/** Something over the steps of training, several runs in one picture. */
export const StepChart = memo(function StepChart({ label, y, lines, marks = [], unit, top }: StepChartProps) {
  const { sphere, story } = useMessages();
  return (
    <figure className={styles.chart} aria-label={label}>
      <ResponsiveContainer>
        <LineChart {...{ margin }}>
          <CartesianGrid stroke="var(--line)" />
          <XAxis
            dataKey="step"
            type="number"
            domain={[0, 'dataMax']}
            stroke="var(--quiet)"
            allowDuplicatedCategory={false}
          >
            <Label value={story.step} {...below} />
          </XAxis>
          <YAxis
            stroke="var(--quiet)"
            width={verticalAxisWidth}
            domain={[0, top ?? 'auto']}
            tickFormatter={(value) => `${value}${unit}`}
          >
            <Label value={y} {...beside} />
          </YAxis>
          <Tooltip
            {...tooltip}
            labelFormatter={(step) => sphere.step(Number(step))}
            formatter={(value) => `${Number(value).toPrecision(4)}${unit}`}
          />
          {marks.map(({ value, style }) => (
            <ReferenceLine
              key={`${style} ${value}`}
              y={value}
              ifOverflow="extendDomain"
              stroke={style === undefined ? 'var(--good)' : `var(--curve-${style + 1})`}
              strokeDasharray="2 4"
            />
          ))}
          {lines.map(({ name, style, points }) => (
            <Line
              key={name}
              data={[...points]}
              dataKey="value"
              {...{ name }}
              {...lineOf(style)}
              dot={false}
              isAnimationActive={false}
            />
          ))}
        </LineChart>
      </ResponsiveContainer>
    </figure>
  );
});
