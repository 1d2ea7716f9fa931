/** Figure 8 of the story: what training on few or many people is worth for people never seen. */
import { NativeSelect } from '@mantine/core';
import { useMemo } from 'react';
import { findLoss } from '../../../../src-shared/losses/index.ts';
import {
  fewestGainPeople,
  type GainPoint,
  type GainSettings,
  gainLosses,
  trainable,
} from '../../../../src-shared/story/index.ts';
import { useMessages } from '../../../app/language.tsx';
import type { Messages } from '../../../app/messages/en.ts';
import { SharedState, useSharedState } from '../../../app/shared-state.ts';
import { CurveChart } from '../../../components/CurveChart.tsx';
import type { CurveRow } from '../../../components/curves.ts';
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
import { numbersWithin, seedRange } from '../settings.ts';
import styles from '../story.module.css';
import { TrainBar } from '../TrainBar.tsx';
import type { TrainedSettings } from '../trained-settings.ts';
import { useTrainedSettings } from '../useTrainedSettings.ts';

type GainRun = FacesRun<GainSettings>;

const first = { loss: 'cosface' as GainSettings['loss'], people: '8', ...firstFaces };
/** As they were left. */
const form = new SharedState(first);
const shelf = new SharedState<readonly TrainedSettings<GainRun, GainPoint>[]>([]);

/** Of a library: more would take long, and show the same. */
const mostPeople = 400;
/** Numbers of people that show beside each other what they are worth. */
const several = [4, 8, 16, 24];

function runOf({ loss, people }: GainSettings, seed: number, source: FacesSource): GainRun {
  return { settings: { loss, people }, seed, most: Math.min(peopleOf(source), mostPeople), source };
}

/** What is there to look at before anything was chosen. */
const opening = [4, 24].map((people) =>
  runOf({ loss: first.loss, people }, Number(first.seed), first.source),
);

/** Figure 8: what training is worth for people never seen. */
export function GainFigure() {
  const { story } = useMessages();
  const { gain: words } = story;
  const texts = useSharedState(form);
  const set = (change: Partial<typeof texts>) => form.change((before) => ({ ...before, ...change }));
  const { runs, task, error, train, cancel, remove } = useTrainedSettings(
    shelf,
    (run: GainRun) => computeOnFaces('gain', run),
    opening,
  );
  const { loss, source } = texts;
  const most = trainable(Math.min(peopleOf(source), mostPeople));
  const ranges = { people: { min: 2, max: most, step: 1, whole: true }, seed: seedRange };
  const numbers = numbersWithin(ranges, texts);
  const runWith = (people: number) => runOf({ loss, people }, numbers!.seed, source);
  const counts = several.filter((count) => count <= most);
  const nameOf = (run: GainRun) => nameOfRun(run, story);
  const rows = useMemo(() => rowsOf(runs), [runs]);
  return (
    <FigurePage
      figure={8}
      text={words}
      backend="wasm"
      aside={
        <>
          <TrainBar
            {...{ task, error }}
            canTrain={numbers !== null}
            onTrain={() => train([runWith(numbers!.people)])}
            onCancel={cancel}
            also={{ text: words.several(counts.join(', ')), onTrain: () => train(counts.map(runWith)) }}
          />
          <NativeSelect
            label={words.loss}
            value={loss}
            data={gainLosses.map((id) => ({ value: id, label: findLoss(id).title }))}
            onChange={({ target }) => set({ loss: gainLosses.find((id) => id === target.value)! })}
          />
          <SliderField
            label={words.people}
            range={ranges.people}
            value={texts.people}
            onChange={(people) => set({ people })}
          />
          <FacesFields value={texts} fewest={fewestGainPeople} onChange={set} />
        </>
      }
    >
      <CurveChart
        title={words.chart}
        x={{ key: 'share', name: `${words.share} (%)` }}
        domain={[0, 100]}
        y={words.detection}
        rows={rows}
        series={runs.map(({ settings, style }) => ({
          key: String(style),
          name: nameOf(settings),
          colour: `var(--curve-${style + 1})`,
        }))}
        format={percent}
        most={100}
      />
      <p className={styles.quiet}>{words.note}</p>
      <FigureRunTable
        {...{ runs, nameOf }}
        columns={[words.start, words.best, words.end]}
        cellsOf={(_, settings) => cellsOf(runs.find((run) => run.settings === settings)!.frames)}
        onRemove={remove}
      />
    </FigurePage>
  );
}

function nameOfRun(run: GainRun, { gain, faces }: Messages['story']): string {
  const { loss, people } = run.settings;
  return [findLoss(loss).title, gain.runOf(people), ...namesOf(run, faces.own)].join(' ');
}

/** A row a place on the way, with each run's value by its line's style. */
function rowsOf(runs: readonly TrainedSettings<GainRun, GainPoint>[]): CurveRow[] {
  const longest = Math.max(0, ...runs.map(({ frames }) => frames.length));
  return Array.from({ length: longest }, (_, i) => ({
    share: 10 * i,
    ...Object.fromEntries(
      runs.map(({ style, frames }) => [style, frames[i] ? 100 * frames[i].detection : null]),
    ),
  }));
}

/** Pretrained, at the best place with that place, and at the end. */
function cellsOf(frames: readonly GainPoint[]): string[] {
  const best = frames.reduce((best, frame) => (frame.detection > best.detection ? frame : best));
  return [
    percent(100 * frames[0]!.detection),
    `${percent(100 * best.detection)} (${(100 * best.share).toFixed(0)} %)`,
    percent(100 * frames.at(-1)!.detection),
  ];
}

function percent(value: number): string {
  return `${value.toFixed(1)} %`;
}
