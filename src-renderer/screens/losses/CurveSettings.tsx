import { useMessages } from '../../app/language.tsx';
import { ParameterField } from '../../components/ParameterField.tsx';
import { SliderField } from '../../components/SliderField.tsx';
import { Swatch } from '../../components/Swatch.tsx';
import { type Curve, chartState, curveLoss, curveText, ranges } from './curves.ts';
import styles from './losses.module.css';

/** All that decides a curve; the chart follows at once. */
export function CurveSettings({ curve }: { curve: Curve }) {
  const { losses: words } = useMessages();
  const { parameters, usesLength } = curveLoss(curve.loss);
  const set = (change: Partial<Curve>) =>
    chartState.change((chart) => ({
      ...chart,
      curves: chart.curves.map((other) => (other.style === curve.style ? { ...other, ...change } : other)),
    }));
  return (
    <fieldset className={styles.settings}>
      <legend>
        <Swatch style={curve.style} /> {curveText(curve)}
      </legend>
      {Object.entries(parameters).map(([name, parameter]) => (
        <ParameterField
          key={name}
          slider
          {...{ parameter }}
          text={curve.parameters[name]}
          onChange={(text) => set({ parameters: { ...curve.parameters, [name]: text } })}
        />
      ))}
      <SliderField
        label={words.classes}
        range={ranges.classes}
        value={curve.classes}
        onChange={(classes) => set({ classes })}
      />
      <SliderField
        label={words.otherAngle}
        range={ranges.otherAngle}
        value={curve.otherAngle}
        onChange={(otherAngle) => set({ otherAngle })}
      />
      {usesLength && (
        <SliderField
          label={words.length}
          range={ranges.length}
          value={curve.length}
          onChange={(length) => set({ length })}
        />
      )}
    </fieldset>
  );
}
