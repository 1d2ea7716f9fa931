/** A library of vectors without photos: to train, evaluate and look at without anybody's face. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { VectorSource } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { addBackbone, currentBackbone, noteBackbone } from '../store/backbones.ts';
import { labelFace, personNamed } from '../store/people.ts';
import { insertVector } from '../store/photos.ts';
import type { Database } from '../store/sql.ts';
import type { Store } from '../store/store.ts';
import type { JobControls } from './jobs.ts';
import { readVectors } from './read-vectors.ts';

export interface ImportedVectors {
  faces: number;
  people: number;
}

/** Rows that are stored before all else has its turn. */
const batch = 500;

/**
 * Makes each row a face without a picture, named by the table. All of it, or nothing. Vectors of another network make it the library's
 * backbone, which has no file: heads are trained and judged on it, but no photo can be described.
 * @throws TammesError 'library-has-photos', 'vectors-not-read', 'vectors-wrong', 'vector-wrong' or 'work-cancelled'
 */
export async function importVectors(
  { db, folder }: Store,
  source: VectorSource,
  { signal, tell }: Pick<JobControls, 'signal' | 'tell'>,
): Promise<ImportedVectors> {
  refuseFilled({ db, folder });
  const { features, names, shots: keys } = await readVectors(source);
  const { network } = source;
  const people = new Map<string, number>();
  const shots = new Map<unknown, number>();
  db.exec('BEGIN IMMEDIATE');
  try {
    if (network !== undefined) useNetwork(db, network, features[0]!.length);
    const { version } = currentBackbone(db);
    for (const [i, feature] of features.entries()) {
      const key = keys[i];
      const { photoId, faceId } = insertVector(db, `enrolled:vectors/${String(i + 1).padStart(9, '0')}`, {
        ...{ feature, featureVersion: version },
        shot: shots.get(key) ?? null,
      });
      // A shot has the number of its first photo.
      if (key !== null && !shots.has(key)) shots.set(key, photoId);
      const name = names[i]!;
      if (name !== '') {
        const personId = people.get(name) ?? personNamed(db, name);
        people.set(name, personId);
        labelFace(db, faceId, personId, 'csv');
      }
      if ((i + 1) % batch > 0 && i + 1 < features.length) continue;
      tell(i + 1, features.length);
      await nextTurn();
      if (signal.aborted) throw new TammesError('work-cancelled', {});
    }
    db.exec('COMMIT');
  } catch (error) {
    db.exec('ROLLBACK');
    throw error;
  }
  return { faces: features.length, people: people.size };
}

/** @throws TammesError 'library-has-photos': nobody could tell vectors from faces that were seen. */
export function refuseFilled({ db, folder }: Pick<Store, 'db' | 'folder'>): void {
  if (db.prepare('SELECT 1 FROM faces').get() !== undefined)
    throw new TammesError('library-has-photos', { folder });
}

/** Makes a network of which there are only vectors the library's backbone. Call within a transaction. */
function useNetwork(db: Database, name: string, size: number): void {
  noteBackbone(db, addBackbone(db, { name, descriptor: null, size, hash: '', bytes: 0 }));
}
