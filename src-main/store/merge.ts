/** Merges another library into this one. Where both say something, this one's word stays, and the other's is told. */

import type { MergeReport } from '../../src-shared/contract/index.ts';
import { findPeople, mergeAliases, mergePortraits } from './merge-people.ts';
import { mergePhotos } from './merge-photos.ts';
import { mergeSaid } from './merge-said.ts';
import type { Merge } from './merge-state.ts';
import type { Database } from './sql.ts';

/**
 * Brings people, photos, faces and what people said of them from another library in: people by name, photos by content, faces by where
 * they are. Call within `change` of journal.ts. @param other as new as this one; nothing in it is changed.
 */
export function mergeLibrary(db: Database, other: Database): MergeReport {
  const merge: Merge = {
    db,
    other,
    people: new Map(),
    names: new Map(),
    photos: new Map(),
    faces: new Map(),
    newPeople: new Set(),
    report: {
      added: { people: 0, photos: 0, files: 0, faces: 0, names: 0, refusals: 0, facts: 0 },
      same: { people: 0, photos: 0, faces: 0 },
      conflicts: [],
    },
  };
  findPeople(merge);
  mergePhotos(merge);
  mergeSaid(merge);
  // Whose are the names in files, and the portraits, is known by now.
  mergeAliases(merge);
  mergePortraits(merge);
  return merge.report;
}
