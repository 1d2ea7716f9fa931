/** Whose faces a figure is computed on. */
import type { PullSettings, ScaleSettings, UniformSettings } from '../../../src-shared/story/index.ts';
import { bridge } from '../../app/bridge.ts';
import { useCall } from '../../app/data.ts';
import { useMessages } from '../../app/language.tsx';
import { Segments } from '../../components/Segments.tsx';
import { compute } from './compute/story-worker.ts';

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

export const demo: FacesSource = { kind: 'demo' };
/** People among the faces that ship, with two faces or more each. */
const demoPeople = 40;
/** A figure needs as many. */
export const fewestPeople = 3;

export const peopleOf = (source: FacesSource) => (source.kind === 'demo' ? demoPeople : source.people);

interface OnFaces {
  scale: ScaleSettings;
  pull: PullSettings;
  uniform: UniformSettings;
}

/** Computes a run on its faces. */
export async function* computeOnFaces<K extends keyof OnFaces>(kind: K, run: FacesRun<OnFaces[K]>) {
  const { source, ...input } = run;
  const faces = source.kind === 'demo' ? null : await bridge.call('story.faces', undefined);
  return yield* compute(kind, { ...input, faces } as Parameters<typeof compute<K>>[1]);
}

/** Chooses whose faces; without enough people in the library there is nothing to choose. */
export function FacesChoice({
  value,
  onChange,
}: {
  value: FacesSource;
  onChange(source: FacesSource): void;
}) {
  const { faces: words } = useMessages().story;
  const { data: people = [] } = useCall('people.list', undefined);
  const fit = people.filter(({ faces }) => faces >= 2);
  if (fit.length < fewestPeople) return <small>{words.onlyDemo(fewestPeople)}</small>;
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
