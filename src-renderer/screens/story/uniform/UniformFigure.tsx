/** Figure 6 of the story: the spread of class centres with and without Uniform Loss. */
import { useMemo, useState } from 'react';
import {
  type UniformFrame,
  type UniformSettings,
  uniformEpochs,
} from '../../../../src-shared/story/index.ts';
import { useMessages } from '../../../app/language.tsx';
import { SharedState, useSharedState } from '../../../app/shared-state.ts';
import { SliderField } from '../../../components/SliderField.tsx';
import { useCamera } from '../../../sphere/view/useCamera.ts';
import { FigurePage } from '../FigurePage.tsx';
import { FigureRunTable } from '../FigureRunTable.tsx';
import {
  computeOnFaces,
  FacesFields,
  type FacesRun,
  fewestPeople,
  firstFaces,
  namesOf,
  peopleOf,
} from '../faces.tsx';
import { StepChart } from '../StepChart.tsx';
import { StepSlider } from '../StepSlider.tsx';
import { StepTable } from '../StepTable.tsx';
import { numbersWithin, seedRange } from '../settings.ts';
import { TrainBar } from '../TrainBar.tsx';
import { findTrained, linesOf, type TrainedSettings } from '../trained-settings.ts';
import { useTrainedSettings } from '../useTrainedSettings.ts';
import { CentresSphere } from './CentresSphere.tsx';

type UniformRun = FacesRun<UniformSettings>;

const first = { classes: '10', weight: '100', ...firstFaces };
/** As they were left. */
const form = new SharedState(first);
const shelf = new SharedState<readonly TrainedSettings<UniformRun, UniformFrame>[]>([]);

/** Figure 6: class centres with and without Uniform Loss. */
export function UniformFigure() {
  const { story, losses, sphere } = useMessages();
  const { uniform: words } = story;
  const texts = useSharedState(form);
  const set = (change: Partial<typeof texts>) => form.change((before) => ({ ...before, ...change }));
  const { runs, task, error, train, cancel, remove } = useTrainedSettings(shelf, (run: UniformRun) =>
    computeOnFaces('uniform', run),
  );
  const camera = useCamera();
  const [selected, select] = useState<UniformRun | null>(null);
  const [index, setIndex] = useState<number | null>(null);
  const { source } = texts;
  const ranges = {
    classes: { min: fewestPeople, max: peopleOf(source), step: 1, whole: true },
    weight: { min: 0.1, max: 1000, step: 0.1, whole: false },
    seed: seedRange,
  };
  const numbers = numbersWithin(ranges, texts);
  const runWith = (weight: number): UniformRun => ({
    settings: { weight, epochs: uniformEpochs(numbers!.classes) },
    seed: numbers!.seed,
    most: numbers!.classes,
    source,
  });
  const nameOf = (run: UniformRun) =>
    [
      run.settings.weight === 0 ? words.without : `λ=${run.settings.weight}`,
      `C=${run.most}`,
      ...namesOf(run, story.faces.own),
    ].join(' ');
  const lines = useMemo(() => linesOf(runs, nameOf, ({ ratio }) => ratio), [runs, story]);

  // Beside each other: the run that was chosen, or trained last, and the same without the regulariser.
  const chosen =
    (selected && findTrained(runs, selected)) ??
    runs.findLast(({ settings }) => settings.settings.weight > 0);
  const plain =
    chosen === undefined
      ? runs.at(-1)
      : findTrained(runs, { ...chosen.settings, settings: { ...chosen.settings.settings, weight: 0 } });
  const longest = [plain, chosen].reduce<readonly UniformFrame[]>(
    (most, run) => (run !== undefined && run.frames.length > most.length ? run.frames : most),
    [],
  );
  const at = index ?? longest.length - 1;
  const frameOf = (run: TrainedSettings<UniformRun, UniformFrame> | undefined) =>
    run?.frames[Math.min(at, run.frames.length - 1)] ?? null;
  const sides = [
    { run: plain, title: words.without },
    { run: chosen, title: words.with(chosen ? String(chosen.settings.settings.weight) : texts.weight) },
  ];

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
          <SliderField
            label={losses.classes}
            range={ranges.classes}
            value={texts.classes}
            onChange={(classes) => set({ classes })}
          />
          <SliderField
            label={words.weight}
            range={ranges.weight}
            value={texts.weight}
            onChange={(weight) => set({ weight })}
          />
          <FacesFields value={texts} onChange={set} />
          <StepChart label={words.chart} lines={lines} unit="" top={1} />
          <p className="quiet">{words.note}</p>
        </>
      }
    >
      <div className="spheres">
        {sides.map(({ run, title }) => (
          <CentresSphere
            key={title}
            {...{ title, camera }}
            frame={frameOf(run)}
            label={run ? words.pictureOf(nameOf(run.settings)) : words.empty}
          />
        ))}
      </div>
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
