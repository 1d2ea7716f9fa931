/** Figure 9 of the story: a group that is rare in training is recognised worse at the threshold that is right for all. */
import { useMemo } from 'react';
import { type GroupsPoint, type GroupsSettings, groupShares } from '../../../../src-shared/story/index.ts';
import { useMessages } from '../../../app/language.tsx';
import { SharedState, useSharedState } from '../../../app/shared-state.ts';
import { CurveChart } from '../../../components/CurveChart.tsx';
import type { CurveRow } from '../../../components/curves.ts';
import { SliderField } from '../../../components/SliderField.tsx';
import { compute } from '../compute/story-worker.ts';
import { FigurePage } from '../FigurePage.tsx';
import { FigureRunTable } from '../FigureRunTable.tsx';
import { numbersWithin, seedRange } from '../settings.ts';
import styles from '../story.module.css';
import { TrainBar } from '../TrainBar.tsx';
import { isSame, type TrainedSettings } from '../trained-settings.ts';
import { useTrainedSettings } from '../useTrainedSettings.ts';

interface GroupsRun {
  settings: GroupsSettings;
  seed: number;
}

const first = { people: '200', seed: '1' };
/** As they were left. */
const form = new SharedState(first);
const shelf = new SharedState<readonly TrainedSettings<GroupsRun, GroupsPoint>[]>([]);
/** The run that is shown; null: the last. */
const shown = new SharedState<GroupsRun | null>(null);
const opening: readonly GroupsRun[] = [{ settings: { people: 200 }, seed: 1 }];

const ranges = { people: { min: 40, max: 400, step: 10, whole: true }, seed: seedRange };

/** Figure 9: whom a head fails. */
export function GroupsFigure() {
  const { story } = useMessages();
  const { groups: words } = story;
  const texts = useSharedState(form);
  const set = (change: Partial<typeof texts>) => form.change((before) => ({ ...before, ...change }));
  const { runs, task, error, train, cancel, remove } = useTrainedSettings(
    shelf,
    (run: GroupsRun) => compute('groups', run, 'cpu'),
    opening,
  );
  const wanted = useSharedState(shown);
  const run = runs.find(({ settings }) => wanted !== null && isSame(settings, wanted)) ?? runs.at(-1);
  const numbers = numbersWithin(ranges, texts);
  const nameOf = ({ settings, seed }: GroupsRun) =>
    `${words.runOf(settings.people)}${seed === 1 ? '' : ` seed=${seed}`}`;
  const rows = useMemo(() => rowsOf(run?.frames ?? []), [run]);
  return (
    <FigurePage
      figure={9}
      text={words}
      backend="cpu"
      aside={
        <>
          <TrainBar
            {...{ task, error }}
            canTrain={numbers !== null}
            onTrain={() => {
              shown.change(() => null);
              void train([{ settings: { people: numbers!.people }, seed: numbers!.seed }]);
            }}
            onCancel={cancel}
          />
          <SliderField
            label={words.people}
            range={ranges.people}
            value={texts.people}
            onChange={(people) => set({ people })}
          />
          <SliderField
            label={story.seed}
            range={ranges.seed}
            value={texts.seed}
            onChange={(seed) => set({ seed })}
          />
        </>
      }
    >
      <CurveChart
        title={words.chart}
        x={{ key: 'share', name: `${words.share} (%)` }}
        domain={[0, 50]}
        y={words.trueAccept}
        rows={rows}
        series={[words.large, words.small, words.all].map((name, i) => ({
          key: String(i),
          name,
          colour: `var(--curve-${i + 1})`,
        }))}
        format={percent}
        most={100}
      />
      <p className={styles.quiet}>{words.note}</p>
      <FigureRunTable
        {...{ runs, nameOf }}
        columns={[words.gapAt('5 %'), words.gapAt('50 %')]}
        cellsOf={(_, settings) => {
          const { frames } = runs.find((one) => isSame(one.settings, settings))!;
          return [0.05, 0.5].map((share) => gapText(frames, share));
        }}
        {...(run && { selected: run.settings })}
        onSelect={(settings) => shown.change(() => settings)}
        onRemove={remove}
      />
    </FigurePage>
  );
}

/** A row a share of the small group in training, with the TAR of both groups and of all. */
function rowsOf(frames: readonly GroupsPoint[]): CurveRow[] {
  return groupShares.map((share, i) => ({
    share: 100 * share,
    ...Object.fromEntries([0, 1, 2].map((group) => [group, trueAcceptOf(frames[i], group)])),
  }));
}

const trueAcceptOf = (point: GroupsPoint | undefined, group: number) =>
  point === undefined ? null : 100 * point.trueAccept[group]!;

/** How far the small group lies below the large one, in points. */
function gapText(frames: readonly GroupsPoint[], share: number): string {
  const point = frames.find((one) => one.share === share);
  return point === undefined ? '' : (100 * (point.trueAccept[0] - point.trueAccept[1])).toFixed(1);
}

const percent = (value: number) => `${value.toFixed(1)} %`;
