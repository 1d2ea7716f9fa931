/** Curves over epochs or rates: title, named axes, a legend that toggles, values under the pointer, and the table behind them. */
import { ActionIcon } from '@mantine/core';
import { IconChartLine, IconTable } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Label,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { useMessages } from '../app/language.tsx';
import styles from './CurveChart.module.css';
import { shareEnds, tooltip } from './chart-axes.ts';
import { Table } from './Table.tsx';

export interface Series {
  /** Its values' name in the rows. */
  key: string;
  name: string;
  colour: string;
  /** What others are compared with. */
  dashed?: boolean;
  /** Names of the ends of its interval in the rows, which is drawn as a band. */
  band?: readonly [low: string, high: string];
  /** Name of its values before they were smoothed, which are drawn faint behind it. */
  raw?: string;
}

export type CurveRow = Readonly<Record<string, number | null>>;

interface CurveChartProps {
  title: string;
  /** Beside the title: what is averaged, and over whom. */
  detail?: string;
  /**
   * Name of the horizontal axis, and of the rows' value on it; `ticks`: where a logarithmic one has its marks; `marks`: where a plain one has them. `format`: what marks say,
   * which then stand between whole numbers, too.
   */
  x: {
    key: string;
    name: string;
    ticks?: readonly number[];
    marks?: readonly number[];
    format?(value: number): string;
  };
  /** Its ends: they do not move while a run grows. */
  domain: readonly [number, number];
  /** Name of the vertical axis, with its unit. */
  y: string;
  rows: readonly CurveRow[];
  series: readonly Series[];
  format(value: number): string;
  /** They are shown without decimals: neither has the axis any, which would show a number twice. */
  whole?: boolean;
  /** Upper end of what values can be, such as 100 %. */
  most?: number;
  /** Marks of the vertical axis, from its lower end to its upper; `log`: on a logarithmic scale. */
  yAxis?: { ticks: readonly number[]; log?: boolean };
  /** Beside the switch to the table, while the chart is shown. */
  tools?: ReactNode;
  /** For tests and assistive technology: how far the curves have come. */
  count?: number;
}

/** Rows that a chart has room for; drawing thousands would hold the window up while it hears of more. */
const mostShown = 300;

/** Some of many, at even distances, and the last. */
function thinned<T>(all: readonly T[]): readonly T[] {
  const step = Math.ceil(all.length / mostShown);
  return all.filter((_, i) => i % step === 0 || i === all.length - 1);
}

export function CurveChart(props: CurveChartProps) {
  const { title, detail, rows, series, count, tools } = props;
  const { charts: words } = useMessages();
  const [hidden, setHidden] = useState<readonly string[]>([]);
  const [asTable, setAsTable] = useState(false);
  const toggle = (key: string) =>
    setHidden((keys) => (keys.includes(key) ? keys.filter((one) => one !== key) : [...keys, key]));
  return (
    <div>
      <div className={styles.head}>
        <div className={styles.words}>
          <h2>{title}</h2>
          {detail && <span className={styles.detail}>{detail}</span>}
          <div className={styles.legend}>
            {series.map(({ key, name, colour, dashed }) => (
              <button
                key={key}
                type="button"
                className={styles.series}
                aria-pressed={!hidden.includes(key)}
                onClick={() => toggle(key)}
              >
                <span
                  className={styles.stroke}
                  data-dashed={dashed || undefined}
                  style={{ borderTopColor: colour }}
                />
                {name}
              </button>
            ))}
          </div>
        </div>
        <div className={styles.tools}>
          {!asTable && tools}
          <ActionIcon
            size={28}
            aria-label={asTable ? words.asChart(title) : words.asTable(title)}
            onClick={() => setAsTable(!asTable)}
          >
            {asTable ? <IconChartLine size={16} stroke={1.75} /> : <IconTable size={16} stroke={1.75} />}
          </ActionIcon>
        </div>
      </div>
      {asTable ? (
        <CurveTable {...props} />
      ) : (
        <figure className={styles.chart} aria-label={title} data-epochs={count ?? rows.length}>
          <Curves {...props} series={series.filter(({ key }) => !hidden.includes(key))} />
        </figure>
      )}
    </div>
  );
}

function Curves({ x, domain, y, rows, series, format, whole = false, most, yAxis }: CurveChartProps) {
  const { ticks, marks, format: formatX = String } = x;
  const isWhole = x.format === undefined;
  return (
    <ResponsiveContainer>
      <ComposedChart
        data={[...thinned(rows)]}
        margin={{ top: 6, right: ticks ? 24 : 12, bottom: 18, left: 8 }}
      >
        <CartesianGrid stroke="var(--line)" vertical={false} />
        <XAxis
          type="number"
          dataKey={x.key}
          domain={[...domain]}
          allowDecimals={!isWhole}
          stroke="var(--quiet)"
          tickLine={false}
          minTickGap={24}
          tickFormatter={formatX}
          {...(ticks && { scale: 'log', ticks: [...ticks], interval: 0 })}
          {...(marks && { ticks: [...marks], interval: 0 })}
        >
          <Label value={x.name} position="bottom" offset={0} fill="var(--quiet)" />
        </XAxis>
        <YAxis
          stroke="var(--quiet)"
          allowDecimals={!whole}
          domain={most === undefined ? ['auto', 'auto'] : shareEnds(most)}
          {...(yAxis && {
            ticks: [...yAxis.ticks],
            domain: [yAxis.ticks[0]!, yAxis.ticks.at(-1)!],
            allowDataOverflow: true,
            interval: 0,
            ...(yAxis.log && { scale: 'log' as const }),
          })}
          tickFormatter={(value: number) => format(value).replace(/\.0+(?!\d)/, '')}
          tickLine={false}
          axisLine={false}
          width={70}
        >
          <Label
            value={y}
            angle={-90}
            position="insideLeft"
            style={{ textAnchor: 'middle' }}
            fill="var(--quiet)"
          />
        </YAxis>
        <Tooltip
          {...tooltip}
          labelFormatter={(value) => `${x.name} ${formatX(Number(value))}`}
          formatter={(value) => format(Number(value))}
        />
        {bandsOf(series)}
        {rawOf(series)}
        {linesOf(series, rows.length === 1)}
      </ComposedChart>
    </ResponsiveContainer>
  );
}

function bandsOf(series: readonly Series[]) {
  return series.map(
    ({ key, colour, band }) =>
      band && (
        <Area
          key={`${key} band`}
          dataKey={(row: CurveRow) => [row[band[0]], row[band[1]]]}
          stroke="none"
          fill={colour}
          fillOpacity={0.16}
          tooltipType="none"
          connectNulls
          isAnimationActive={false}
          activeDot={false}
        />
      ),
  );
}

function rawOf(series: readonly Series[]) {
  return series.map(
    ({ key, colour, raw }) =>
      raw && (
        <Line
          key={`${key} raw`}
          dataKey={raw}
          stroke={colour}
          strokeOpacity={0.3}
          dot={false}
          activeDot={false}
          tooltipType="none"
          connectNulls
          isAnimationActive={false}
        />
      ),
  );
}

/** @param isPoint whether there is no line yet. */
function linesOf(series: readonly Series[], isPoint: boolean) {
  return series.map(({ key, name, colour, dashed }) => (
    <Line
      key={key}
      dataKey={key}
      name={name}
      stroke={colour}
      strokeWidth={2}
      {...(dashed && { strokeDasharray: '6 4' })}
      dot={isPoint}
      connectNulls
      isAnimationActive={false}
    />
  ));
}

function CurveTable({ title, x, rows, series, format }: CurveChartProps) {
  return (
    <Table label={title} columns={[x.name, ...series.map(({ name }) => name)]}>
      {thinned(rows).map((row) => (
        <tr key={row[x.key]}>
          <td>{(x.format ?? String)(row[x.key]!)}</td>
          {series.map(({ key, band }) => {
            const value = row[key];
            return (
              <td key={key}>
                {value === null || value === undefined ? '–' : format(value)}
                {band && endsOf(row, band, format)}
              </td>
            );
          })}
        </tr>
      ))}
    </Table>
  );
}

/** The interval behind a value, in brackets. */
function endsOf(row: CurveRow, band: readonly [string, string], format: (value: number) => string): string {
  const [low, high] = band.map((end) => row[end]);
  if (low === null || low === undefined || high === null || high === undefined) return '';
  return ` (${format(low)} – ${format(high)})`;
}
