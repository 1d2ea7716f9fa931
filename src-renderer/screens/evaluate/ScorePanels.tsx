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
import type { EvaluationResult } from '../../../src-shared/contract/index.ts';
import { percent } from '../../../src-shared/evaluation-files/index.ts';
import { useMessages } from '../../app/language.tsx';
import chart from '../../components/chart.module.css';
import { below, beside, margin, tooltip, verticalAxisWidth } from '../../components/chart-axes.ts';
import { Panel } from '../../components/Panel.tsx';
import styles from './evaluate.module.css';
import type { SetState } from './evaluate-address.ts';
import { FigureFiles } from './FigureFiles.tsx';
import type { FacesById } from './faces.tsx';
import { Scores } from './Scores.tsx';

interface ScorePanelsProps {
  /** Of which the scores are. */
  source: 'search' | 'pairs';
  figures: NonNullable<EvaluationResult['search'] | EvaluationResult['pairs']>['heads'][number];
  faces: FacesById;
  open: string;
  set: SetState;
}

/** How one head's scores spread, and whether its probabilities hold. */
export function ScorePanels({ figures, ...props }: ScorePanelsProps) {
  return (
    <div className={styles.pair}>
      {figures.histogram && <Scores histogram={figures.histogram} {...props} />}
      <Calibration {...{ figures }} />
    </div>
  );
}

function Calibration({ figures: { calibration } }: Pick<ScorePanelsProps, 'figures'>) {
  const { evaluate: words } = useMessages();
  if (calibration === null)
    return (
      <Panel title={words.calibration}>
        <p className={styles.note}>{words.calibrationNone}</p>
      </Panel>
    );
  const rows = calibration.bins.map(({ probability, right }) => ({
    stated: 100 * probability,
    right: 100 * right,
  }));
  const ece = `${percent(calibration.ece.value)} %`;
  const axis = { type: 'number', domain: [0, 100], ticks: [0, 20, 40, 60, 80, 100] } as const;
  return (
    <Panel
      title={words.calibration}
      detail={words.calibrationDetail(ece)}
      tools={<FigureFiles title={words.calibration} legend={[]} />}
    >
      <figure className={chart.chart} aria-label={words.calibration}>
        <ResponsiveContainer>
          <LineChart data={rows} {...{ margin }}>
            <CartesianGrid stroke="var(--line)" />
            <XAxis {...axis} dataKey="stated" stroke="var(--quiet)" tickLine={false}>
              <Label value={words.stated} {...below} />
            </XAxis>
            <YAxis
              {...axis}
              stroke="var(--quiet)"
              width={verticalAxisWidth}
              tickLine={false}
              axisLine={false}
            >
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
          </LineChart>
        </ResponsiveContainer>
      </figure>
    </Panel>
  );
}
