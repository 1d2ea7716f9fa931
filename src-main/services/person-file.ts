/** What is told of one person: the content of person.json. */
import type { Failure } from '../../src-shared/errors/index.ts';
import { journalText } from '../../src-shared/journal-words.ts';
import { decodeHead } from '../../src-shared/training/index.ts';
import { version } from '../app-files.ts';
import { listJournal } from '../store/journal.ts';
import { bareFacesOf, notedOf, type PhotoOfPerson, pathsOf, refusedFor } from '../store/person-data.ts';
import type { Store } from '../store/store.ts';
import type { Plan } from './forget.ts';

/** A photo, and where its copy lies in the folder; null: there is none. */
export type NamedPhoto = PhotoOfPerson & { copy: string | null };

/** What is written into person.json. */
export interface PersonFile extends ReturnType<typeof dataOf> {
  /** What could not be read, and is not there. */
  missing: { path: string; failure: Failure }[];
}

/** Where the picture of a face lies in the folder. */
export const pictureOf = (faceId: number) => `faces/${faceId}.webp`;

/** All that is told, apart from what could not be read. */
export function dataOf(
  store: Store,
  personId: number,
  { traces, runs, backups }: Plan,
  photos: readonly NamedPhoto[],
) {
  const { db, folder } = store;
  const { names } = traces;
  const entries = new Set(traces.journal.entries);
  return {
    format: 'tammes-person' as const,
    version: 1 as const,
    madeAt: new Date().toISOString(),
    madeBy: `Tammes ${version}`,
    library: folder,
    person: { ...notedOf(db, personId), otherNames: names.others },
    photos: photos.map(({ faces, ...photo }) => ({
      ...photo,
      faces: faces.map((face) => ({ ...face, picture: pictureOf(face.id) })),
    })),
    facesWithoutPhoto: bareFacesOf(db, personId),
    isNot: refusedFor(db, personId),
    heads: runs.flatMap(({ head }): { name: string; classCentres: number[][] | null }[] => {
      if (head === null) return [];
      if (head.data === null) return [{ name: head.name, classCentres: null }];
      const { people, centres, dim } = decodeHead(head.data, head.name);
      const classCentres = people.flatMap((name, i) =>
        names.isName(name) && centres !== null ? [[...centres.values.subarray(i * dim, (i + 1) * dim)]] : [],
      );
      return [{ name: head.name, classCentres }];
    }),
    runsWithoutHead: runs.flatMap(({ run, head }) => (head === null ? [run.name] : [])),
    evaluations: traces.evaluations.map(({ name, faces }) => ({ name, faces })),
    history: listJournal(db, 0, Number.MAX_SAFE_INTEGER)
      .entries.filter(({ id }) => entries.has(id))
      .map((entry) => ({ at: entry.at, undone: entry.undone, what: journalText(entry).en })),
    ...pathsOf(db, { ...traces, exportedFiles: [...traces.exportedFiles, ...traces.dataFiles] }),
    backups,
  };
}
