/** Evaluations that are kept. */
import type {
  EvaluatedFace,
  EvaluationInfo,
  EvaluationResult,
  KeptEvaluation,
} from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import {
  facesIn,
  type OutsidePhotos,
  readResult,
  type StoredResult,
  withoutFaces,
} from './evaluation-faces.ts';
import type { Pairing } from './pairing.ts';
import type { PersonNames } from './person-names.ts';
import type { Database } from './sql.ts';

/**
 * Keeps what an evaluation found, but for faces that are gone meanwhile: whose they are may have been forgotten.
 * @param name empty: it gets its protocol and number. @param pairing null: it can be compared with no other.
 * @param outside the photos that it was made on; null: the library's own. @returns its number.
 */
export function addEvaluation(
  db: Database,
  name: string,
  result: EvaluationResult,
  pairing: Pairing | null = null,
  outside: OutsidePhotos | null = null,
): number {
  const added = db
    .prepare('INSERT INTO evaluations (name, made_at, result) VALUES (?, ?, ?)')
    .run(
      name,
      new Date().toISOString(),
      JSON.stringify({ ...withoutFaces(result, goneFaces(db, result)), pairing, outside }),
    );
  const id = Number(added.lastInsertRowid);
  if (name === '')
    db.prepare('UPDATE evaluations SET name = ? WHERE id = ?').run(`${result.settings.protocol}-${id}`, id);
  return id;
}

type Row = Record<string, unknown>;

/** Newest first. One that cannot be read is left out: whoever asks for it is told. */
export function listEvaluations(db: Database): EvaluationInfo[] {
  const rows = db.prepare('SELECT * FROM evaluations ORDER BY id DESC').all();
  return rows.flatMap((row) => {
    const result = readResult(String(row.result));
    return result === null ? [] : [infoOf(row, result)];
  });
}

/** @throws TammesError 'evaluation-unknown' or 'evaluation-damaged' */
export function findEvaluation(db: Database, evaluationId: number): KeptEvaluation {
  const { row, result, outside } = readRow(db, evaluationId);
  const shown =
    outside === null
      ? shownFaces(db, facesIn(result))
      : outside.faces.map(({ id, person, file }) => ({
          ...{ id, file, name: person },
          ...{ photoId: null, personId: null },
        }));
  return { ...infoOf(row, result), result, shown, lost: outside?.lost ?? [] };
}

/** Where the photo of a face beside the library lies; null: nothing is known of it. */
export function evaluatedPhotoPath(db: Database, evaluationId: number, face: number): string | null {
  const row = db.prepare('SELECT result FROM evaluations WHERE id = ?').get(evaluationId);
  const outside = row === undefined ? null : readResult(String(row.result))?.outside;
  return outside?.faces.find(({ id }) => id === face)?.path ?? null;
}

/** An evaluation with what is kept to compare it with another; null: nothing. @throws TammesError as `findEvaluation` */
export function findComparable(
  db: Database,
  evaluationId: number,
): EvaluationInfo & Pick<KeptEvaluation, 'result'> & { pairing: Pairing | null } {
  const { row, result, pairing } = readRow(db, evaluationId);
  return { ...infoOf(row, result), result, pairing };
}

function readRow(db: Database, evaluationId: number) {
  const row = rowOf(db, evaluationId);
  const stored = readResult(String(row.result));
  if (stored === null) throw new TammesError('evaluation-damaged', { evaluationId });
  const { pairing, outside, ...result } = stored;
  return { row, result, pairing, outside };
}

/** @returns its name of before. @throws TammesError 'evaluation-unknown' */
export function renameEvaluation(db: Database, evaluationId: number, name: string): string {
  const before = String(rowOf(db, evaluationId).name);
  db.prepare('UPDATE evaluations SET name = ? WHERE id = ?').run(name, evaluationId);
  return before;
}

/** @returns its name. @throws TammesError 'evaluation-unknown' */
export function removeEvaluation(db: Database, evaluationId: number): string {
  const name = String(rowOf(db, evaluationId).name);
  db.prepare('DELETE FROM evaluations WHERE id = ?').run(evaluationId);
  return name;
}

/** An evaluation that mentions somebody. */
export interface EvaluationTrace {
  id: number;
  name: string;
  /** Numbers of the faces that it mentions, also of photos beside the library. */
  faces: number[];
  /** Whether a photo without a face bears the name. */
  isLost: boolean;
  /** Whether its own name mentions the person. */
  isNamed: boolean;
  /** Null: it cannot be read, and may mention anybody. */
  result: StoredResult | null;
}

/** The evaluations that mention some faces, or somebody in their names or in those of photos beside the library. */
export function evaluationsWith(
  db: Database,
  faceIds: ReadonlySet<number>,
  names: Pick<PersonNames, 'isName' | 'isInPath' | 'isInText'>,
): EvaluationTrace[] {
  return db
    .prepare('SELECT * FROM evaluations ORDER BY id')
    .all()
    .map((row): EvaluationTrace => {
      const [id, name, stored] = [Number(row.id), String(row.name), readResult(String(row.result))];
      const own = stored === null ? [] : facesIn(stored).filter((face) => faceIds.has(face));
      const others = stored?.outside?.faces.filter(
        ({ person, file, path }) => names.isName(person) || names.isInPath(path ?? file ?? ''),
      );
      const outside = stored?.outside ?? null;
      const lost = outside?.lost.filter((file) => !names.isInPath(file)) ?? [];
      return {
        ...{ id, name, isNamed: names.isInText(name) },
        faces: [...own, ...(others ?? []).map(({ id }) => id)],
        isLost: outside !== null && lost.length < outside.lost.length,
        result: stored && { ...stored, outside: outside && { ...outside, lost } },
      };
    })
    .filter(({ faces, isLost, isNamed, result }) => faces.length > 0 || isLost || isNamed || result === null);
}

/** Takes all of it out. Call within a transaction. */
export function eraseInEvaluations(db: Database, traces: readonly EvaluationTrace[]): void {
  const rename = db.prepare('UPDATE evaluations SET name = ? WHERE id = ?');
  const replace = db.prepare('UPDATE evaluations SET result = ? WHERE id = ?');
  const remove = db.prepare('DELETE FROM evaluations WHERE id = ?');
  for (const { id, faces, isLost, isNamed, result } of traces) {
    if (isNamed) rename.run(`evaluation-${id}`, id);
    if (result === null) remove.run(id);
    else if (faces.length > 0 || isLost)
      replace.run(JSON.stringify(withoutFaces(result, new Set(faces))), id);
  }
}

function goneFaces(db: Database, result: EvaluationResult): Set<number> {
  const gone = db
    .prepare('SELECT value AS id FROM json_each(?) WHERE value > 0 AND value NOT IN (SELECT id FROM faces)')
    .all(JSON.stringify(facesIn(result)));
  return new Set(gone.map(({ id }) => Number(id)));
}

function rowOf(db: Database, evaluationId: number): Row {
  const row = db.prepare('SELECT * FROM evaluations WHERE id = ?').get(evaluationId);
  if (row === undefined) throw new TammesError('evaluation-unknown', { evaluationId });
  return row;
}

/** The rate of the figure that a list has. */
const listedRate = 0.01;

function infoOf(row: Row, { settings, people, heads, search, pairs }: EvaluationResult): EvaluationInfo {
  const at1 = (head: number) => {
    const points = (search ?? pairs)?.heads[head]?.points;
    const point =
      settings.protocol === 'holdout'
        ? search?.heads[head]?.top1
        : points?.find(({ rate }) => rate === listedRate);
    return point === undefined ? null : { value: point.value, interval: point.interval };
  };
  return {
    id: Number(row.id),
    name: String(row.name),
    at: String(row.made_at),
    settings,
    people,
    heads: heads.map(({ name }, i) => ({ name, at1: at1(i) })),
  };
}

function shownFaces(db: Database, faceIds: readonly number[]): EvaluatedFace[] {
  return db
    .prepare(
      `SELECT f.id, f.photo_id, l.person_id, p.name FROM faces f LEFT JOIN labels l ON l.face_id = f.id
       LEFT JOIN people p ON p.id = l.person_id WHERE f.id IN (SELECT value FROM json_each(?)) ORDER BY f.id`,
    )
    .all(JSON.stringify(faceIds))
    .map((face) => ({
      id: Number(face.id),
      photoId: Number(face.photo_id),
      file: null,
      personId: face.person_id === null ? null : Number(face.person_id),
      name: face.name === null ? null : String(face.name),
    }));
}
