/** Figure 3 of the story: gradient length over the angle. */
import { useMemo } from 'react';
import { findLoss } from '../../../src-shared/losses/index.ts';
import { kneeOf, type LengthCurve } from '../../../src-shared/story/index.ts';
import { useMessages } from '../../app/language.tsx';
import { SharedState, useSharedState } from '../../app/shared-state.ts';
import { ParameterField } from '../../components/ParameterField.tsx';
import { Segments } from '../../components/Segments.tsx';
import { SliderField } from '../../components/SliderField.tsx';
import { Swatch } from '../../components/Swatch.tsx';
import { peakOf } from '../losses/heights.ts';
import { LengthChart } from '../losses/LengthChart.tsx';
import { LengthTable } from '../losses/LengthTable.tsx';
import { FigurePage } from './FigurePage.tsx';
import { numbersWithin, type SliderParameter } from './settings.ts';
import styles from './story.module.css';
import { useAnswer } from './useAnswer.ts';

const number = (loss: string, parameter: string) => findLoss(loss).parameters[parameter] as SliderParameter;
const fields = {
  scale: number('normface', 'scale'),
  arcface: number('arcface', 'margin'),
  cosface: number('cosface', 'margin'),
};
const ranges = {
  scale: { ...fields.scale, whole: false },
  arcface: { ...fields.arcface, whole: false },
  cosface: { ...fields.cosface, whole: false },
  classes: { min: 2, max: 1_000_000, step: 1, whole: true },
};

/** As it was left. */
const settings = new SharedState({ scale: '64', arcface: '0.5', cosface: '0.35', classes: '100000' });
const heights = new SharedState<'real' | 'relative'>('relative');

/** Figure 3: gradient length over the angle. */
export function LengthsFigure() {
  const { story, losses } = useMessages();
  const { lengths: words } = story;
  const texts = useSharedState(settings);
  const set = (change: Partial<typeof texts>) => settings.change((before) => ({ ...before, ...change }));
  const shown = useSharedState(heights);
  const answered = useAnswer('lengths', curvesOf(texts));
  const drawn = useMemo(
    () =>
      answered?.question.map((curve, style) => ({
        style,
        text: nameOf(curve),
        // The chart draws every second degree.
        heights: Array.from(answered.answer[style]!).filter((_, angle) => angle % 2 === 0),
      })) ?? [],
    [answered],
  );
  const scaled = useMemo(
    () =>
      shown === 'real'
        ? drawn
        : drawn.map((curve) => ({
            ...curve,
            heights: curve.heights.map((height) => height / peakOf(curve.heights)),
          })),
    [drawn, shown],
  );
  return (
    <FigurePage
      figure={3}
      text={words}
      backend="cpu"
      instant
      aside={
        <>
          <ParameterField
            slider
            parameter={fields.scale}
            text={texts.scale}
            onChange={(scale) => set({ scale })}
          />
          <SliderField
            label={losses.classes}
            range={ranges.classes}
            value={texts.classes}
            onChange={(classes) => set({ classes })}
          />
          {(['arcface', 'cosface'] as const).map((loss) => (
            <SliderField
              key={loss}
              label={words.marginOf(findLoss(loss).title)}
              range={ranges[loss]}
              value={texts[loss]}
              onChange={(text) => set({ [loss]: text })}
            />
          ))}
          <Knees curves={drawn.map((curve, i) => ({ ...curve, lengths: answered!.answer[i]! }))} />
        </>
      }
    >
      <Segments
        label={losses.scale}
        value={shown}
        options={[
          ['relative', losses.scales.relative],
          ['real', losses.scales.real],
        ]}
        onChange={(next) => heights.change(() => next)}
      />
      <LengthChart curves={scaled} y={losses.heights[shown]} />
      <p className={styles.quiet}>{words.chart}</p>
      <LengthTable curves={drawn} />
    </FigurePage>
  );
}

interface KneesProps {
  /** `lengths` by the whole degree. */
  curves: readonly { style: number; text: string; lengths: ArrayLike<number> }[];
}

/** The angle of each curve from which on its gradient falls. */
function Knees({ curves }: KneesProps) {
  const { lengths: words } = useMessages().story;
  return (
    <section aria-label={words.knees}>
      <h3>{words.knees}</h3>
      <ul className={styles.legend}>
        {curves.map(({ style, text, lengths }) => (
          <li key={style}>
            <Swatch style={style} />
            <span>{text}</span>
            <strong>{kneeOf(lengths).toFixed(1)}°</strong>
          </li>
        ))}
      </ul>
      <small className={styles.quiet}>{words.kneesHelp}</small>
    </section>
  );
}

function curvesOf(texts: ReturnType<typeof settings.get>): LengthCurve[] | null {
  const values = numbersWithin(ranges, texts);
  if (values === null) return null;
  const { scale, classes, arcface, cosface } = values;
  return [
    { loss: 'normface', parameters: { scale }, classes },
    { loss: 'cosface', parameters: { scale, margin: cosface }, classes },
    { loss: 'arcface', parameters: { scale, margin: arcface }, classes },
    { loss: 'p2sgrad', parameters: {}, classes },
  ];
}

function nameOf({ loss, parameters: { scale, margin } }: LengthCurve): string {
  return [
    findLoss(loss).title,
    ...(scale === undefined ? [] : [`s=${scale}`]),
    ...(margin === undefined ? [] : [`m=${margin}`]),
  ].join(' ');
}
