/** The people of another library: by name, composed (NFC) as all names are. */

import { noConsent } from '../../src-shared/consent.ts';
import type { Consent } from '../../src-shared/contract/index.ts';
import { personName } from '../labels/naming.ts';
import { insertRow, type Row, rowOf, rowsOf } from './merge-rows.ts';
import { type Merge, tell } from './merge-state.ts';
import { toConsent } from './people.ts';

/** Finds who is here already, and takes over what only the other library has noted of them. */
export function findPeople(merge: Merge): void {
  const { other, people, names, report } = merge;
  for (const row of rowsOf(other, 'SELECT * FROM people ORDER BY id')) {
    const name = personName(String(row.name));
    names.set(Number(row.id), name);
    const known = personHere(merge, name);
    if (known === null) continue;
    people.set(Number(row.id), known);
    report.same.people++;
    mergeFacts(merge, known, row);
  }
}

/** Who somebody of the other library is here: comes in, if nobody is. */
export function personFor({ db, other, people, names, newPeople, report }: Merge, idThere: number): number {
  const known = people.get(idThere);
  if (known !== undefined) return known;
  const row = rowOf(other, 'SELECT * FROM people WHERE id = ?', idThere)!;
  const personId = insertRow(db, 'people', row, { name: names.get(idThere)!, portrait: null });
  people.set(idThere, personId);
  newPeople.add(personId);
  report.added.people++;
  return personId;
}

/** Who has the name here; else whom a file with the name means, as she or he was renamed or merged. */
function personHere({ db }: Merge, name: string): number | null {
  const named =
    rowOf(db, 'SELECT id FROM people WHERE name = ?', name) ??
    rowOf(db, 'SELECT person_id AS id FROM aliases WHERE name = ?', name);
  return named === null ? null : Number(named.id);
}

/** What is noted of somebody whom both have. */
function mergeFacts(merge: Merge, personId: number, there: Row): void {
  const { db, report } = merge;
  const here = rowOf(db, 'SELECT * FROM people WHERE id = ?', personId)!;
  const person = String(here.name);
  const take = (kind: 'note' | 'birth-year', column: string, isEmpty: (value: unknown) => boolean) => {
    if (isEmpty(there[column]) || there[column] === here[column]) return;
    if (isEmpty(here[column])) {
      db.prepare(`UPDATE people SET ${column} = ? WHERE id = ?`).run(there[column]!, personId);
      report.added.facts++;
    } else tell(merge, { kind, person, here: String(here[column]), there: String(there[column]) });
  };
  take('note', 'note', (value) => value === '');
  take('birth-year', 'birth_year', (value) => value === null);
  for (const flag of ['hidden', 'ignored'] as const)
    if (there[flag] !== here[flag])
      tell(merge, { kind: flag, person, here: yesNo(here[flag]), there: yesNo(there[flag]) });
  mergeConsent(merge, personId, person, toConsent(here), toConsent(there));
}

const yesNo = (value: unknown) => (value === 1 ? 'yes' : 'no');

/** As a whole: parts of two would say what nobody has said. */
function mergeConsent(merge: Merge, personId: number, person: string, here: Consent, there: Consent): void {
  const text = (consent: Consent) => JSON.stringify(consent);
  if (text(there) === text(noConsent) || text(there) === text(here)) return;
  if (text(here) === text(noConsent)) {
    merge.db
      .prepare('UPDATE people SET consent = ?, consent_given = ?, consent_until = ? WHERE id = ?')
      .run(there.note, there.given, there.until, personId);
    merge.report.added.facts++;
    return;
  }
  const said = ({ note, given, until }: Consent) => [note, given, until].filter(Boolean).join(', ');
  tell(merge, { kind: 'consent', person, here: said(here), there: said(there) });
}

/** Portraits of people who have none here, if the face came in with the person's name. */
export function mergePortraits(merge: Merge): void {
  const { db, other, people, faces, newPeople, report } = merge;
  for (const row of rowsOf(other, 'SELECT id, portrait FROM people WHERE portrait IS NOT NULL ORDER BY id')) {
    const [personId, face] = [people.get(Number(row.id)), faces.get(Number(row.portrait))];
    if (personId === undefined || face === undefined) continue;
    const isTheirs = 'SELECT 1 FROM labels WHERE face_id = ? AND person_id = ?';
    if (rowOf(db, isTheirs, face, personId) === null) continue;
    const here = rowOf(db, 'SELECT name, portrait FROM people WHERE id = ?', personId)!;
    if (here.portrait === face) continue;
    if (here.portrait === null) {
      db.prepare('UPDATE people SET portrait = ? WHERE id = ?').run(face, personId);
      if (!newPeople.has(personId)) report.added.facts++;
    } else tell(merge, { kind: 'portrait', person: String(here.name), here: '', there: '' });
  }
}

/** Other names in files. One that is somebody's own name, or means somebody else here, stays as it is. */
export function mergeAliases(merge: Merge): void {
  const { db, other, people } = merge;
  for (const row of rowsOf(other, 'SELECT name, person_id FROM aliases ORDER BY name')) {
    const [name, personId] = [personName(String(row.name)), people.get(Number(row.person_id))];
    if (personId === undefined) continue;
    const holder = rowOf(
      db,
      `SELECT id, name FROM people WHERE name = ? AND id <> ?
       UNION ALL SELECT p.id, p.name FROM aliases a JOIN people p ON p.id = a.person_id WHERE a.name = ? AND p.id <> ?`,
      ...[name, personId, name, personId],
    );
    if (holder === null) {
      db.prepare('INSERT INTO aliases VALUES (?, ?) ON CONFLICT DO NOTHING').run(name, personId);
    } else {
      const there = rowOf(db, 'SELECT name FROM people WHERE id = ?', personId)!;
      tell(merge, { kind: 'alias', person: name, here: String(holder.name), there: String(there.name) });
    }
  }
}
