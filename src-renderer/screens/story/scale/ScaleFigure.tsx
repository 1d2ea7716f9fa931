/** Figure 4 of the story: the scale that AdaCos chooses. */
import { useMemo } from 'react';
import { type ScalePoint, type ScaleSettings, scaleEpochs } from '../../../../src-shared/story/index.ts';
import { useMessages } from '../../../app/language.tsx';
import { SharedState, useSharedState } from '../../../app/shared-state.ts';
import { Segments } from '../../../components/Segments.tsx';
import { SliderField } from '../../../components/SliderField.tsx';
import { FigurePage } from '../FigurePage.tsx';
import { FigureRunTable } from '../FigureRunTable.tsx';
import {
  computeOnFaces,
  FacesFields,
  type FacesRun,
  type FacesSource,
  fewestPeople,
  firstFaces,
  namesOf,
  peopleOf,
} from '../faces.tsx';
import { StepChart } from '../StepChart.tsx';
import { StepTable } from '../StepTable.tsx';
import { numbersWithin, seedRange } from '../settings.ts';
import styles from '../story.module.css';
import { TrainBar } from '../TrainBar.tsx';
import { linesOf, type TrainedSettings } from '../trained-settings.ts';
import { useTrainedSettings } from '../useTrainedSettings.ts';

type ScaleRun = FacesRun<ScaleSettings>;

const first = { variant: 'dynamic' as ScaleSettings['variant'], classes: '10', ...firstFaces };
/** As they were left. */
const form = new SharedState(first);
const shelf = new SharedState<readonly TrainedSettings<ScaleRun, ScalePoint>[]>([]);

/** Class counts that show the rule beside each other. */
const several = [5, 10, 20, 40];

function runOf(variant: ScaleSettings['variant'], most: number, seed: number, source: FacesSource): ScaleRun {
  return { settings: { variant, epochs: scaleEpochs(most) }, seed, most, source };
}

/** What is there to look at before anything was chosen. */
const opening = [10, 40].map((most) => runOf(first.variant, most, Number(first.seed), first.source));

/** √2 log(C - 1), at which the scale begins. */
const fixedScale = ({ most }: ScaleRun) => Math.SQRT2 * Math.log(most - 1);

/** Figure 4: the scale that AdaCos sets itself. */
export function ScaleFigure() {
  const { story, losses } = useMessages();
  const { scale: words } = story;
  const texts = useSharedState(form);
  const set = (change: Partial<typeof texts>) => form.change((before) => ({ ...before, ...change }));
  const { runs, task, error, train, cancel, remove } = useTrainedSettings(
    shelf,
    (run: ScaleRun) => computeOnFaces('scale', run),
    opening,
  );
  const { variant, source } = texts;
  const ranges = {
    classes: { min: fewestPeople, max: peopleOf(source), step: 1, whole: true },
    seed: seedRange,
  };
  const numbers = numbersWithin(ranges, texts);
  const runWith = (most: number, seed: number) => runOf(variant, most, seed, source);
  const counts = several.filter((count) => count <= peopleOf(source));
  const nameOf = (run: ScaleRun) =>
    [words.variants[run.settings.variant], `C=${run.most}`, ...namesOf(run, story.faces.own)].join(' ');
  const lines = useMemo(() => linesOf(runs, nameOf, ({ scale }) => scale), [runs, story]);
  const marks = useMemo(
    () => runs.map(({ settings, style }) => ({ value: fixedScale(settings), style })),
    [runs],
  );
  return (
    <FigurePage
      figure={4}
      text={words}
      backend="wasm"
      aside={
        <>
          <TrainBar
            {...{ task, error }}
            canTrain={numbers !== null}
            onTrain={() => train([runWith(numbers!.classes, numbers!.seed)])}
            onCancel={cancel}
            also={{
              text: words.several(counts.join(', ')),
              onTrain: () => train(counts.map((count) => runWith(count, numbers!.seed))),
            }}
          />
          <SliderField
            label={losses.classes}
            range={ranges.classes}
            value={texts.classes}
            onChange={(classes) => set({ classes })}
          />
          <Segments
            label={words.variant}
            value={variant}
            options={[
              ['dynamic', words.variants.dynamic],
              ['fixed', words.variants.fixed],
            ]}
            onChange={(next) => set({ variant: next })}
          />
          <FacesFields value={texts} onChange={set} />
        </>
      }
    >
      <StepChart label={words.chart} y={words.axis} lines={lines} {...{ marks }} unit="" />
      <p className={styles.quiet}>{words.note}</p>
      <FigureRunTable
        {...{ runs, nameOf }}
        columns={[words.begin, words.end, words.ratio]}
        cellsOf={({ scale }, run) => [
          fixedScale(run).toFixed(3),
          scale.toFixed(3),
          (scale / fixedScale(run)).toFixed(3),
        ]}
        onRemove={remove}
      />
      <StepTable lines={lines} text={(value) => value.toFixed(3)} />
    </FigurePage>
  );
}
