import type { TwicePhoto } from '../../src-shared/contract/index.ts';
import type { Database } from './sql.ts';

/** Photos on which one person has several faces, those that nobody has allowed first. */
export function listTwice(db: Database): TwicePhoto[] {
  const rows = db
    .prepare(
      `SELECT f.photo_id, p.path, l.person_id, json_group_array(f.id) AS faces,
         EXISTS (SELECT 1 FROM allowed_twice a WHERE a.photo_id = f.photo_id AND a.person_id = l.person_id) AS allowed
       FROM faces f INDEXED BY faces_photo CROSS JOIN labels l ON l.face_id = f.id CROSS JOIN photos p ON p.id = f.photo_id
       GROUP BY f.photo_id, l.person_id HAVING count(*) > 1 ORDER BY allowed, p.path, l.person_id`,
    )
    .all();
  return rows.map(({ photo_id, path, person_id, faces, allowed }) => ({
    photoId: Number(photo_id),
    path: String(path),
    personId: Number(person_id),
    faceIds: JSON.parse(String(faces)) as number[],
    allowed: allowed === 1,
  }));
}
