/** The words of checks and backups in English. */
import type { BackupReason, LibraryUse } from '../../../src-shared/contract/index.ts';
import { counted } from '../../../src-shared/counted.ts';

const uses: Readonly<Record<LibraryUse, string>> = {
  names: 'names',
  recognition: 'recognition',
  training: 'training',
  photos: 'photos and pictures of faces',
  undo: 'undo',
  runs: 'runs',
};
const reasons: Readonly<Record<BackupReason, string>> = {
  asked: 'You asked for it',
  migration: 'Before a new version',
  daily: 'Daily',
  restore: 'Before a restore',
  merge: 'Before a merge',
};

export const storageEn = {
  title: 'Storage',
  uses,
  reasons,
  check: 'Check of the library',
  neverChecked: 'Not checked yet. Once a week all of it is checked by itself.',
  healthy: (when: string) => `Checked on ${when}: healthy`,
  damaged: (when: string, faults: number) =>
    `Checked on ${when}: ${counted(faults, 'thing is', 'things are')} damaged`,
  checking: (percent: number) => `Checking… ${percent} %`,
  checkNow: 'Check now',
  works: (list: string) => `Still works: ${list}.`,
  worksAll: 'Everything else works.',
  worksNothing: 'Until this is mended nothing works for certain.',
  banner: (faults: number) =>
    `${counted(faults, 'thing', 'things')} in this library ${faults === 1 ? 'is' : 'are'} damaged.`,
  bannerText: 'What is damaged is not used.',
  bannerLink: 'See what works and what to do',
  backups: 'Backups',
  backupsHelp: (count: number, size: string) =>
    count === 0
      ? 'There is none yet. A backup holds faces, names and heads, not the photos themselves.'
      : `${counted(count, 'backup', 'backups')}, ${size}, in the library’s folder. Photos are not in them. For a broken disk, copy the folder to another one.`,
  backUpNow: 'Back up now',
  backingUp: 'Making a backup…',
  backedUp: 'The backup is made.',
  daily: 'Back up by itself',
  dailyHelp: 'Once a day, if something has changed. Before a new version and before a restore always.',
  on: 'Daily',
  off: 'Off',
  kept: 'Keep',
  keptOf: (count: number) => `${count} of each kind`,
  columns: ['Made', 'Why', 'People', 'Faces', 'Photos', 'Size'],
  restore: 'Restore…',
  restoreOf: (when: string) => `Restore the backup of ${when}…`,
  restoreTitle: (when: string) => `Restore the backup of ${when}?`,
  now: 'Now',
  inBackup: 'In the backup',
  people: 'People',
  faces: 'Faces',
  photos: 'Photos',
  heads: 'Heads',
  restoreHelp:
    'The library as it is now is backed up first, so that you can come back. A running training stops at its last checkpoint.',
  networksLacking: (names: string) =>
    `The file of this network is not there any more: ${names}. Names and heads come back, but no photo can be described by the network until you add it again in Backbone.`,
  restoreNow: 'Restore',
  restoring: 'Restoring…',
  restored: 'The backup is restored.',
  restoredAside: (folder: string) => `The backup is restored. The damaged library lies in ${folder}.`,
  move: 'Move the library',
  moveHelp: 'To another folder or disk: copied, checked, and only then removed here.',
  moveAction: 'Move…',
  moveTitle: 'Move the library',
  moveText:
    'The library is copied to the new folder, and every row and file of the copy is checked. Only then is the old one removed. Whatever happens meanwhile, one good library is there. Photos stay where they are. A running training stops at its last checkpoint.',
  moveTo: 'New folder, which does not exist yet',
  moveNow: 'Move',
  moving: 'Moving and checking… This takes a few minutes for a large library.',
  moved: (folder: string) => `The library is in ${folder} now.`,
  browse: 'Choose…',
  takeFolder: 'Take this folder',
  merge: 'Merge a library',
  mergeHelp: 'Brings people, photos and faces of another library in. You see first what would come.',
  mergeAction: 'Merge…',
  mergeTitle: 'Merge a library into this one',
  mergeText:
    'People come in by name, photos by content, faces by where they are. Where the two say different things, this library’s word stays. This library is backed up first, and Undo takes the whole back. The other library stays as it is; its runs and heads are not taken.',
  mergeFrom: 'Folder of the other library',
  mergeLocked: 'The other library is encrypted. It stays so; it is opened for the merge alone.',
  mergeLook: 'Look',
  looking: 'Comparing the libraries…',
  mergeNow: 'Merge',
  merging: 'Merging…',
  comesIn: 'What comes in',
  inBoth: 'In both',
  new: 'New',
  mergeFacts: (names: number, refusals: number, facts: number) =>
    `For what is here already: ${counted(names, 'name', 'names')}, ${counted(refusals, 'refusal', 'refusals')}, ${counted(facts, 'fact', 'facts')} such as notes.`,
  nothingNew: 'Everything of that library is here already.',
  noConflicts: 'The two say nothing differently.',
  conflicts: (count: number) =>
    `${counted(count, 'thing is', 'things are')} said differently: what stands under “Here” stays.`,
  conflictColumns: ['Different', 'Person', 'Photo', 'Here', 'There'],
  conflictsShown: (shown: number, total: number) =>
    `The first ${shown} of ${total} are shown; save the list for all.`,
  saveConflicts: 'Save the list',
};
