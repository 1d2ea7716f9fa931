/** Curves over epochs or rates: title, named axes, a legend that toggles, values under the pointer, and the table behind them. */
import { ActionIcon } from '@mantine/core';
import { IconChartLine, IconTable } from '@tabler/icons-react';
import { useState } from 'react';
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Label,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { useMessages } from '../app/language.tsx';
import styles from './CurveChart.module.css';
import { CurveTable } from './CurveTable.tsx';
import { shareAcross, shareEnds, tooltip } from './chart-axes.ts';
import { type CurveProps, type CurveRow, nearestTo, type Series, thinned } from './curves.ts';

export function CurveChart(props: CurveProps) {
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
        <figure
          className={styles.chart}
          aria-label={title}
          data-epochs={count ?? rows.length}
          data-opens={props.opening !== undefined || undefined}
        >
          <Curves {...props} series={series.filter(({ key }) => !hidden.includes(key))} />
        </figure>
      )}
    </div>
  );
}

const axisWidth = 70;

function Curves(props: CurveProps) {
  const { x, domain, y, rows, series, format, whole = false, most, yAxis, opening } = props;
  const { ticks, marks, format: formatX = String } = x;
  const isWhole = x.format === undefined;
  const margin = { top: 6, right: ticks ? 24 : 12, bottom: 18, left: 8 };
  return (
    <ResponsiveContainer>
      <ComposedChart
        data={[...thinned(rows)]}
        {...{ margin }}
        onClick={(_, { clientX, currentTarget }) => {
          const share = shareAcross(clientX, currentTarget.getBoundingClientRect(), margin, axisWidth);
          const value = opening && nearestTo(share, props);
          if (value !== undefined && opening?.canOpen(value)) opening.onToggle(value);
        }}
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
          width={axisWidth}
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
        {opening && opening.open !== null && (
          <ReferenceLine x={opening.open} stroke="var(--accent)" strokeDasharray="4 3" />
        )}
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
