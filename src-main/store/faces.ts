/** The faces of a library: listed page by page with their quality, and their chips. */
import type { DatabaseSync } from 'node:sqlite';
import type { FaceCard, QualityLimits } from '../../src-shared/contract/index.ts';
import { poorBecause } from '../../src-shared/quality/index.ts';
import { photoName } from './folder.ts';
import { computePoses, qualityColumns, toQuality } from './quality.ts';

/** Which faces are listed, and which page of them. */
export interface FacesWanted {
  /** null: faces without a label; undefined: all. */
  personId?: number | null | undefined;
  /** Only those within the limits, or only those that they leave out; null: all. */
  only: { limits: QualityLimits; poor: boolean } | null;
  offset: number;
  limit: number;
}

/** A page of faces, by photo path. */
export function listFaces(
  db: DatabaseSync,
  { personId, only, offset, limit }: FacesWanted,
): { total: number; faces: FaceCard[] } {
  computePoses(db);
  const where = personId === undefined ? '1' : personId === null ? 'l.person_id IS NULL' : 'l.person_id = ?';
  const given = typeof personId === 'number' ? [personId] : [];
  const from = `FROM faces f JOIN photos p ON p.id = f.photo_id LEFT JOIN labels l ON l.face_id = f.id WHERE ${where}`;
  const sorted = `${from} ORDER BY p.path, f.id`;
  const columns = `f.id, f.photo_id, f.x, f.y, f.width, f.height, p.path, l.person_id, ${qualityColumns}`;
  if (only === null) {
    const total = Number(db.prepare(`SELECT count(*) AS n ${from}`).get(...given)!.n);
    const rows = db.prepare(`SELECT ${columns} ${sorted} LIMIT ? OFFSET ?`).all(...given, limit, offset);
    return { total, faces: rows.map(toCard) };
  }
  // A rating is no column: all faces are looked at.
  const cards = db
    .prepare(`SELECT ${columns} ${sorted}`)
    .all(...given)
    .map(toCard)
    .filter((face) => (poorBecause(face, only.limits) !== null) === only.poor);
  return { total: cards.length, faces: cards.slice(offset, offset + limit) };
}

function toCard(row: Record<string, unknown>): FaceCard {
  return {
    id: Number(row.id),
    photoId: Number(row.photo_id),
    photoName: photoName(String(row.path)),
    personId: row.person_id === null ? null : Number(row.person_id),
    box: { x: Number(row.x), y: Number(row.y), width: Number(row.width), height: Number(row.height) },
    score: Number(row.score),
    quality: toQuality(row),
  };
}

/** The chip's WebP bytes; null when there is no such face. */
export function chipOf(db: DatabaseSync, faceId: number): Uint8Array | null {
  const row = db.prepare('SELECT webp FROM chips WHERE face_id = ?').get(faceId);
  return row === undefined ? null : (row.webp as Uint8Array);
}
