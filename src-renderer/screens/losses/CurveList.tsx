import { useState } from 'react';
import { useMessages } from '../../app/language.tsx';
import { Field } from '../../components/Field.tsx';
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

/** The chart's legend, where curves are chosen, set, added and removed. */
export function CurveList({ curves, selected }: ChartState) {
  const { losses: words } = useMessages();
  const [loss, setLoss] = useState('arcface');
  const shown = curves.find(({ style }) => style === selected);
  return (
    <section className="panel curve-list" aria-label={words.curves}>
      <h2>{words.curves}</h2>
      <ul className="curves">
        {curves.map((curve) => {
          const text = curveText(curve);
          return (
            <li key={curve.style}>
              <button
                type="button"
                aria-pressed={curve.style === selected}
                onClick={() => chartState.change((chart) => ({ ...chart, selected: curve.style }))}
              >
                <Swatch style={curve.style} />
                <span>{text}</span>
              </button>
              <button
                type="button"
                aria-label={words.remove(text)}
                title={words.remove(text)}
                onClick={() => chartState.change((chart) => withoutCurve(chart, curve.style))}
              >
                ×
              </button>
            </li>
          );
        })}
      </ul>
      <div className="row add-curve">
        <Field label={words.newCurve}>
          {(control) => (
            <select {...control} value={loss} onChange={({ target }) => setLoss(target.value)}>
              {cosineLosses.map(({ id, title }) => (
                <option key={id} value={id}>
                  {title}
                </option>
              ))}
            </select>
          )}
        </Field>
        <button
          type="button"
          disabled={curves.length === mostCurves}
          title={curves.length === mostCurves ? words.full(mostCurves) : undefined}
          onClick={() => chartState.change((chart) => withNewCurve(chart, curveLoss(loss)))}
        >
          {words.add}
        </button>
      </div>
      {shown && <CurveSettings curve={shown} />}
    </section>
  );
}
