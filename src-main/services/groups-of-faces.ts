/** To which group each named face of a library belongs. */

import type { Grouping } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { type RatedFace, rate } from '../../src-shared/quality/index.ts';
import { bandNames, bandOf, type GroupingKind, groupingKinds } from '../../src-shared/recognition/index.ts';
import { namingOfPath } from '../labels/naming.ts';
import { namedFaces } from '../store/labelled-faces.ts';
import type { Database } from '../store/sql.ts';
import { agesOfFaces, filesWithoutFace, tagNames, tagOfFaces, tagOfPeople } from '../store/tags.ts';

/** Groups of a column beyond these, the largest, would be a list of single cases. */
const mostGroups = 20;

export interface FaceGroups {
  /** In their order. */
  names: string[];
  /** Faces without one are of no group. */
  ofFace: ReadonlyMap<number, string>;
  /** By person, photos on which no face was found, in the person's group; null: that group is not known of a photo without a face. */
  withoutFace: { person: string; group: string }[] | null;
}

/** What a face says by itself. */
export interface Looks {
  /** How well it can be seen, 0 to 1. */
  rating: number;
  /** How far it is turned to a side, in degrees; null: not known. */
  yaw: number | null;
}
interface Seen extends Looks {
  faceId: number;
}

/** @param by a kind of number, or a column of a table. @throws TammesError 'grouping-unknown' */
export function groupsOfFaces(db: Database, by: string, faces: readonly Seen[]): FaceGroups {
  const kind = groupingKinds.find((one) => one === by);
  if (kind !== undefined) {
    const bandOfFace = bandsBy(db, kind);
    const ofFace = new Map<number, string>();
    for (const face of faces) {
      const band = bandOfFace(face);
      if (band !== null) ofFace.set(face.faceId, band);
    }
    return { names: usedBands(kind, ofFace.values()), ofFace, withoutFace: null };
  }
  const columns = tagNames(db);
  if (!columns.includes(by))
    throw new TammesError('grouping-unknown', { name: by, known: [...groupingKinds, ...columns] });
  const all = tagOfFaces(db, by);
  const ofFace = new Map(
    faces.flatMap(({ faceId }) => {
      const value = all.get(faceId);
      return value === undefined ? [] : [[faceId, value] as const];
    }),
  );
  return { names: largestGroups(ofFace.values()), ofFace, withoutFace: withoutFace(db, by) };
}

/** The bands in which there are any, in their order. */
export function usedBands(kind: GroupingKind, groups: Iterable<string>): string[] {
  const used = new Set(groups);
  return bandNames(kind).filter((name) => used.has(name));
}

/** Of a column, the groups that are largest, by name. */
export function largestGroups(groups: Iterable<string>): string[] {
  const sizes = [...Map.groupBy(groups, (name) => name)].map(([name, { length }]) => ({ name, length }));
  const largest = sizes
    .sort((a, b) => b.length - a.length || (a.name < b.name ? -1 : 1))
    .slice(0, mostGroups);
  return largest.map(({ name }) => name).sort();
}

/** What a face says by itself of its group; null: nothing. */
export function bandOfLooks(kind: 'quality' | 'pose', { rating, yaw }: Looks): string | null {
  const number = kind === 'quality' ? rating : yaw === null ? null : Math.abs(yaw);
  return number === null ? null : bandOf(kind, number);
}

function bandsBy(db: Database, kind: GroupingKind): (face: Seen) => string | null {
  if (kind !== 'age') return (face) => bandOfLooks(kind, face);
  const ages = agesOfFaces(db);
  return ({ faceId }) => {
    const age = ages.get(faceId);
    return age === undefined ? null : bandOf(kind, age);
  };
}

/** Photos in folders of people, or named after them, whose group a table says of the person. */
function withoutFace(db: Database, column: string): { person: string; group: string }[] | null {
  const groupOf = tagOfPeople(db, column);
  if (groupOf.size === 0) return null;
  const { paths, folders } = filesWithoutFace(db);
  return paths.flatMap((path) => {
    const folder = folders.filter((one) => path.startsWith(one)).sort((a, b) => b.length - a.length)[0];
    const person = folder === undefined ? undefined : namingOfPath(folder, path)?.faces[0]?.name;
    const group = person === undefined ? undefined : groupOf.get(person);
    return group === undefined ? [] : [{ person: person!, group }];
  });
}

/** What a face says by itself. */
export const looksOf = ({ quality, score }: RatedFace): Looks => ({
  rating: rate({ quality, score }).overall,
  yaw: quality.pose?.yaw ?? null,
});

const seen = ({ faceId, ...face }: ReturnType<typeof namedFaces>[number]): Seen => ({
  faceId,
  ...looksOf(face),
});

/** @throws TammesError 'grouping-unknown', or 'grouping-empty' if no named face has a group. */
export function refuseUngrouped(db: Database, by: string): void {
  if (groupsOfFaces(db, by, namedFaces(db).map(seen)).names.length === 0)
    throw new TammesError('grouping-empty', { by });
}

/** What groups of the library's named faces can be formed by. */
export function groupingsOf(db: Database): Grouping[] {
  const faces = namedFaces(db).map(seen);
  return [...groupingKinds, ...tagNames(db)].map((by) => {
    const { names, ofFace } = groupsOfFaces(db, by, faces);
    return { by, groups: names.length, faces: ofFace.size };
  });
}
