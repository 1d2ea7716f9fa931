/** Figure 5 of the story: the mean angle to the class centre over the steps of training. */
import { useMemo, useState } from 'react';
import { findLoss } from '../../../../src-shared/losses/index.ts';
import {
  type PullPoint,
  type PullSettings,
  pullDefaults,
  pullRuns,
} from '../../../../src-shared/story/index.ts';
import { useMessages } from '../../../app/language.tsx';
import { SharedState, useSharedState } from '../../../app/shared-state.ts';
import { type ParameterTexts, symbolOf } from '../../../components/parameter-values.ts';
import { Segments } from '../../../components/Segments.tsx';
import { SliderField } from '../../../components/SliderField.tsx';
import { FigurePage } from '../FigurePage.tsx';
import { FigureRunTable } from '../FigureRunTable.tsx';
import {
  computeOnFaces,
  FacesFields,
  type FacesRun,
  type FacesSource,
  firstFaces,
  namesOf,
  peopleOf,
} from '../faces.tsx';
import { LossFields } from '../LossFields.tsx';
import { StepChart } from '../StepChart.tsx';
import { StepTable } from '../StepTable.tsx';
import { numbersWithin, type Parameters, parameterNumbers, seedRange } from '../settings.ts';
import styles from '../story.module.css';
import { TrainBar } from '../TrainBar.tsx';
import { linesOf, type TrainedSettings } from '../trained-settings.ts';
import { useTrainedSettings } from '../useTrainedSettings.ts';

type PullRun = FacesRun<PullSettings>;

/** Losses with class centres that are functions of the angles alone. */
const losses = ['normface', 'cosface', 'arcface', 'adacos', 'p2sgrad'];

const first = {
  loss: 'arcface',
  parameters: {} as Readonly<Record<string, ParameterTexts>>,
  epochs: String(pullDefaults.epochs),
  ...firstFaces,
};
/** As they were left. */
const form = new SharedState(first);
const shelf = new SharedState<readonly TrainedSettings<PullRun, PullPoint>[]>([]);
const ranges = { epochs: { min: 1, max: 300, step: 1, whole: true }, seed: seedRange };

/** What is there to look at before anything was chosen: a margin softmax, and what the figure is about. */
const opening = pullRuns
  .filter(({ loss }) => loss === 'arcface' || loss === 'p2sgrad')
  .map((settings) => runWith(settings, Number(first.seed), pullDefaults.epochs, first.source));

function runWith(
  settings: Pick<PullSettings, 'loss' | 'parameters'>,
  seed: number,
  epochs: number,
  source: FacesSource,
): PullRun {
  return { settings: { ...pullDefaults, ...settings, epochs }, seed, most: peopleOf(source), source };
}

/** Figure 5: the mean angle to the own centre over the steps of training. */
export function PullFigure() {
  const { story } = useMessages();
  const { pull: words } = story;
  const texts = useSharedState(form);
  const set = (change: Partial<typeof texts>) => form.change((before) => ({ ...before, ...change }));
  const { runs, task, error, train, cancel, remove } = useTrainedSettings(
    shelf,
    (run: PullRun) => computeOnFaces('pull', run),
    opening,
  );
  const [shown, setShown] = useState<'angle' | 'heldOut'>('angle');
  const { loss, source } = texts;
  const lossParameters = parametersOf(loss);
  const parameterTexts = texts.parameters[loss] ?? {};
  const numbers = numbersWithin(ranges, texts);
  const values = parameterNumbers(lossParameters, parameterTexts);
  const runOf = (settings: Pick<PullSettings, 'loss' | 'parameters'>) =>
    runWith(settings, numbers!.seed, numbers!.epochs, source);
  const nameOf = (run: PullRun) => {
    const { settings } = run;
    return [
      findLoss(settings.loss).title,
      ...Object.entries(settings.parameters).map(
        ([name, value]) => `${symbolOf(findLoss(settings.loss).parameters[name]!) ?? name}=${value}`,
      ),
      ...(String(settings.epochs) === first.epochs ? [] : [`epochs=${settings.epochs}`]),
      ...namesOf(run, story.faces.own),
    ].join(' ');
  };
  const lines = useMemo(() => linesOf(runs, nameOf, (frame) => frame[shown]), [runs, shown, story]);
  return (
    <FigurePage
      figure={5}
      text={words}
      backend="wasm"
      aside={
        <>
          <TrainBar
            {...{ task, error }}
            canTrain={numbers !== null && values !== null}
            onTrain={() => train([runOf({ loss, parameters: values! })])}
            onCancel={cancel}
            also={{ text: words.several(pullRuns.length), onTrain: () => train(pullRuns.map(runOf)) }}
          />
          <LossFields value={texts} {...{ losses }} parameters={lossParameters} onChange={set} />
          <SliderField
            label={story.epochs}
            range={ranges.epochs}
            value={texts.epochs}
            onChange={(epochs) => set({ epochs })}
          />
          <FacesFields value={texts} onChange={set} />
        </>
      }
    >
      <Segments
        label={words.faces}
        value={shown}
        options={[
          ['angle', words.angle],
          ['heldOut', words.heldOut],
        ]}
        onChange={(next) => setShown(next)}
      />
      <StepChart label={words.chart} y={words.axis} lines={lines} unit="°" />
      <p className={styles.quiet}>{words.note}</p>
      <FigureRunTable
        {...{ runs, nameOf }}
        columns={[words.angle, words.heldOut]}
        cellsOf={({ angle, heldOut }) => [`${angle.toFixed(2)}°`, `${heldOut.toFixed(2)}°`]}
        onRemove={remove}
      />
      <StepTable lines={lines} text={(value) => `${value.toFixed(2)}°`} />
    </FigurePage>
  );
}

/** Scale and margin, if the loss has them. */
function parametersOf(loss: string): Parameters {
  return Object.entries(findLoss(loss).parameters).flatMap(([name, parameter]) =>
    parameter.kind === 'number' && (name === 'scale' || name === 'margin')
      ? [[name, parameter] as const]
      : [],
  );
}
