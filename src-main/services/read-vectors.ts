/** Vectors and their labels as files have them, and what a person sees of them before they become a library. */
import {
  backboneDescriptor,
  type FoundVectors,
  parseInput,
  type VectorSource,
} from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { featureSize } from '../../src-shared/training/index.ts';
import { backboneOfVersion, featureVersion } from '../../src-shared/vision/index.ts';
import { readTable } from '../formats/read-table.ts';
import type { ReadTable } from '../formats/table.ts';
import { personName } from '../labels/naming.ts';

/** A row is a face: its vector, its name (empty: none), and what it shares with others of one shot (null: nothing). */
export interface ReadVectors {
  features: Float32Array[];
  names: string[];
  shots: unknown[];
}

/** People whose names are shown as a sample. */
const shownPeople = 6;

/** @throws TammesError 'vectors-not-read', 'vectors-wrong' or 'vector-wrong'; 'bad-input' for a network that cannot be called so or has such vectors. */
export async function readVectors({ vectors: path, network, labels }: VectorSource): Promise<ReadVectors> {
  const table = await readTable(path, ['feature', 'face', 'person', 'shot']);
  const features = featuresIn(path, table, network);
  if (network !== undefined) refuseNetwork(network, features[0]!.length);
  const { person, shot } = labels === undefined ? table.columns : await labelsIn(labels, table);
  return {
    features,
    names: features.map((_, i) => personName(String(person?.[i] ?? ''))),
    shots: features.map((_, i) => (shot?.[i] === '' ? null : (shot?.[i] ?? null))),
  };
}

/** What the files hold; nothing is stored. @throws as `readVectors` */
export async function inspectVectors(source: VectorSource): Promise<FoundVectors> {
  const { features, names, shots } = await readVectors(source);
  const rowsOf = new Map<string, number>();
  for (const name of names) if (name !== '') rowsOf.set(name, (rowsOf.get(name) ?? 0) + 1);
  return {
    rows: features.length,
    size: features[0]!.length,
    people: rowsOf.size,
    unnamed: names.filter((name) => name === '').length,
    shots: new Set(shots.map((shot, i) => shot ?? { alone: i })).size,
    sample: [...rowsOf].slice(0, shownPeople).map(([name, rows]) => ({ name, rows })),
  };
}

function refuseNetwork(network: string, size: number): void {
  const { name, output } = backboneDescriptor.shape;
  parseInput(name, network, '--network');
  parseInput(output.shape.size, size, '--network');
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
