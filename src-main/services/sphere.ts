import type { Output } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors.ts';
import { meanDirection } from '../../src-shared/recognition/index.ts';
import { spreadOf } from '../../src-shared/sphere/index.ts';
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
  return {
    headId,
    source: taken,
    names,
    faceIds: names.map((name) => faceOf.get(name) ?? null),
    centres: centres.map((centre) => Array.from(centre)),
    spread: spreadOf(centres),
  };
}

function learnedCentres({ centres, people, dim }: Head): { names: string[]; centres: Float32Array[] } {
  const values = centres!.values;
  return {
    names: people,
    centres: people.map((_, i) => normalised(values.slice(i * dim, (i + 1) * dim))),
  };
}

function meansOf({ db }: Store, head: Head): { names: string[]; centres: Float32Array[]; faceIds: number[] } {
  const byName = Map.groupBy(labelledFaces(db), ({ name }) => name);
  const names = [...byName.keys()].sort();
  const own = names.map((name) => byName.get(name)!);
  return {
    names,
    centres: own.map((faces) =>
      meanDirection(
        embed(
          head,
          faces.map(({ feature }) => feature),
        ),
      ),
    ),
    faceIds: own.map((faces) => faces[0]!.faceId),
  };
}

/** The namespace `sphere`. */
export function sphereHandlers(store: Store): Handlers<'sphere'> {
  return { 'sphere.spread': ({ headId, centres }) => spreadOfHead(store, headId, centres) };
}
