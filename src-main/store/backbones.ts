/** Which backbone the library's features are of, and the networks that people have brought. */
import {
  type BackboneDescriptor,
  type BackboneProof,
  backboneDescriptor,
  backboneProof,
} from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { backboneOfVersion, versionOfBackbone } from '../../src-shared/vision/index.ts';
import { readSetting, writeSetting } from './settings.ts';
import type { Database } from './sql.ts';

/** Numbers of a feature of the built-in backbone. */
export const builtInSize = 256;

/** The backbone in use. */
export interface CurrentBackbone {
  /** 0: the built-in one. */
  id: number;
  /** The `feature_version` of faces that can be compared. */
  version: number;
  /** Numbers of a feature. */
  size: number;
}

/** A network that was brought. */
export interface StoredBackbone {
  id: number;
  name: string;
  /** How it is run; null: only vectors of it were brought, so that it describes no photos. */
  descriptor: BackboneDescriptor | null;
  /** Numbers of a feature. */
  size: number;
  /** SHA-256 of its file; empty without one. */
  hash: string;
  bytes: number;
  proof: BackboneProof | null;
}

const setting = 'backbone';

/** The backbone that the library's features are of. */
export function currentBackbone(db: Database): CurrentBackbone {
  const row = db
    .prepare(
      `SELECT b.id, b.size FROM settings s JOIN backbones b ON b.id = CAST(s.value AS INTEGER) WHERE s.name = '${setting}'`,
    )
    .get();
  const id = Number(row?.id ?? 0);
  return { id, version: versionOfBackbone(id), size: Number(row?.size ?? builtInSize) };
}

/** The `feature_version` of faces that can be compared. */
export const currentVersion = (db: Database): number => currentBackbone(db).version;

/** By age. */
export function listBackbones(db: Database): StoredBackbone[] {
  return db
    .prepare('SELECT id, name, descriptor, size, hash, bytes, proof FROM backbones ORDER BY id')
    .all()
    .map((row) => ({
      id: Number(row.id),
      name: String(row.name),
      descriptor: backboneDescriptor.nullable().parse(JSON.parse(String(row.descriptor))),
      size: Number(row.size),
      hash: String(row.hash),
      bytes: Number(row.bytes),
      proof: row.proof === null ? null : backboneProof.parse(JSON.parse(String(row.proof))),
    }));
}

/** @throws TammesError 'backbone-unknown' */
export function findBackbone(db: Database, backboneId: number): StoredBackbone {
  const found = listBackbones(db).find(({ id }) => id === backboneId);
  if (found === undefined) throw new TammesError('backbone-unknown', { backboneId });
  return found;
}

/** @throws TammesError 'backbone-there' if there is one of that name. */
export function addBackbone(
  db: Database,
  { name, descriptor, size, hash, bytes }: Omit<StoredBackbone, 'id' | 'proof'>,
): number {
  if (db.prepare('SELECT 1 FROM backbones WHERE name = ?').get(name) !== undefined)
    throw new TammesError('backbone-there', { name });
  const insert = db.prepare(
    'INSERT INTO backbones (name, descriptor, size, hash, bytes, added_at) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const values = [name, JSON.stringify(descriptor), size, hash, bytes, new Date().toISOString()];
  return Number(insert.run(...values).lastInsertRowid);
}

export function setProof(db: Database, backboneId: number, proof: BackboneProof): void {
  db.prepare('UPDATE backbones SET proof = ? WHERE id = ?').run(JSON.stringify(proof), backboneId);
}

/** Forgets a backbone that is not in use, its features, runs and heads. Call within a transaction. */
export function dropBackbone(db: Database, backboneId: number): void {
  for (const runId of runsOfBackbone(db, backboneId)) db.prepare('DELETE FROM runs WHERE id = ?').run(runId);
  db.prepare('DELETE FROM kept_features WHERE backbone_id = ?').run(backboneId);
  db.prepare('DELETE FROM heads WHERE backbone_id = ?').run(backboneId);
  db.prepare('DELETE FROM backbones WHERE id = ?').run(backboneId);
}

/** Numbers of the runs that were trained on a backbone's features, removed ones among them. */
export function runsOfBackbone(db: Database, backboneId: number): number[] {
  const rows = db.prepare('SELECT id, feature_version FROM runs ORDER BY id').all();
  return rows
    .filter((row) => backboneOfVersion(Number(row.feature_version)) === backboneId)
    .map(({ id }) => Number(id));
}

/** Notes which backbone is in use. Call within the transaction that changes the features. */
export function noteBackbone(db: Database, backboneId: number): void {
  writeSetting(db, setting, String(backboneId));
}

/** Whether faces have features of a backbone that was brought to this library: elsewhere its number means another one. */
export function hasOtherFeatures(db: Database): boolean {
  const least = versionOfBackbone(1);
  return db.prepare('SELECT 1 FROM faces WHERE feature_version >= ? LIMIT 1').get(least) !== undefined;
}

/** What is known of thresholds of the backbone in use without a gallery; null: the built-in one, or nothing was measured. */
export function provenThresholds(db: Database): BackboneProof['thresholds'] | null {
  if (readSetting(db, setting) === null) return null;
  const { id } = currentBackbone(db);
  return id === 0 ? null : (findBackbone(db, id).proof?.thresholds ?? null);
}
