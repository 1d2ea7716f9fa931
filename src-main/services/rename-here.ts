/** A correction of a shared gallery's people is made in the library, too. */
import { mergePeople, renamePerson } from '../store/corrections.ts';
import { change } from '../store/journal.ts';
import type { Database } from '../store/sql.ts';
import type { Store } from '../store/store.ts';

/** Who has a name in the library, if there is a face of her or him. */
export function personHere(db: Database, name: string): number | null {
  const row = db
    .prepare(
      `SELECT id FROM people p WHERE name = ? AND (EXISTS (SELECT 1 FROM labels WHERE person_id = p.id)
         OR EXISTS (SELECT 1 FROM bare_faces WHERE person_id = p.id))`,
    )
    .get(name);
  return row === undefined ? null : Number(row.id);
}

/**
 * Renames somebody of the library, or makes one person of two if somebody else has the name, as a change that can be undone; not if the
 * person is called otherwise by now, or gone.
 */
export function renameHere({ db }: Store, local: number, from: string, to: string): void {
  const isHere = db.prepare('SELECT 1 FROM people WHERE id = ? AND name = ?').get(local, from);
  if (isHere === undefined) return;
  const other = personHere(db, to);
  if (other === null)
    change(
      db,
      () => renamePerson(db, local, to),
      () => ({ action: 'rename-person', parameters: { from, to } }),
    );
  else {
    const { faces } = db.prepare('SELECT count(*) AS faces FROM labels WHERE person_id = ?').get(local)!;
    change(
      db,
      () => mergePeople(db, [local], other, { allowTwice: true }),
      () => ({ action: 'merge-people', parameters: { names: [from], into: to, faces: Number(faces) } }),
    );
  }
}
