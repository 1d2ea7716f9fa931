import { findLoss } from '../../../../src-shared/losses/index.ts';
import { useLanguage, useMessages } from '../../../app/language.tsx';
import { Panel } from '../../../components/Panel.tsx';
import { settingName } from './plan-form.ts';
import type { Axis, Parallel } from './report-figures.ts';
import styles from './sweeps.module.css';

const [width, lineHeight] = [920, 16];
const margin = { left: 140, right: 70, top: 34, bottom: 12 };

interface ParallelCoordinatesProps {
  parallel: Parallel;
  chosen: number | null;
  onChoose(candidate: number): void;
}

/** A line for each candidate through losses, settings and what they gain. The table says the same. */
export function ParallelCoordinates({
  parallel: { axes, lines },
  chosen,
  onChoose,
}: ParallelCoordinatesProps) {
  const { sweeps: words } = useMessages();
  const { language } = useLanguage();
  const most = Math.max(...axes.map(({ ticks }) => ticks.length));
  const height = margin.top + margin.bottom + Math.max(220, lineHeight * most);
  const x = (axis: number) => margin.left + ((width - margin.left - margin.right) * axis) / (axes.length - 1);
  const y = (at: number) => height - margin.bottom - at * (height - margin.top - margin.bottom);
  const nameOf = (key: string) =>
    key === 'loss' ? words.lossAxis : key === 'gain' ? words.gainAxis : settingName(key, language);
  // The chosen one is drawn over the others.
  const ordered = lines.toSorted((a, b) => Number(a.candidate === chosen) - Number(b.candidate === chosen));
  return (
    <Panel title={words.parallel} detail={words.parallelHelp}>
      <svg
        className={styles.parallel}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={words.parallel}
      >
        {ordered.map(({ candidate, at }) => {
          const points = at.flatMap((place, axis) => (place === null ? [] : [`${x(axis)},${y(place)}`]));
          return (
            // biome-ignore lint/a11y/noStaticElementInteractions: the table's rows are chosen by the keyboard.
            <polyline
              key={candidate}
              points={points.join(' ')}
              data-chosen={candidate === chosen}
              onClick={() => onChoose(candidate)}
            />
          );
        })}
        {axes.map((axis, i) => (
          <g key={axis.key}>
            <line x1={x(i)} x2={x(i)} y1={y(0)} y2={y(1)} />
            <text
              className={styles.axis}
              x={x(i)}
              y={16}
              textAnchor={i === 0 ? 'start' : i === axes.length - 1 ? 'end' : 'middle'}
            >
              {nameOf(axis.key)}
            </text>
            <Ticks {...{ axis, y }} x={x(i)} isFirst={i === 0} />
          </g>
        ))}
      </svg>
    </Panel>
  );
}

function Ticks({ axis, x, y, isFirst }: { axis: Axis; x: number; y(at: number): number; isFirst: boolean }) {
  return axis.ticks.map(({ at, value }) => (
    <text
      key={String(value)}
      x={isFirst ? x - 8 : x + 8}
      y={y(at) + 4}
      textAnchor={isFirst ? 'end' : 'start'}
      className="tabular"
    >
      {axis.key === 'loss'
        ? findLoss(String(value)).title
        : typeof value === 'number'
          ? Number(value.toPrecision(3))
          : String(value ?? '–')}
    </text>
  ));
}
