/** A merge of two libraries on its way. */

import type { MergeConflict, MergeReport } from '../../src-shared/contract/index.ts';
import type { Database } from './sql.ts';

/** Both libraries, and which rows of the other are which here. */
export interface Merge {
  db: Database;
  other: Database;
  /** Those who are here; who comes in joins them with the first face: see `personFor` of merge-people.ts. */
  people: Map<number, number>;
  /** Names of all people of the other library, composed (NFC). */
  names: Map<number, string>;
  photos: Map<number, number>;
  faces: Map<number, number>;
  /** People who came in: what is said of them is said there alone. */
  newPeople: Set<number>;
  report: MergeReport;
}

/** Notes what the other library says otherwise; what is absent concerns nothing. */
export function tell(
  { report }: Merge,
  { person = null, photo = null, ...rest }: Omit<MergeConflict, 'person' | 'photo'> & Partial<MergeConflict>,
): void {
  report.conflicts.push({ person, photo, ...rest });
}
