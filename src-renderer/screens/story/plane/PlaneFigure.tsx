/** Figure 1 of the story: digits as two-dimensional features. */
import { useState } from 'react';
import { type PlaneEnd, type PlaneFrame, planeLosses } from '../../../../src-shared/story/index.ts';
import { useMessages } from '../../../app/language.tsx';
import { SharedState, useSharedState } from '../../../app/shared-state.ts';
import { Segments } from '../../../components/Segments.tsx';
import { SliderField } from '../../../components/SliderField.tsx';
import { compute } from '../compute/story-worker.ts';
import { DataTable } from '../DataTable.tsx';
import { FigurePage } from '../FigurePage.tsx';
import { FigureRunTable } from '../FigureRunTable.tsx';
import { LossFields } from '../LossFields.tsx';
import { StepSlider } from '../StepSlider.tsx';
import styles from '../story.module.css';
import { TrainBar } from '../TrainBar.tsx';
import { findTrained, type TrainedSettings } from '../trained-settings.ts';
import { useTrainedSettings } from '../useTrainedSettings.ts';
import { digitClasses } from './classes.ts';
import { PlanePicture } from './PlanePicture.tsx';
import {
  type PlaneForm,
  type PlaneRun,
  planeParameters,
  planeRanges,
  runOf,
  settingsName,
} from './settings.ts';

const first: PlaneForm = { loss: 'softmax', parameters: {}, perClass: '150', epochs: '20', seed: '1' };
/** As they were left. */
const form = new SharedState(first);
const shelf = new SharedState<readonly TrainedSettings<PlaneRun, PlaneFrame | PlaneEnd>[]>([]);

/** What is there to look at before anything was chosen. */
const opening = [runOf(first)!];

/** Figure 1: features of two dimensions. */
export function PlaneFigure() {
  const { story } = useMessages();
  const { plane: words } = story;
  const texts = useSharedState(form);
  const set = (change: Partial<PlaneForm>) => form.change((before) => ({ ...before, ...change }));
  const { runs, task, error, train, cancel, remove } = useTrainedSettings(
    shelf,
    (run: PlaneRun) => compute('plane', run),
    opening,
  );
  const [selected, select] = useState<PlaneRun | null>(runs.at(-1)?.settings ?? null);
  const [onCircle, setOnCircle] = useState(false);
  /** Of the selected run; null: its latest frame. */
  const [index, setIndex] = useState<number | null>(null);
  const wanted = runOf(texts);
  const run = (selected && findTrained(runs, selected)) ?? runs.at(-1);
  const frame = run?.frames[index ?? run.frames.length - 1] ?? run?.frames.at(-1) ?? null;

  const show = (settings: PlaneRun) => {
    select(settings);
    setIndex(null);
  };
  return (
    <FigurePage
      figure={1}
      text={words}
      backend="wasm"
      aside={
        <>
          <TrainBar
            {...{ task, error }}
            canTrain={wanted !== null}
            onTrain={() => {
              show(wanted!);
              void train([wanted!]);
            }}
            onCancel={cancel}
          />
          <PlaneFields texts={texts} onChange={set} />
          <p className={styles.quiet}>{words.help}</p>
        </>
      }
    >
      <Segments
        label={words.shown}
        value={onCircle ? 'circle' : 'plane'}
        options={[
          ['plane', words.inPlane],
          ['circle', words.onCircle],
        ]}
        onChange={(value) => setOnCircle(value === 'circle')}
      />
      <PlanePicture
        {...{ frame, onCircle }}
        label={run ? words.pictureOf(settingsName(run.settings, first)) : words.empty}
      />
      <StepSlider frames={run?.frames ?? []} {...{ index }} onChange={setIndex} />
      <FigureRunTable
        {...{ runs }}
        nameOf={(settings) => settingsName(settings, first)}
        columns={[words.accuracy, words.within, words.spread]}
        cellsOf={cellsOf}
        {...(run && { selected: run.settings })}
        onSelect={show}
        onRemove={remove}
      />
      <p className={styles.quiet}>{words.measures}</p>
      <DigitTable frame={frame} />
    </FigurePage>
  );
}

interface PlaneFieldsProps {
  texts: PlaneForm;
  onChange(change: Partial<PlaneForm>): void;
}

/** The settings of the next run. */
function PlaneFields({ texts, onChange }: PlaneFieldsProps) {
  const { story } = useMessages();
  return (
    <>
      <LossFields
        value={texts}
        losses={planeLosses}
        parameters={planeParameters(texts.loss)}
        onChange={onChange}
      />
      {(['perClass', 'epochs', 'seed'] as const).map((name) => (
        <SliderField
          key={name}
          label={name === 'perClass' ? story.plane.perClass : name === 'epochs' ? story.epochs : story.seed}
          range={planeRanges[name]}
          value={texts[name]}
          onChange={(text) => onChange({ [name]: text })}
        />
      ))}
    </>
  );
}

/** Each digit's features, in numbers. */
function DigitTable({ frame }: { frame: PlaneFrame | PlaneEnd | null }) {
  const { plane: words } = useMessages().story;
  return (
    <DataTable
      columns={[words.digit, words.samples, words.distance, words.direction, words.within]}
      rows={
        frame
          ? digitClasses(frame).map(({ label, count, distance, direction, within }) => [
              String(label),
              String(count),
              distance.toPrecision(4),
              `${direction.toFixed(1)}°`,
              `${within.toFixed(2)}°`,
            ])
          : []
      }
    />
  );
}

/** Of the held-out digits, and once they are measured of those that were trained on. */
function cellsOf(frame: PlaneFrame | PlaneEnd): string[] {
  const both = [frame, ...('training' in frame ? [frame.training] : [])];
  const list = (text: (spread: Pick<PlaneEnd, 'accuracy' | 'withinAngle' | 'relativeSpread'>) => string) =>
    both.map(text).join(' / ');
  return [
    list(({ accuracy }) => `${(100 * accuracy).toFixed(1)} %`),
    list(({ withinAngle }) => `${withinAngle.toFixed(2)}°`),
    list(({ relativeSpread }) => relativeSpread.toFixed(3)),
  ];
}
