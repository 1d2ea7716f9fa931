import type { Output } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors.ts';
import { meanDirection } from '../../src-shared/recognition/index.ts';
import { capsOf, spreadOf } from '../../src-shared/sphere/index.ts';
import { embed, type Head, normalised } from '../../src-shared/training/index.ts';
import { labelledFaces } from '../store/photos.ts';
import type { Store } from '../store/store.ts';
import type { Handlers } from './handlers.ts';
import { loadHead } from './matching.ts';

/**
 * The class centres of a head and their spread.
 * @param source `learned`: those that were trained with the head; `means`: the mean directions of each labelled
 * person's embeddings. Without it the learned ones where there are any.
 */
export async function spreadOfHead(
  store: Store,
  headId: number,
  source?: 'learned' | 'means',
): Promise<Output<'sphere.spread'>> {
  const head = loadHead(store, headId);
  if (source === 'learned' && head.centres === null) {
    throw new TammesError(
      'bad-input',
      'This head has no learned class centres.',
      'Look at the mean directions of its embeddings instead.',
    );
  }
  const means = meansOf(store, head);
  const taken = source ?? (head.centres === null ? 'means' : 'learned');
  const { names, centres } = taken === 'means' ? means : learnedCentres(head);
  const faceOf = new Map(means.names.map((name, i) => [name, means.faceIds[i]!]));
  const labelOf = new Map(names.map((name, i) => [name, i]));
  return {
    headId,
    source: taken,
    names,
    faceIds: names.map((name) => faceOf.get(name) ?? null),
    centres: centres.map((centre) => Array.from(centre)),
    spread: spreadOf(centres),
    caps: capsOf(
      centres,
      means.embeddings,
      means.people.map((name) => labelOf.get(name) ?? -1),
    ),
  };
}

function learnedCentres({ centres, people, dim }: Head): { names: string[]; centres: Float32Array[] } {
  const values = centres!.values;
  return {
    names: people,
    centres: people.map((_, i) => normalised(values.slice(i * dim, (i + 1) * dim))),
  };
}

interface Means {
  names: string[];
  centres: Float32Array[];
  /** A face of each. */
  faceIds: number[];
  /** Of all labelled faces, and whose they are. */
  embeddings: Float32Array[];
  people: string[];
}

function meansOf({ db }: Store, head: Head): Means {
  const faces = labelledFaces(db);
  const embeddings = embed(
    head,
    faces.map(({ feature }) => feature),
  );
  const people = faces.map(({ name }) => name);
  const byName = Map.groupBy(faces.keys(), (i) => people[i]!);
  const names = [...byName.keys()].sort();
  const own = names.map((name) => byName.get(name)!);
  return {
    names,
    centres: own.map((indices) => meanDirection(indices.map((i) => embeddings[i]!))),
    faceIds: own.map(([first]) => faces[first!]!.faceId),
    embeddings,
    people,
  };
}

/** The namespace `sphere`. */
export function sphereHandlers(store: Store): Handlers<'sphere'> {
  return { 'sphere.spread': ({ headId, centres }) => spreadOfHead(store, headId, centres) };
}
