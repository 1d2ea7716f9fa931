/** Replaces the faces of a photo by those of another detector, keeping ids and names. */
import type { DatabaseSync } from 'node:sqlite';
import type { DetectorId } from '../../src-shared/contract/index.ts';
import { intersectionOverUnion } from '../../src-shared/vision/index.ts';
import { transaction } from './database.ts';
import { libraryDetector } from './detector.ts';
import type { PhotoFile } from './folder.ts';
import { relabelPhoto } from './labels.ts';
import { type FaceRecord, insertFace } from './photos.ts';
import { toFile } from './places.ts';

/** Of two detectors' boxes around one face: they frame it differently, and neighbours hardly overlap. */
const sameFace = 0.2;

/**
 * A file of each photo whose faces another detector than the library's found, by path; and of those with a face whose stored picture is
 * damaged.
 */
export function filesByOtherDetector(db: DatabaseSync): PhotoFile[] {
  const rows = db
    .prepare(
      `SELECT min(l.path), l.* FROM photos p JOIN places l ON l.photo_id = p.id
       WHERE l.missing_since IS NULL
         AND (p.detector <> ? OR EXISTS (SELECT 1 FROM faces f WHERE f.photo_id = p.id AND f.feature_version = 0))
       GROUP BY p.id ORDER BY l.path`,
    )
    .all(libraryDetector(db));
  return rows.map(toFile);
}

/**
 * Puts the faces that another detector found in the place of a photo's. A face that both found stays the same face, with its
 * name and its place in the gallery and in runs.
 *
 * @returns false where a face that a person named or enrolled would be lost: then nothing is changed.
 */
export function replaceFaces(
  db: DatabaseSync,
  photoId: number,
  found: readonly FaceRecord[],
  detector: DetectorId,
): boolean {
  return transaction(db, () => {
    const old = db
      .prepare(
        `SELECT f.id, f.x, f.y, f.width, f.height, l.source IN ('hand', 'enrolment') OR g.face_id IS NOT NULL AS chosen
         FROM faces f LEFT JOIN labels l ON l.face_id = f.id LEFT JOIN gallery g ON g.face_id = f.id
         WHERE f.photo_id = ? ORDER BY f.id`,
      )
      .all(photoId) as unknown as OldFace[];
    const successors = matchFaces(old, found);
    if (old.some(({ id, chosen }) => chosen === 1 && !successors.has(id))) return false;
    const taken = new Set(successors.values());
    for (const { id } of old) {
      const successor = successors.get(id);
      if (successor === undefined) db.prepare('DELETE FROM faces WHERE id = ?').run(id);
      else becomeFace(db, id, insertFace(db, photoId, successor));
    }
    for (const face of found) if (!taken.has(face)) insertFace(db, photoId, face);
    db.prepare('UPDATE photos SET detector = ?, copy_of = NULL WHERE id = ?').run(detector, photoId);
    relabelPhoto(db, photoId);
    return true;
  });
}

interface OldFace {
  id: number;
  x: number;
  y: number;
  width: number;
  height: number;
  chosen: 0 | 1 | null;
}

/** By the old face's id the new one that shows it; those that overlap most first. */
function matchFaces(old: readonly OldFace[], found: readonly FaceRecord[]): Map<number, FaceRecord> {
  const couples = old
    .flatMap((face) =>
      found.map((other) => ({ id: face.id, other, overlap: intersectionOverUnion(face, other.box) })),
    )
    .filter(({ overlap }) => overlap > sameFace)
    .sort((a, b) => b.overlap - a.overlap);
  const matched = new Map<number, FaceRecord>();
  const taken = new Set<FaceRecord>();
  for (const { id, other } of couples) {
    if (matched.has(id) || taken.has(other)) continue;
    matched.set(id, other);
    taken.add(other);
  }
  return matched;
}

/** Gives a face everything of a newer one but its id, and deletes the newer. */
function becomeFace(db: DatabaseSync, id: number, newer: number): void {
  const names = db.prepare("SELECT name FROM pragma_table_info('faces') WHERE name <> 'id'").all();
  const columns = names.map(({ name }) => String(name)).join(', ');
  db.prepare(`UPDATE faces SET (${columns}) = (SELECT ${columns} FROM faces WHERE id = ?) WHERE id = ?`).run(
    newer,
    id,
  );
  db.prepare('UPDATE chips SET webp = (SELECT webp FROM chips WHERE face_id = ?) WHERE face_id = ?').run(
    newer,
    id,
  );
  // An older version's face has none.
  db.prepare('INSERT OR REPLACE INTO thumbnails SELECT ?, pixels FROM thumbnails WHERE face_id = ?').run(
    id,
    newer,
  );
  db.prepare('DELETE FROM faces WHERE id = ?').run(newer);
}
