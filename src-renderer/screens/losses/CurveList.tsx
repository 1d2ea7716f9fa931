import { ActionIcon, Button, NativeSelect } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useMessages } from '../../app/language.tsx';
import { Panel } from '../../components/Panel.tsx';
import { Swatch } from '../../components/Swatch.tsx';
import { CurveSettings } from './CurveSettings.tsx';
import {
  type ChartState,
  chartState,
  cosineLosses,
  curveLoss,
  curveText,
  mostCurves,
  withNewCurve,
  withoutCurve,
} from './curves.ts';
import styles from './losses.module.css';

/** The chart's legend, where curves are chosen, set, added and removed. */
export function CurveList({ curves, selected }: ChartState) {
  const { losses: words } = useMessages();
  const [loss, setLoss] = useState('arcface');
  const shown = curves.find(({ style }) => style === selected);
  return (
    <Panel title={words.curves}>
      <ul className={styles.curves}>
        {curves.map((curve) => {
          const text = curveText(curve);
          return (
            <li key={curve.style}>
              <button
                type="button"
                className={styles.curve}
                aria-pressed={curve.style === selected}
                onClick={() => chartState.change((chart) => ({ ...chart, selected: curve.style }))}
              >
                <Swatch style={curve.style} />
                <span>{text}</span>
              </button>
              <ActionIcon
                size={28}
                aria-label={words.remove(text)}
                title={words.remove(text)}
                onClick={() => chartState.change((chart) => withoutCurve(chart, curve.style))}
              >
                <IconX size={16} stroke={1.75} />
              </ActionIcon>
            </li>
          );
        })}
      </ul>
      <div className={styles.add}>
        <NativeSelect
          label={words.newCurve}
          value={loss}
          onChange={({ target }) => setLoss(target.value)}
          data={cosineLosses.map(({ id, title }) => ({ value: id, label: title }))}
        />
        <Button
          variant="default"
          leftSection={<IconPlus size={16} stroke={1.75} aria-hidden />}
          disabled={curves.length === mostCurves}
          title={curves.length === mostCurves ? words.full(mostCurves) : undefined}
          onClick={() => chartState.change((chart) => withNewCurve(chart, curveLoss(loss)))}
        >
          {words.add}
        </Button>
      </div>
      {shown && <CurveSettings curve={shown} />}
    </Panel>
  );
}
