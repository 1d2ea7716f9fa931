/** To which group each named face of a library belongs. */

import type { Grouping } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { rate } from '../../src-shared/quality/index.ts';
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
interface Seen {
  faceId: number;
  rating: number;
  yaw: number | null;
}

/** @param by a kind of number, or a column of a table. @throws TammesError 'grouping-unknown' */
export function groupsOfFaces(db: Database, by: string, faces: readonly Seen[]): FaceGroups {
  const kind = groupingKinds.find((one) => one === by);
  if (kind !== undefined) {
    const numberOf = numberBy(db, kind);
    const ofFace = new Map<number, string>();
    for (const face of faces) {
      const number = numberOf(face);
      const band = number === null ? null : bandOf(kind, number);
      if (band !== null) ofFace.set(face.faceId, band);
    }
    const used = new Set(ofFace.values());
    return { names: bandNames(kind).filter((name) => used.has(name)), ofFace, withoutFace: null };
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
  const sizes = [...Map.groupBy(ofFace.values(), (name) => name)].map(([name, { length }]) => ({
    name,
    length,
  }));
  const largest = sizes
    .sort((a, b) => b.length - a.length || (a.name < b.name ? -1 : 1))
    .slice(0, mostGroups);
  const names = largest.map(({ name }) => name).sort();
  return { names, ofFace, withoutFace: withoutFace(db, by) };
}

function numberBy(db: Database, kind: GroupingKind): (face: Seen) => number | null {
  if (kind === 'quality') return ({ rating }) => rating;
  if (kind === 'pose') return ({ yaw }) => (yaw === null ? null : Math.abs(yaw));
  const ages = agesOfFaces(db);
  return ({ faceId }) => ages.get(faceId) ?? null;
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

const seen = ({ faceId, quality, score }: ReturnType<typeof namedFaces>[number]): Seen => ({
  faceId,
  rating: rate({ quality, score }).overall,
  yaw: quality.pose?.yaw ?? null,
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
