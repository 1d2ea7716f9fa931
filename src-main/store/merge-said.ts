/** What people said of faces in another library: who a face is not, that a name is right, and that somebody is on a photo twice. */
import { personFor } from './merge-people.ts';
import { insertRow, rowOf, rowsOf } from './merge-rows.ts';
import { type Merge, tell } from './merge-state.ts';
import { nameOf } from './people.ts';

/** Brings it in, once faces have their names. */
export function mergeSaid(merge: Merge): void {
  mergeRefusals(merge);
  mergeTags(merge);
  mergeBareFaces(merge);
  const { db, other, people, photos, faces } = merge;
  for (const { face_id, person_id } of rowsOf(other, 'SELECT * FROM kept_labels')) {
    const [face, person] = [faces.get(Number(face_id)), people.get(Number(person_id))];
    if (face === undefined || person === undefined) continue;
    db.prepare(
      `INSERT INTO kept_labels SELECT face_id, person_id FROM labels WHERE face_id = ? AND person_id = ?
       ON CONFLICT DO NOTHING`,
    ).run(face, person);
  }
  for (const { photo_id, person_id } of rowsOf(other, 'SELECT * FROM allowed_twice')) {
    const person = people.get(Number(person_id));
    if (person === undefined) continue;
    db.prepare('INSERT INTO allowed_twice VALUES (?, ?) ON CONFLICT DO NOTHING').run(
      photos.get(Number(photo_id))!,
      person,
    );
  }
}

/** What tables say of people and photos: what is said here stays. */
function mergeTags({ db, other, people, photos }: Merge): void {
  const idOf = (ids: ReadonlyMap<number, number>, id: unknown) => (id === null ? null : ids.get(Number(id)));
  for (const { photo_id, person_id, name, value } of rowsOf(other, 'SELECT * FROM tags ORDER BY id')) {
    const [photo, person] = [idOf(photos, photo_id), idOf(people, person_id)];
    if (photo === undefined || person === undefined) continue;
    db.prepare(
      'INSERT INTO tags (photo_id, person_id, name, value) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
    ).run(photo, person, String(name), String(value));
  }
}

/** Faces without a photo come in with their people; one that both have stays whose it is here. */
function mergeBareFaces(merge: Merge): void {
  const { db, other, report } = merge;
  for (const row of rowsOf(other, 'SELECT * FROM bare_faces ORDER BY id')) {
    if (rowOf(db, 'SELECT 1 FROM bare_faces WHERE face = ?', row.face!) !== null) continue;
    insertRow(db, 'bare_faces', row, { person_id: personFor(merge, Number(row.person_id)) });
    report.added.faces++;
  }
}

function mergeRefusals(merge: Merge): void {
  const { db, other, faces, report } = merge;
  for (const { face_id, person_id } of rowsOf(other, 'SELECT * FROM refusals ORDER BY face_id, person_id')) {
    const face = faces.get(Number(face_id));
    if (face === undefined) continue;
    const personId = personFor(merge, Number(person_id));
    const label = rowOf(
      db,
      `SELECT p.path FROM labels l JOIN faces f ON f.id = l.face_id JOIN photos p ON p.id = f.photo_id
       WHERE l.face_id = ? AND l.person_id = ?`,
      face,
      personId,
    );
    if (label !== null) {
      const person = nameOf(db, personId);
      tell(merge, { kind: 'refused', person, photo: String(label.path), here: person, there: '' });
      continue;
    }
    const added = db.prepare('INSERT INTO refusals VALUES (?, ?) ON CONFLICT DO NOTHING').run(face, personId);
    report.added.refusals += Number(added.changes);
  }
}
