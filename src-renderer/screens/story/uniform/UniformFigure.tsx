/** Figure 6 of the story: the spread of class centres with and without Uniform Loss. */
import { useMemo, useState } from 'react';
import {
  type UniformFrame,
  type UniformSettings,
  uniformEpochs,
} from '../../../../src-shared/story/index.ts';
import { useMessages } from '../../../app/language.tsx';
import type { Messages } from '../../../app/messages/en.ts';
import { SharedState, useSharedState } from '../../../app/shared-state.ts';
import { SliderField } from '../../../components/SliderField.tsx';
import type { SliderRange } from '../../../components/slider-scale.ts';
import { useCamera } from '../../../sphere/view/useCamera.ts';
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
import { StepSlider } from '../StepSlider.tsx';
import { StepTable } from '../StepTable.tsx';
import { numbersWithin, seedRange } from '../settings.ts';
import styles from '../story.module.css';
import { TrainBar } from '../TrainBar.tsx';
import { findTrained, linesOf, type TrainedSettings } from '../trained-settings.ts';
import { useTrainedSettings } from '../useTrainedSettings.ts';
import { CentresSphere } from './CentresSphere.tsx';

type UniformRun = FacesRun<UniformSettings>;

const first = { classes: '10', weight: '100', ...firstFaces };
/** As they were left. */
const form = new SharedState(first);
const shelf = new SharedState<readonly TrainedSettings<UniformRun, UniformFrame>[]>([]);

function runOf(weight: number, classes: number, seed: number, source: FacesSource): UniformRun {
  return { settings: { weight, epochs: uniformEpochs(classes) }, seed, most: classes, source };
}

/** What is there to look at before anything was chosen. */
const opening = [0, Number(first.weight)].map((weight) =>
  runOf(weight, Number(first.classes), Number(first.seed), first.source),
);

/** Figure 6: class centres with and without Uniform Loss. */
export function UniformFigure() {
  const { story, sphere } = useMessages();
  const { uniform: words } = story;
  const texts = useSharedState(form);
  const set = (change: Partial<typeof texts>) => form.change((before) => ({ ...before, ...change }));
  const { runs, task, error, train, cancel, remove } = useTrainedSettings(
    shelf,
    (run: UniformRun) => computeOnFaces('uniform', run),
    opening,
  );
  const [selected, select] = useState<UniformRun | null>(null);
  const [index, setIndex] = useState<number | null>(null);
  const { source } = texts;
  const ranges = rangesOf(source);
  const numbers = numbersWithin(ranges, texts);
  const runWith = (weight: number) => runOf(weight, numbers!.classes, numbers!.seed, source);
  const nameOf = (run: UniformRun) => nameOfRun(run, story);
  const lines = useMemo(() => linesOf(runs, nameOf, ({ ratio }) => ratio), [runs, story]);

  const { plain, chosen } = comparedRuns(runs, selected);
  const longest = longestOf([plain, chosen]);
  return (
    <FigurePage
      figure={6}
      text={words}
      backend="wasm"
      aside={
        <>
          <TrainBar
            {...{ task, error }}
            canTrain={numbers !== null}
            onTrain={() => {
              const wanted = runWith(numbers!.weight);
              select(wanted);
              setIndex(null);
              void train([runWith(0), wanted]);
            }}
            onCancel={cancel}
          />
          <UniformFields {...{ texts, ranges }} onChange={set} />
          <StepChart label={words.chart} y={sphere.ratio} lines={lines} unit="" top={1} />
          <p className={styles.quiet}>{words.note}</p>
        </>
      }
    >
      <TwoSpheres
        {...{ nameOf }}
        at={index ?? longest.length - 1}
        sides={[
          { run: plain, title: words.without },
          {
            run: chosen,
            title: words.with(chosen ? String(chosen.settings.settings.weight) : texts.weight),
          },
        ]}
      />
      <StepSlider frames={longest} {...{ index }} onChange={setIndex} />
      <FigureRunTable
        {...{ runs, nameOf }}
        columns={[sphere.smallest, sphere.best, sphere.ratio]}
        cellsOf={({ smallestAngle, optimum, ratio }) => [
          `${smallestAngle.toFixed(2)}°`,
          `${optimum.angle.toFixed(2)}° (${sphere.statuses[optimum.status]})`,
          ratio.toFixed(3),
        ]}
        {...(chosen && { selected: chosen.settings })}
        onSelect={(settings) => {
          select(settings);
          setIndex(null);
        }}
        onRemove={remove}
      />
      <StepTable lines={lines} text={(value) => value.toFixed(3)} />
    </FigurePage>
  );
}

function nameOfRun(run: UniformRun, { uniform, faces }: Messages['story']): string {
  const { weight } = run.settings;
  const first = weight === 0 ? uniform.without : `λ=${weight}`;
  return [first, `C=${run.most}`, ...namesOf(run, faces.own)].join(' ');
}

type Trained = TrainedSettings<UniformRun, UniformFrame>;

/** The run that was chosen, or trained last, and the same without the regulariser. */
function comparedRuns(runs: readonly Trained[], selected: UniformRun | null) {
  const chosen =
    (selected && findTrained(runs, selected)) ??
    runs.findLast(({ settings }) => settings.settings.weight > 0);
  const plain =
    chosen === undefined
      ? runs.at(-1)
      : findTrained(runs, { ...chosen.settings, settings: { ...chosen.settings.settings, weight: 0 } });
  return { chosen, plain };
}

function longestOf(runs: readonly (Trained | undefined)[]): readonly UniformFrame[] {
  return runs.reduce<readonly UniformFrame[]>(
    (longest, run) => (run !== undefined && run.frames.length > longest.length ? run.frames : longest),
    [],
  );
}

const rangesOf = (source: FacesSource) => ({
  classes: { min: fewestPeople, max: peopleOf(source), step: 1, whole: true },
  weight: { min: 0.1, max: 1000, step: 0.1, whole: false },
  seed: seedRange,
});

interface TwoSpheresProps {
  sides: readonly { run: Trained | undefined; title: string }[];
  /** Index of the frame; a shorter run shows its last. */
  at: number;
  nameOf(run: UniformRun): string;
}

/** The centres of two runs beside each other, turned together. */
function TwoSpheres({ sides, at, nameOf }: TwoSpheresProps) {
  const { uniform: words } = useMessages().story;
  const camera = useCamera();
  return (
    <div className={styles.spheres}>
      {sides.map(({ run, title }) => (
        <CentresSphere
          key={title}
          {...{ title, camera }}
          frame={run?.frames[Math.min(at, run.frames.length - 1)] ?? null}
          label={run ? words.pictureOf(nameOf(run.settings)) : words.empty}
        />
      ))}
    </div>
  );
}

interface UniformFieldsProps {
  texts: typeof first;
  ranges: { classes: SliderRange; weight: SliderRange };
  onChange(change: Partial<typeof first>): void;
}

/** The settings of the next run. */
function UniformFields({ texts, ranges, onChange }: UniformFieldsProps) {
  const { story, losses } = useMessages();
  return (
    <>
      <SliderField
        label={losses.classes}
        range={ranges.classes}
        value={texts.classes}
        onChange={(classes) => onChange({ classes })}
      />
      <SliderField
        label={story.uniform.weight}
        range={ranges.weight}
        value={texts.weight}
        onChange={(weight) => onChange({ weight })}
      />
      <FacesFields value={texts} onChange={onChange} />
    </>
  );
}
