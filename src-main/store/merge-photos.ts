/** The photos and faces of another library: photos by content, faces of a photo that both have by where they are. */
import type { Box } from '../../src-shared/contract/index.ts';
import { hasChoice } from './corrections.ts';
import { fromBlob, toBlob } from './database.ts';
import { personFor } from './merge-people.ts';
import { insertRow, type Row, rowOf, rowsOf } from './merge-rows.ts';
import { type Merge, tell } from './merge-state.ts';
import { isSameFace, pairBoxes } from './pair-boxes.ts';
import { nameOf } from './people.ts';

/** A photo that both libraries have, or that has come in. */
interface Pair {
  here: Row;
  there: Row;
  isNew: boolean;
}

/** Brings photos, their files, faces and names in. */
export function mergePhotos(merge: Merge): void {
  const { db, other, photos, report } = merge;
  for (const { id } of rowsOf(other, 'SELECT id FROM photos ORDER BY id')) {
    const there = rowOf(other, 'SELECT * FROM photos WHERE id = ?', id!)!;
    const known = photoHere(merge, there);
    const photoId = known ?? insertRow(db, 'photos', there, { scan_id: null, shot: null, copy_of: null });
    photos.set(Number(id), photoId);
    const pair = {
      here: rowOf(db, 'SELECT * FROM photos WHERE id = ?', photoId)!,
      there,
      isNew: known === null,
    };
    if (pair.isNew) report.added.photos++;
    else report.same.photos++;
    mergeRemovedBoxes(merge, pair, mergeFaces(merge, pair));
    mergePlaces(merge, pair);
  }
}

/** By content. Faces without a photo, and what an older version stored twice, have a path of their own. */
function photoHere({ db }: Merge, { hash, path }: Row): number | null {
  const row =
    hash === null
      ? rowOf(db, 'SELECT id FROM photos WHERE hash IS NULL AND path = ?', path!)
      : rowOf(db, 'SELECT id FROM photos WHERE hash = ?', hash!);
  return row === null ? null : Number(row.id);
}

function mergePlaces({ db, other, report }: Merge, { here, there }: Pair): void {
  for (const place of rowsOf(other, 'SELECT * FROM places WHERE photo_id = ? ORDER BY id', there.id!)) {
    // What lies there now is known here.
    if (rowOf(db, 'SELECT 1 FROM places WHERE path = ?', place.path!) !== null) continue;
    insertRow(db, 'places', place, { photo_id: here.id!, scan_id: null });
    report.added.files++;
  }
}

const boxOf = ({ x, y, width, height }: Row, { scale }: { scale: Scale }): Box => ({
  x: Number(x) * scale.x,
  y: Number(y) * scale.y,
  width: Number(width) * scale.x,
  height: Number(height) * scale.y,
});

/** From the pixels of a photo there to those here: an older version may have read it in another size. */
interface Scale {
  x: number;
  y: number;
}
const none: Scale = { x: 1, y: 1 };

function scaleOf({ here, there }: Pair): Scale {
  const ratio = (a: unknown, b: unknown) => (Number(a) > 0 && Number(b) > 0 ? Number(a) / Number(b) : 1);
  return { x: ratio(here.width, there.width), y: ratio(here.height, there.height) };
}

/** @returns the faces of here that are there, too. */
function mergeFaces(merge: Merge, pair: Pair): ReadonlySet<unknown> {
  const { db, other, faces, report } = merge;
  const scale = scaleOf(pair);
  const ofPhoto = 'SELECT * FROM faces WHERE photo_id = ? ORDER BY id';
  const here = rowsOf(db, ofPhoto, pair.here.id!);
  const there = rowsOf(other, ofPhoto, pair.there.id!);
  const pairs = pairBoxes(
    here.map((face) => boxOf(face, { scale: none })),
    there.map((face) => boxOf(face, { scale })),
  );
  const partner = new Map(pairs.map(([i, k]) => [k, here[i]!]));
  for (const [k, face] of there.entries()) {
    const known = partner.get(k);
    if (known !== undefined) {
      faces.set(Number(face.id), Number(known.id));
      report.same.faces++;
      mergeName(merge, pair, known, face);
    } else bringFace(merge, pair, face, scale);
  }
  return new Set(pairs.map(([i]) => here[i]!.id));
}

/** A face that is not here comes in, unless somebody took it away here. */
function bringFace(merge: Merge, pair: Pair, there: Row, scale: Scale): void {
  const { db, other, faces, report } = merge;
  const box = boxOf(there, { scale });
  const label = rowOf(other, 'SELECT * FROM labels WHERE face_id = ?', there.id!);
  const isRemoved = rowsOf(db, 'SELECT * FROM removed_boxes WHERE photo_id = ?', pair.here.id!).some(
    (removed) => isSameFace(boxOf(removed, { scale: none }), box),
  );
  if (isRemoved) {
    const person = label && merge.names.get(Number(label.person_id))!;
    tell(merge, { kind: 'face-removed', person, photo: String(pair.here.path), here: '', there: '' });
    return;
  }
  const landmarks = fromBlob(there.landmarks as Uint8Array).map((v, i) => v * (i % 2 ? scale.y : scale.x));
  const moved = scale.x === 1 && scale.y === 1 ? {} : { ...box, landmarks: toBlob(landmarks) };
  const faceId = insertRow(db, 'faces', there, { photo_id: pair.here.id!, ...moved });
  for (const table of ['chips', 'thumbnails'] as const)
    for (const row of rowsOf(other, `SELECT * FROM ${table} WHERE face_id = ?`, there.id!))
      insertRow(db, table, row, { face_id: faceId });
  faces.set(Number(there.id), faceId);
  report.added.faces++;
  if (label !== null) giveName(merge, pair, faceId, label);
}

/** The names of a face that both have. */
function mergeName(merge: Merge, pair: Pair, here: Row, there: Row): void {
  const { db, other, people, names, report } = merge;
  const label = rowOf(other, 'SELECT * FROM labels WHERE face_id = ?', there.id!);
  const known = rowOf(db, 'SELECT * FROM labels WHERE face_id = ?', here.id!);
  if (label === null) {
    if (there.ignored !== 1 || here.ignored === 1 || known !== null) return;
    db.prepare('UPDATE faces SET ignored = 1 WHERE id = ?').run(here.id!);
    report.added.facts++;
    return;
  }
  const personId = people.get(Number(label.person_id)) ?? null;
  const refused = rowOf(db, 'SELECT 1 FROM refusals WHERE face_id = ? AND person_id = ?', here.id!, personId);
  const person = names.get(Number(label.person_id))!;
  const told = { person, photo: String(pair.here.path), there: person };
  if (known !== null && known.person_id !== personId)
    tell(merge, { ...told, kind: 'name', here: nameOf(db, Number(known.person_id)) });
  else if (known !== null) {
    // Said by hand there: scans do not change it here either.
    if (!isSaid(label) || isSaid(known)) return;
    db.prepare('UPDATE labels SET source = ? WHERE face_id = ?').run(label.source!, here.id!);
    report.added.facts++;
  } else if (refused !== null) tell(merge, { ...told, kind: 'refused', here: '' });
  else if (here.ignored === 1) tell(merge, { ...told, kind: 'stranger', here: '' });
  else if (giveName(merge, pair, Number(here.id), label)) report.added.names++;
}

const isSaid = ({ source }: Row) => source === 'hand' || source === 'enrolment';

/** Names a face, unless the person has another face on the photo here. @returns whether it has the name. */
function giveName(merge: Merge, { here, isNew }: Pair, faceId: number, label: Row): boolean {
  const { db, people, names, newPeople } = merge;
  const person = names.get(Number(label.person_id))!;
  const elsewhere = rowOf(
    db,
    `SELECT 1 FROM labels l JOIN faces f ON f.id = l.face_id WHERE f.photo_id = ? AND l.person_id = ?
       AND NOT EXISTS (SELECT 1 FROM allowed_twice a WHERE a.photo_id = f.photo_id AND a.person_id = l.person_id)`,
    here.id!,
    people.get(Number(label.person_id)) ?? null,
  );
  if (!isNew && elsewhere !== null) {
    tell(merge, { kind: 'name', person, photo: String(here.path), here: '', there: person });
    return false;
  }
  const personId = personFor(merge, Number(label.person_id));
  // A choice of faces here stays as it is, and no choice stays none: else other faces would no longer stand for the person.
  const chosen = label.chosen === 1 && (newPeople.has(personId) || hasChoice(db, personId)) ? 1 : 0;
  insertRow(db, 'labels', label, { face_id: faceId, person_id: personId, chosen });
  return true;
}

/** Faces that somebody took away there: a face that is here stays. */
function mergeRemovedBoxes(merge: Merge, pair: Pair, paired: ReadonlySet<unknown>): void {
  const { db, other } = merge;
  const scale = scaleOf(pair);
  const here = rowsOf(db, 'SELECT * FROM faces WHERE photo_id = ? ORDER BY id', pair.here.id!);
  const removedHere = rowsOf(db, 'SELECT * FROM removed_boxes WHERE photo_id = ?', pair.here.id!).map((row) =>
    boxOf(row, { scale: none }),
  );
  for (const row of rowsOf(
    other,
    'SELECT * FROM removed_boxes WHERE photo_id = ? ORDER BY id',
    pair.there.id!,
  )) {
    const box = boxOf(row, { scale });
    if (!pair.isNew && removedHere.some((known) => isSameFace(known, box))) continue;
    const face = pair.isNew ? undefined : here.find((one) => isSameFace(boxOf(one, { scale: none }), box));
    if (face === undefined) {
      insertRow(db, 'removed_boxes', row, { photo_id: pair.here.id!, ...box });
      removedHere.push(box);
    } else if (!paired.has(face.id)) {
      const label = rowOf(db, 'SELECT person_id FROM labels WHERE face_id = ?', face.id!);
      const person = label && nameOf(db, Number(label.person_id));
      tell(merge, { kind: 'face-kept', person, photo: String(pair.here.path), here: '', there: '' });
    }
  }
}
