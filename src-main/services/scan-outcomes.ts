/** Outcomes of the files of a scan, and their counts. */
import type { ScanChanges, ScanProgress } from '../../src-shared/contract/index.ts';
import type { Failure } from '../../src-shared/errors/index.ts';

/** What became of one file, for a report. */
export interface FileOutcome {
  path: string;
  kind: keyof ScanChanges;
  /** Where a moved photo lay, or where a copy's other file lies. */
  from?: string;
  /** Faces found, if it was read. */
  faces?: number;
  failure?: Failure;
}

export const noChanges: ScanChanges = {
  added: 0,
  unchanged: 0,
  touched: 0,
  moved: 0,
  copied: 0,
  replaced: 0,
  restored: 0,
  missing: 0,
  relabelled: 0,
  completed: 0,
  reread: 0,
  kept: 0,
  failed: 0,
};

/** Counts a file of a scan as done. */
export function countOutcome(progress: ScanProgress, outcome: FileOutcome): void {
  progress.done++;
  progress.changes[outcome.kind]++;
  if (outcome.failure !== undefined) progress.failures++;
}
