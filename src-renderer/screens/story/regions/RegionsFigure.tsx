/** Figure 2 of the story: decision regions of the margins. */
import { findLoss } from '../../../../src-shared/losses/index.ts';
import { type RegionLoss, regionLosses } from '../../../../src-shared/story/index.ts';
import { useMessages } from '../../../app/language.tsx';
import { SharedState, useSharedState } from '../../../app/shared-state.ts';
import { SliderField } from '../../../components/SliderField.tsx';
import { DataTable } from '../DataTable.tsx';
import { FigurePage } from '../FigurePage.tsx';
import { LossFields, type LossSettings } from '../LossFields.tsx';
import { numbersWithin, type Parameters, parameterNumbers } from '../settings.ts';
import styles from '../story.module.css';
import { useAnswer } from '../useAnswer.ts';
import { placeOf } from './places.ts';
import { RegionsPicture } from './RegionsPicture.tsx';

interface Settings extends LossSettings<RegionLoss> {
  /** A sample's angles to the two centres, degrees. */
  theta1: string;
  theta2: string;
}

/** As it was left. */
const settings = new SharedState<Settings>({
  loss: 'arcface',
  parameters: { normface: { scale: '64' } },
  theta1: '50',
  theta2: '70',
});

const angleRange = { min: 0, max: 180, step: 1, whole: false };

/** Figure 2: decision regions of the margins. */
export function RegionsFigure() {
  const { regions: words } = useMessages().story;
  const { loss: id, parameters, theta1, theta2 } = useSharedState(settings);
  const set = (change: Partial<Settings>) => settings.change((before) => ({ ...before, ...change }));
  const loss = findLoss(id);
  const texts = parameters[id] ?? {};
  const numbers = numbersOf(id);
  const values = parameterNumbers(numbers, texts);
  const answered = useAnswer('boundary', values && { loss: id, parameters: values });
  const boundary = answered?.answer;
  const sample = numbersWithin({ theta1: angleRange, theta2: angleRange }, { theta1, theta2 });
  const place = boundary && sample && placeOf(boundary, sample);
  return (
    <FigurePage
      figure={2}
      text={words}
      backend="cpu"
      instant
      aside={
        <>
          <LossFields
            value={{ loss: id, parameters }}
            losses={regionLosses}
            parameters={numbers}
            onChange={set}
          />
          <section aria-label={words.sample}>
            <h3>{words.sample}</h3>
            <SliderField
              label={words.theta1}
              range={angleRange}
              value={theta1}
              onChange={(text) => set({ theta1: text })}
            />
            <SliderField
              label={words.theta2}
              range={angleRange}
              value={theta2}
              onChange={(text) => set({ theta2: text })}
            />
            <p role="status" className={styles.twoLines}>
              {place && words.places[place]}
            </p>
          </section>
        </>
      }
    >
      <RegionsPicture
        boundary={boundary ?? null}
        sample={sample}
        label={words.picture(loss.title)}
        onMove={(to) => set({ theta1: String(to.theta1), theta2: String(to.theta2) })}
      />
      <DataTable
        columns={[words.theta2, words.end, words.width]}
        rows={
          boundary?.other.map((other, i) => {
            const own = boundary.own[i]!;
            return own === null
              ? [`${other}°`, words.never, '–']
              : [`${other}°`, `${own.toFixed(3)}°`, `${(other - own).toFixed(3)}°`];
          }) ?? []
        }
      />
    </FigurePage>
  );
}

/** The numbers that a region depends on; the margin of SphereFace is always let in in full. */
function numbersOf(id: RegionLoss): Parameters {
  return Object.entries(findLoss(id).parameters).flatMap(([name, parameter]) =>
    parameter.kind === 'number' && !['labelSmoothing', 'lambda'].includes(name)
      ? [[name, parameter] as const]
      : [],
  );
}
