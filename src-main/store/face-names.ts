import type { Database } from './sql.ts';

/** The photo of each labelled face, and the name it has. */
export function namesOfFaces(
  db: Database,
  faceIds: readonly number[],
): Map<number, { name: string; photoId: number }> {
  const rows = db
    .prepare(
      `SELECT f.id, f.photo_id, p.name FROM json_each(?) j JOIN faces f ON f.id = j.value
       JOIN labels l ON l.face_id = f.id JOIN people p ON p.id = l.person_id`,
    )
    .all(JSON.stringify(faceIds));
  return new Map(
    rows.map((row) => [Number(row.id), { name: String(row.name), photoId: Number(row.photo_id) }]),
  );
}
