/** Forgets a person: finds all rows that tell of her or him, and removes them for good. */
import { randomUUID } from 'node:crypto';
import { extname } from 'node:path';
import { type NamedFace, type Naming, sidecarsOf } from '../labels/naming.ts';
import { noteErasure } from './erase.ts';
import { type EvaluationTrace, eraseInEvaluations, evaluationsWith } from './evaluations.ts';
import { eraseJournal, type JournalTraces, journalTraces } from './forget-journal.ts';
import { namesOfPerson, type PersonNames, withoutName } from './person-names.ts';
import { recordTexts } from './settings.ts';
import { forgetInOutbox } from './share-outbox.ts';
import type { Database } from './sql.ts';

/** Rows by their ids. */
export interface PersonTraces {
  personId: number;
  names: PersonNames;
  faces: number[];
  /** How many faces the library has of the person without a photo: see bare-faces.ts. */
  bare: number;
  /** Go as a whole: nobody else is on them who has a name, or nobody at all. */
  photosGone: number[];
  /** Their paths name the person, but others are on them: these stay as faces without a photo. */
  photosLoose: number[];
  /** Stay without the person's face. */
  photosKept: number[];
  /** Of the photos that go, files that are on the disk. */
  files: number;
  places: number[];
  scans: number[];
  exports: number[];
  exportedFiles: number[];
  /** Exported files that name everybody; their notes name nobody, and stay for undo. */
  dataFiles: number[];
  journal: JournalTraces;
  evaluations: EvaluationTrace[];
  /** Notes on others and on runs, and texts of the record of processing, that mention the person. */
  notes: number;
}

/** @throws TammesError 'person-gone' */
export function tracesOfPerson(db: Database, personId: number): PersonTraces {
  const names = namesOfPerson(db, personId);
  const faces = ids(db.prepare('SELECT face_id AS id FROM labels WHERE person_id = ?').all(personId));
  const photos = sortPhotos(db, personId, names);
  const journal = journalTraces(db, { personId, faces, photos: photos.photosGone, names });
  const places = tracesIn(db, 'SELECT id, path AS text FROM places WHERE photo_id IS NULL', names.isInPath);
  const gone = new Set(photos.photosGone);
  const placesOfGone = db
    .prepare('SELECT photo_id, path, missing_since FROM places WHERE photo_id IS NOT NULL')
    .all()
    .filter(({ photo_id }) => gone.has(Number(photo_id)));
  const sidecars = new Set(placesOfGone.flatMap(({ path }) => sidecarsOf(String(path))));
  return {
    personId,
    names,
    faces,
    bare: ids(db.prepare('SELECT id FROM bare_faces WHERE person_id = ?').all(personId)).length,
    ...photos,
    files: placesOfGone.filter(({ missing_since }) => missing_since === null).length,
    places,
    scans: tracesIn(db, 'SELECT id, folder AS text FROM scans', names.isInPath),
    exports: tracesIn(db, 'SELECT id, folder AS text FROM exports', names.isInPath),
    exportedFiles: exportedTraces(db, names, sidecars),
    dataFiles: ids(
      db
        .prepare(
          `SELECT f.id FROM exported_files f JOIN exports e ON e.id = f.export_id
           WHERE e.kind = 'data' AND e.undone_at IS NULL AND f.hash IS NOT NULL`,
        )
        .all(),
    ),
    journal,
    evaluations: evaluationsWith(db, new Set([...faces, ...journal.faces]), names),
    notes: tracesIn(
      db,
      `SELECT id, note || ' ' || consent AS text FROM people WHERE (note <> '' OR consent <> '') AND id <> ${personId}
       UNION ALL SELECT run_id, tags || ' ' || note FROM run_notes
       UNION ALL SELECT 0, value FROM settings WHERE name IN ('${Object.values(recordTexts).join("', '")}')`,
      names.isInText,
    ).length,
  };
}

const ids = (rows: readonly Record<string, unknown>[]) => rows.map(({ id }) => Number(id));

function tracesIn(db: Database, sql: string, isIn: (text: string) => boolean): number[] {
  return ids(
    db
      .prepare(sql)
      .all()
      .filter(({ text }) => isIn(String(text))),
  );
}

function sortPhotos(
  db: Database,
  personId: number,
  { isInPath }: PersonNames,
): Pick<PersonTraces, 'photosGone' | 'photosLoose' | 'photosKept'> {
  const named = new Set(
    db
      .prepare(
        'SELECT id, path FROM photos UNION ALL SELECT photo_id, path FROM places WHERE photo_id IS NOT NULL',
      )
      .all()
      .flatMap(({ id, path }) => (isInPath(String(path)) ? [Number(id)] : [])),
  );
  const counts = db
    .prepare(
      `SELECT p.id, count(f.id) AS faces, count(l.face_id) FILTER (WHERE l.person_id = :person) AS own,
         count(l.face_id) FILTER (WHERE l.person_id <> :person) AS others
       FROM photos p LEFT JOIN faces f ON f.photo_id = p.id LEFT JOIN labels l ON l.face_id = f.id GROUP BY p.id`,
    )
    .all({ person: personId })
    .filter(({ id, own }) => own !== 0 || named.has(Number(id)));
  const kindOf = ({ id, faces, own, others }: Record<string, unknown>) => {
    if (named.has(Number(id))) return others === 0 ? 'gone' : 'loose';
    return own === faces ? 'gone' : 'kept';
  };
  const byKind = Map.groupBy(counts, kindOf);
  const photosOf = (kind: 'gone' | 'loose' | 'kept') => ids(byKind.get(kind) ?? []);
  return { photosGone: photosOf('gone'), photosLoose: photosOf('loose'), photosKept: photosOf('kept') };
}

function exportedTraces(db: Database, names: PersonNames, sidecars: ReadonlySet<string>): number[] {
  const found: number[] = [];
  for (const { id, path, previous } of db
    .prepare('SELECT id, path, previous FROM exported_files')
    .iterate()) {
    const text = previous === null ? '' : new TextDecoder().decode(previous as Uint8Array);
    if (
      names.isInPath(String(path)) ||
      names.isInExport(String(path)) ||
      sidecars.has(String(path)) ||
      names.isInText(text)
    )
      found.push(Number(id));
  }
  return found;
}

/** Removes all of it, and notes that the file has to be cleared of it. Call within a transaction. */
export function eraseTraces(db: Database, traces: PersonTraces): void {
  const remove = (table: string, which: readonly number[]) =>
    db
      .prepare(`DELETE FROM ${table} WHERE id IN (SELECT value FROM json_each(?))`)
      .run(JSON.stringify(which));
  noteErasure(db);
  eraseJournal(db, traces.journal);
  eraseInEvaluations(db, traces.evaluations);
  // Else the face would be found again if the photo is read again.
  db.prepare(
    `INSERT INTO removed_boxes (photo_id, x, y, width, height) SELECT photo_id, x, y, width, height FROM faces
     WHERE id IN (SELECT value FROM json_each(?)) AND photo_id IN (SELECT value FROM json_each(?))`,
  ).run(JSON.stringify(traces.faces), JSON.stringify([...traces.photosKept, ...traces.photosLoose]));
  remove('faces', traces.faces);
  remove('photos', traces.photosGone);
  for (const photoId of traces.photosLoose) loosen(db, photoId);
  remove('places', traces.places);
  remove('scans', traces.scans);
  remove('exports', traces.exports);
  remove('exported_files', traces.exportedFiles);
  remove('people', [traces.personId]);
  forgetInOutbox(db, traces.personId, traces.names.isName);
  takeNamesOut(db, traces.names);
}

/** Faces enrolled without a photo are stored like this. */
function loosen(db: Database, photoId: number): void {
  const { path } = db.prepare('SELECT path FROM photos WHERE id = ?').get(photoId)!;
  db.prepare('DELETE FROM places WHERE photo_id = ?').run(photoId);
  db.prepare('UPDATE photos SET path = ?, ambiguous = 0, undecided = 0 WHERE id = ?').run(
    `enrolled:${randomUUID()}/photo${extname(String(path))}`,
    photoId,
  );
}

/** What files say of photos of several people. */
function takeNamesOut(db: Database, names: PersonNames): void {
  const setNaming = db.prepare('UPDATE places SET naming = ? WHERE id = ?');
  for (const { id, naming } of db.prepare('SELECT id, naming FROM places WHERE naming IS NOT NULL').all()) {
    const { source, faces } = JSON.parse(String(naming)) as Naming;
    const kept = withoutName(faces, names);
    if (kept?.length !== faces.length)
      setNaming.run(kept && JSON.stringify({ source, faces: kept }), Number(id));
  }
  const setFaces = db.prepare('UPDATE photos SET named_faces = ? WHERE id = ?');
  for (const row of db.prepare('SELECT id, named_faces FROM photos WHERE named_faces IS NOT NULL').all()) {
    const faces = JSON.parse(String(row.named_faces)) as NamedFace[];
    const kept = withoutName(faces, names);
    if (kept?.length !== faces.length) setFaces.run(kept && JSON.stringify(kept), Number(row.id));
  }
}
