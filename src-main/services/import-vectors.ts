/** A library of vectors without photos: to train, evaluate and look at without anybody's face. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { backboneDescriptor, parseInput } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { featureSize } from '../../src-shared/training/index.ts';
import { backboneOfVersion, featureVersion } from '../../src-shared/vision/index.ts';
import { readTable } from '../formats/read-table.ts';
import type { ReadTable } from '../formats/table.ts';
import { personName } from '../labels/naming.ts';
import { addBackbone, currentBackbone, noteBackbone } from '../store/backbones.ts';
import { labelFace, personNamed } from '../store/people.ts';
import { insertVector } from '../store/photos.ts';
import type { Database } from '../store/sql.ts';
import type { Store } from '../store/store.ts';
import type { JobControls } from './jobs.ts';

export interface VectorImport {
  /** npz, CSV or Parquet with `feature`, and perhaps `person` and `shot`. */
  vectors: string;
  /** The network that made them, if they are not the built-in backbone's: vectors of any size. */
  network?: string | undefined;
  /** A file with `person`, and perhaps `shot`: for the same `face`, or without this column for the same rows in the same order. */
  labels?: string | undefined;
}

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
  { vectors: path, network, labels }: VectorImport,
  { signal, tell }: Pick<JobControls, 'signal' | 'tell'>,
): Promise<ImportedVectors> {
  if (db.prepare('SELECT 1 FROM faces').get() !== undefined)
    throw new TammesError('library-has-photos', { folder });
  const table = await readTable(path, ['feature', 'face', 'person', 'shot']);
  const features = featuresIn(path, table, network);
  const { person, shot } = labels === undefined ? table.columns : await labelsIn(labels, table);
  const people = new Map<string, number>();
  const shots = new Map<unknown, number>();
  db.exec('BEGIN IMMEDIATE');
  try {
    if (network !== undefined) useNetwork(db, network, features[0]!.length);
    const { version } = currentBackbone(db);
    for (const [i, feature] of features.entries()) {
      const key = shot?.[i] === '' ? null : (shot?.[i] ?? null);
      const { photoId, faceId } = insertVector(db, `enrolled:vectors/${String(i + 1).padStart(9, '0')}`, {
        ...{ feature, featureVersion: version },
        shot: shots.get(key) ?? null,
      });
      // A shot has the number of its first photo.
      if (key !== null && !shots.has(key)) shots.set(key, photoId);
      const name = personName(String(person?.[i] ?? ''));
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

/** Makes a network of which there are only vectors the library's backbone. Call within a transaction. @throws TammesError 'bad-input' */
function useNetwork(db: Database, network: string, size: number): void {
  const { name: known, output } = backboneDescriptor.shape;
  const name = parseInput(known, network, '--network');
  noteBackbone(
    db,
    addBackbone(db, {
      name,
      descriptor: null,
      size: parseInput(output.shape.size, size, '--network'),
      hash: '',
      bytes: 0,
    }),
  );
}

/** @param network absent: they must be the built-in backbone's. */
function featuresIn(
  path: string,
  { rows, columns, metadata }: ReadTable,
  network: string | undefined,
): Float32Array[] {
  const wrong = (fault: 'feature' | 'width' | 'widths' | 'version' | 'backbone' | 'own' | 'empty') =>
    new TammesError('vectors-wrong', { path, fault });
  if (columns.feature === undefined) throw wrong('feature');
  if (rows === 0) throw wrong('empty');
  const { featureVersion: version } = (metadata ?? {}) as { featureVersion?: unknown };
  if (typeof version === 'number') {
    const isOwn = backboneOfVersion(version) === 0;
    if (isOwn !== (network === undefined)) throw wrong(isOwn ? 'own' : 'backbone');
    if (isOwn && version !== featureVersion) throw wrong('version');
  }
  const features = columns.feature.map((value, i) => {
    const isList = Array.isArray(value) || value instanceof Float32Array;
    const feature = Float32Array.from(isList ? (value as ArrayLike<number>) : []);
    if (isList && network === undefined && feature.length !== featureSize) throw wrong('width');
    if (!isList || !feature.every(Number.isFinite))
      throw new TammesError('vector-wrong', { path, row: i + 1 });
    return feature;
  });
  const size = features[0]!.length;
  if (features.some(({ length }) => length !== size)) throw wrong('widths');
  return features;
}

/** @param vectors what the labels are of: a face that they leave out has none. */
async function labelsIn(path: string, { rows, columns }: ReadTable): Promise<ReadTable['columns']> {
  const wrong = (fault: 'person' | 'rows' | 'face') => new TammesError('vectors-wrong', { path, fault });
  const table = await readTable(path, ['face', 'person', 'shot']);
  const { face, person, shot } = table.columns;
  if (person === undefined) throw wrong('person');
  if (columns.face === undefined || face === undefined) {
    if (table.rows !== rows) throw wrong('rows');
    return table.columns;
  }
  const rowOf = new Map(face.map((one, row) => [String(one), row]));
  const places = columns.face.map((one) => rowOf.get(String(one)));
  if (rowOf.size < table.rows || places.every((row) => row === undefined)) throw wrong('face');
  const joined = (values: readonly unknown[]) => places.map((row) => (row === undefined ? '' : values[row]));
  // A face without a label still belongs to its shot, which the vectors may say.
  return { person: joined(person), shot: columns.shot ?? (shot === undefined ? undefined : joined(shot)) };
}
