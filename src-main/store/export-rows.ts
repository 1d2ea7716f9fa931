/** Faces as they are written into files for other programs. */
import type { Box } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { currentVersion } from './backbones.ts';
import { featureReader } from './sound-feature.ts';
import type { Database } from './sql.ts';
import { ageAtPhoto } from './tags.ts';

export interface ExportRow {
  face: number;
  photo: number;
  /** Photos of the same shot have the same number. */
  shot: number;
  path: string;
  /** Null: nobody's. */
  person: string | null;
  /** What named the face; null if nothing did. */
  source: string | null;
  /** Whether another face of the photo may be the one that is named. */
  ambiguous: number;
  box: Box;
  /** The detector's. */
  score: number;
  /** How well it can be seen, 0..1. */
  quality: number;
  /** Years between the person's birth and the photo; null: not known. */
  age: number | null;
  /** Null unless it was asked for. */
  feature: Float32Array | null;
}

/** Those with a name, those that have a feature that can be compared, or those that people are recognised by. */
export type WhichFaces = 'named' | 'comparable' | 'gallery';

const conditions: Record<WhichFaces, string> = {
  named: 'l.face_id IS NOT NULL',
  comparable: 'f.feature_version > 0',
  gallery: 'f.feature_version > 0 AND f.id IN (SELECT face_id FROM gallery)',
};

const tables = `faces f JOIN photos p ON p.id = f.photo_id
  LEFT JOIN labels l ON l.face_id = f.id LEFT JOIN people n ON n.id = l.person_id`;

export function countExportRows(db: Database, which: WhichFaces): number {
  return Number(db.prepare(`SELECT count(*) AS n FROM ${tables} WHERE ${conditions[which]}`).get()!.n);
}

/** By id, one after another: they need not lie in memory at once. @throws TammesError 'feature-damaged' */
export function* exportRows(db: Database, which: WhichFaces, features: boolean): Generator<ExportRow> {
  const rows = db
    .prepare(
      `SELECT f.id, f.photo_id, coalesce(p.shot, p.id) AS shot, p.path, n.name,
         ${ageAtPhoto} AS age, l.source, p.ambiguous,
         f.x, f.y, f.width, f.height, f.score, f.rating, ${features ? 'f.feature' : 'NULL AS feature'}
       FROM ${tables} WHERE ${conditions[which]} ORDER BY f.id`,
    )
    .iterate();
  const read = featureReader(db);
  for (const row of rows) {
    const face = Number(row.id);
    const [x, y, width, height] = [row.x, row.y, row.width, row.height].map(Number) as [
      number,
      number,
      number,
      number,
    ];
    yield {
      face,
      photo: Number(row.photo_id),
      shot: Number(row.shot),
      path: String(row.path),
      person: row.name as string | null,
      source: row.source as string | null,
      ambiguous: Number(row.ambiguous),
      box: { x, y, width, height },
      score: Number(row.score),
      quality: Number(row.rating),
      age: row.age === null ? null : Number(row.age),
      feature: row.feature === null ? null : read(face, row.feature as Uint8Array),
    };
  }
}

/**
 * The version of all features, which must not be compared with those of another.
 * @throws TammesError 'features-outdated' if some are of another.
 */
export function featureVersionOf(db: Database): number {
  const counts = db
    .prepare(
      'SELECT feature_version AS version, count(*) AS n FROM faces WHERE feature_version > 0 GROUP BY 1',
    )
    .all();
  if (counts.length <= 1) return Number(counts[0]?.version ?? currentVersion(db));
  const faces = counts.reduce((sum, { n }) => sum + Number(n), 0);
  const current = counts.find(({ version }) => version === currentVersion(db));
  throw new TammesError('features-outdated', { outdated: faces - Number(current?.n ?? 0), faces });
}
