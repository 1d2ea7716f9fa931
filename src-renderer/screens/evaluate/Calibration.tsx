import {
  CartesianGrid,
  Label,
  Line,
  LineChart,
  ReferenceDot,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import type { PairsResult } from '../../../src-shared/contract/index.ts';
import { percent } from '../../../src-shared/evaluation-files/index.ts';
import { useMessages } from '../../app/language.tsx';
import chart from '../../components/chart.module.css';
import {
  below,
  beside,
  margin,
  shareAcross,
  tooltip,
  verticalAxisWidth,
} from '../../components/chart-axes.ts';
import { Panel } from '../../components/Panel.tsx';
import { ChooseOpened, NotKept } from './ChooseOpened.tsx';
import styles from './evaluate.module.css';
import type { SetState } from './evaluate-address.ts';
import { FigureFiles } from './FigureFiles.tsx';
import type { FacesById } from './faces.tsx';
import { Opened, OpenedPairs } from './Opened.tsx';
import { openKey, pairsStated } from './opened.ts';

type Found = NonNullable<PairsResult['heads'][number]['calibration']>;

interface CalibrationProps {
  /** Of which the probabilities are. */
  source: 'search' | 'pairs';
  /** Null: there are too few. */
  calibration: Found | null;
  faces: FacesById;
  open: string;
  set: SetState;
}

/** Whether one head's probabilities hold; a point opens some of what it counts. */
export function Calibration({ source, calibration, faces, open, set }: CalibrationProps) {
  const { evaluate: words } = useMessages();
  if (calibration === null)
    return (
      <Panel title={words.calibration}>
        <p className={styles.note}>{words.calibrationNone}</p>
      </Panel>
    );
  const { bins, ece } = calibration;
  const opened = bins.findIndex((_, bin) => open === openKey.stated(source, bin));
  const show = (bin: number) => set({ open: openKey.stated(source, bin) }, { replace: true });
  const isKept = bins.every(({ samples }) => samples !== null);
  return (
    <Panel
      title={words.calibration}
      detail={words.calibrationDetail(`${percent(ece.value)} %`)}
      tools={<FigureFiles title={words.calibration} legend={[]} />}
    >
      <CalibrationChart {...{ bins, opened }} show={isKept ? show : null} />
      {isKept ? <OpenPoint {...{ source, bins, opened, faces, set, show }} /> : <NotKept />}
    </Panel>
  );
}

interface OpenPointProps extends Pick<CalibrationProps, 'source' | 'faces' | 'set'>, Pick<Found, 'bins'> {
  /** The point that is open, by its place; below 0: none is. */
  opened: number;
  show(bin: number): void;
}

/** Chooses a point of the chart above, and shows some of what it counts. */
function OpenPoint({ source, bins, opened, faces, set, show }: OpenPointProps) {
  const { evaluate: words } = useMessages();
  const titles = words.cameOut[source];
  const textOf = (bin: number) => words.statedBin(percent(bins[bin]!.probability), percent(bins[bin]!.right));
  const shown = bins[opened];
  return (
    <>
      <ChooseOpened
        label={words.choosePoint}
        help={words.choosePointHelp}
        most={bins.length - 1}
        start={bins.length - 1}
        {...{ textOf, opened, show }}
      />
      {shown && (
        <Opened
          title={textOf(opened)}
          detail={words.statedDetail[source](shown.count)}
          onClose={() => set({ open: '' }, { replace: true })}
        >
          <OpenedPairs items={pairsStated(shown, titles)} {...{ titles, faces }} />
        </Opened>
      )}
    </>
  );
}

interface CalibrationChartProps extends Pick<Found, 'bins'> {
  opened: number;
  /** Null: nothing can be opened. */
  show: ((bin: number) => void) | null;
}

/** What came true of each probability; a click opens the nearest point. */
function CalibrationChart({ bins, opened, show }: CalibrationChartProps) {
  const { evaluate: words } = useMessages();
  const rows = bins.map(({ probability, right }) => ({ stated: 100 * probability, right: 100 * right }));
  const axis = { type: 'number', domain: [0, 100], ticks: [0, 20, 40, 60, 80, 100] } as const;
  const shown = rows[opened];
  return (
    <figure className={chart.chart} aria-label={words.calibration}>
      <ResponsiveContainer>
        <LineChart
          data={rows}
          {...{ margin }}
          onClick={(_, { clientX, currentTarget }) =>
            show?.(nearest(rows, 100 * shareAcross(clientX, currentTarget.getBoundingClientRect())))
          }
        >
          <CartesianGrid stroke="var(--line)" />
          <XAxis {...axis} dataKey="stated" stroke="var(--quiet)" tickLine={false}>
            <Label value={words.stated} {...below} />
          </XAxis>
          <YAxis {...axis} stroke="var(--quiet)" width={verticalAxisWidth} tickLine={false} axisLine={false}>
            <Label value={words.cameTrue} {...beside} />
          </YAxis>
          <Tooltip
            {...tooltip}
            labelFormatter={(value) => `${words.stated} ${Number(value).toFixed(1)}`}
            formatter={(value) => `${Number(value).toFixed(1)} %`}
          />
          <ReferenceLine
            segment={[
              { x: 0, y: 0 },
              { x: 100, y: 100 },
            ]}
            stroke="var(--quiet)"
            strokeDasharray="4 3"
            label={{ value: words.ideal, position: 'insideBottomRight', fill: 'var(--quiet)' }}
          />
          <Line
            dataKey="right"
            name={words.cameTrue}
            stroke="var(--curve-1)"
            strokeWidth={2}
            isAnimationActive={false}
          />
          {shown && (
            <ReferenceDot x={shown.stated} y={shown.right} r={7} fill="var(--accent)" stroke="none" />
          )}
        </LineChart>
      </ResponsiveContainer>
    </figure>
  );
}

const nearest = (rows: readonly { stated: number }[], stated: number) =>
  rows.reduce(
    (best, row, i) => (Math.abs(row.stated - stated) < Math.abs(rows[best]!.stated - stated) ? i : best),
    0,
  );
