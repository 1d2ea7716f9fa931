/** Replaces the faces of a photo by those of another detector, keeping ids and names. */
import type { Box, DetectorId } from '../../src-shared/contract/index.ts';
import { transaction } from './database.ts';
import { libraryDetector } from './detector.ts';
import type { PhotoFile } from './folder.ts';
import { relabelPhoto } from './labels.ts';
import { isSameFace, pairBoxes } from './pair-boxes.ts';
import { describeAnew, type FaceRecord, insertFace } from './photos.ts';
import { toFile } from './places.ts';
import type { Database } from './sql.ts';

/**
 * A file of each photo whose faces another detector than the library's found, by path; and of those with a face whose stored picture is
 * damaged.
 */
export function filesByOtherDetector(db: Database): PhotoFile[] {
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
 * name and its place in the gallery and in runs. What people drew or took away stays so.
 *
 * @returns false if a face that a person named or enrolled would be lost: then nothing is changed.
 */
export function replaceFaces(
  db: Database,
  photoId: number,
  all: readonly FaceRecord[],
  detector: DetectorId,
): boolean {
  return transaction(db, () => {
    const old = db
      .prepare(
        `SELECT f.id, f.x, f.y, f.width, f.height, l.source IN ('hand', 'enrolment') OR l.chosen = 1 AS chosen
         FROM faces f LEFT JOIN labels l ON l.face_id = f.id
         WHERE f.photo_id = ? AND f.by_hand = 0 ORDER BY f.id`,
      )
      .all(photoId) as unknown as OldFace[];
    const found = outsideOf(all, boxesByHand(db, photoId));
    const successors = matchFaces(old, found);
    if (old.some(({ id, chosen }) => chosen === 1 && !successors.has(id))) return false;
    const taken = new Set(successors.values());
    for (const { id } of old) {
      const successor = successors.get(id);
      if (successor === undefined) db.prepare('DELETE FROM faces WHERE id = ?').run(id);
      else describeAnew(db, id, successor);
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

/** By the old face's id the new one that shows it. */
function matchFaces(old: readonly OldFace[], found: readonly FaceRecord[]): Map<number, FaceRecord> {
  const pairs = pairBoxes(
    old,
    found.map(({ box }) => box),
  );
  return new Map(pairs.map(([i, k]) => [old[i]!.id, found[k]!]));
}

/** Boxes that people drew, or took away: what is found there is not taken. */
function boxesByHand(db: Database, photoId: number): Box[] {
  return db
    .prepare(
      `SELECT x, y, width, height FROM faces WHERE photo_id = :photo AND by_hand = 1
       UNION ALL SELECT x, y, width, height FROM removed_boxes WHERE photo_id = :photo`,
    )
    .all({ photo: photoId }) as unknown as Box[];
}

function outsideOf(found: readonly FaceRecord[], boxes: readonly Box[]): FaceRecord[] {
  return found.filter(({ box }) => boxes.every((other) => !isSameFace(box, other)));
}
