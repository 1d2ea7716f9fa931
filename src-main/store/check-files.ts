/** Looks for damage in the files of a library's runs and in its backups. */
import type { LibraryFault } from '../../src-shared/contract/index.ts';
import { type Failure, toFailure } from '../../src-shared/errors/index.ts';
import { backupsOf, listBackups, soundBackup } from './backup.ts';
import { checkRunFaces, readCheckpoint, readHistory, timelineFiles, wholeHistory } from './run-files.ts';
import { allRuns } from './runs.ts';
import type { Database } from './sql.ts';
import { checkTimeline } from './timeline.ts';

/** Of each run its faces, history, checkpoint and timeline. A run that is trained meanwhile is passed over. */
export async function checkRunFiles(db: Database, folder: string): Promise<LibraryFault[]> {
  const faults: LibraryFault[] = [];
  const look = async (work: Promise<unknown>) => {
    const failure = await work.then(() => null, toFailure);
    if (failure !== null) faults.push({ failure, stops: ['runs'] });
  };
  for (const { id, status } of allRuns(db)) {
    if (status === 'running') continue;
    await look(checkRunFaces({ folder }, id));
    // A crash may have cut the last line short, and left a checksum without its frame.
    await look(status === 'interrupted' ? readHistory({ folder }, id) : wholeHistory({ folder }, id));
    // A run that has ended well needs its checkpoint no more, and one that has failed may have none.
    if (status === 'cancelled' || status === 'interrupted') await look(readCheckpoint({ folder }, id));
    await look(checkTimeline(timelineFiles({ folder }, id), status !== 'interrupted'));
  }
  return faults;
}

/** Of each backup all files. A damaged one stops nothing, and would be of no use. */
export function checkBackups(folder: string): LibraryFault[] {
  return listBackups(backupsOf(folder)).flatMap(({ folder: backup }) => {
    const failure = failureOfBackup(backup);
    return failure === null ? [] : [{ failure, stops: [] }];
  });
}

function failureOfBackup(backup: string): Failure | null {
  try {
    soundBackup(backup);
    return null;
  } catch (error) {
    return toFailure(error);
  }
}
