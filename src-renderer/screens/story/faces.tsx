/** Whose faces a figure is computed on. */
import type {
  GainSettings,
  PullSettings,
  ScaleSettings,
  UniformSettings,
} from '../../../src-shared/story/index.ts';
import { bridge } from '../../app/bridge.ts';
import { useCall } from '../../app/data.ts';
import { useMessages } from '../../app/language.tsx';
import { Segments } from '../../components/Segments.tsx';
import { SliderField } from '../../components/SliderField.tsx';
import { compute } from './compute/story-worker.ts';
import { seedRange } from './settings.ts';
import styles from './story.module.css';

/** The faces that ship, or the library's as they were at the time. */
export type FacesSource = { kind: 'demo' } | { kind: 'library'; people: number; faces: number };

/** What a run on faces is decided by. */
export interface FacesRun<S> {
  settings: S;
  seed: number;
  /** People at most. */
  most: number;
  source: FacesSource;
}

const demo: FacesSource = { kind: 'demo' };
/** People among the faces that ship, with two faces or more each. */
const demoPeople = 40;
/** A figure needs as many. */
export const fewestPeople = 3;

export const peopleOf = (source: FacesSource) => (source.kind === 'demo' ? demoPeople : source.people);

interface OnFaces {
  scale: ScaleSettings;
  pull: PullSettings;
  uniform: UniformSettings;
  gain: GainSettings;
}

/** Computes a run on its faces. */
export async function* computeOnFaces<K extends keyof OnFaces>(kind: K, run: FacesRun<OnFaces[K]>) {
  const { source, ...input } = run;
  const faces = source.kind === 'demo' ? null : await bridge.call('story.faces', undefined);
  return yield* compute(kind, { ...input, faces } as Parameters<typeof compute<K>>[1]);
}

/** A form's seed as typed in, and whose faces it takes. */
interface FacesForm {
  seed: string;
  source: FacesSource;
}

const firstSeed = '1';

/** As every form begins. */
export const firstFaces: FacesForm = { seed: firstSeed, source: demo };

/** The parts of a run's name that say what is not as at first. @param own what a library's faces are called. */
export function namesOf({ seed, source }: FacesRun<unknown>, libraryName: string): string[] {
  return [
    ...(String(seed) === firstSeed ? [] : [`seed=${seed}`]),
    ...(source.kind === 'demo' ? [] : [libraryName]),
  ];
}

/** The seed, and whose faces. */
export function FacesFields({
  value,
  fewest = fewestPeople,
  onChange,
}: {
  value: FacesForm;
  /** People that the figure needs. */
  fewest?: number;
  onChange(change: Partial<FacesForm>): void;
}) {
  const { story: words } = useMessages();
  return (
    <>
      <SliderField
        label={words.seed}
        range={seedRange}
        value={value.seed}
        onChange={(seed) => onChange({ seed })}
      />
      <FacesChoice value={value.source} fewest={fewest} onChange={(source) => onChange({ source })} />
    </>
  );
}

interface FacesChoiceProps {
  value: FacesSource;
  fewest: number;
  onChange(source: FacesSource): void;
}

/** Without enough people in the library there is nothing to choose. */
function FacesChoice({ value, fewest, onChange }: FacesChoiceProps) {
  const { faces: words } = useMessages().story;
  const { data: people = [] } = useCall('people.list', undefined);
  const fit = people.filter(({ faces }) => faces >= 2);
  if (fit.length < fewest) return <small className={styles.quiet}>{words.onlyDemo(fewest)}</small>;
  const library: FacesSource = {
    kind: 'library',
    people: fit.length,
    faces: people.reduce((sum, { faces }) => sum + faces, 0),
  };
  return (
    <Segments
      label={words.choice}
      value={value.kind}
      options={[
        ['demo', words.demo(demoPeople)],
        ['library', words.library(fit.length)],
      ]}
      onChange={(kind) => onChange(kind === 'demo' ? demo : library)}
    />
  );
}
