/** The words of forgetting somebody for ever, in English. */
import { counted } from '../../../src-shared/counted.ts';

export const forgetEn = {
  action: 'Forget for ever…',
  title: (name: string) => `Forget ${name} for ever?`,
  help: (name: string) =>
    `All that the library holds of ${name} is erased. Nothing brings it back, and no undo does. To keep ${name} out of sight only, hide the person instead.`,
  headsTitle: (name: string) => `Heads that were trained on ${name}`,
  head: (name: string, centres: number) =>
    `${name}, with ${counted(centres, 'class centre', 'class centres')} of this person`,
  headsQuestion: 'What becomes of these heads?',
  heads: { rebuild: 'They stay, without the class centres', drop: 'They go, with their runs' },
  headsHelp: (name: string) => ({
    rebuild: `Their other weights were learned from faces of ${name}, too.`,
    drop: 'Nothing that was learned from these faces stays. If one of them is active, the pretrained head takes over.',
  }),
  goes: 'What goes',
  names: 'Names',
  faces: 'Faces, with features and pictures',
  photos: 'Photos, whose records go',
  photosKept: 'Photos with others, which lose only this face',
  photosLoose: 'Photos with others whose path has the name: their faces stay, without the photo',
  journalEntries: 'Changes in the history, which say only that something was erased',
  evaluations: 'Evaluations, which keep their figures and lose these faces',
  backups: 'Backups in the library’s folder',
  stoppedRuns: 'Stopped runs, which cannot go on',
  stays: 'What stays',
  photoFiles: 'Photo files, which lie outside of the library',
  exportedFiles: 'Files that exports wrote; if they are to go, undo the export first',
  notes: 'Notes on others and on runs that mention the name',
  comesBack: (name: string) =>
    `If a folder with photos of ${name} is read again, ${name} is in the library again. Backups elsewhere are not reached.`,
  typeName: (name: string) => `Type ${name} to confirm`,
  confirm: 'Forget for ever',
  working: 'The library is being cleared. With many photos this takes a while.',
  doneTitle: (name: string) => `${name} is forgotten`,
  doneAt: (at: string) => `Erased ${at}.`,
  rebuilt: 'Heads that stay, without the class centres',
  dropped: 'Heads that are gone',
  went: 'What went',
  complete: 'The library’s file holds nothing of it any more.',
  stillOn:
    'Still in the database, which cannot be reached or is busy; it goes when faces are searched there next',
  shared:
    'This library’s faces were taken out of the shared gallery; those of other libraries stay until an owner forgets the person there',
  stillShared:
    'May still be in the shared gallery, which was not reached, or where this login may not change it; this library’s faces go with the next tammes gallery share push',
  incomplete:
    'Another program keeps the library open, so that traces may be left in its file. Close that program and open the library again: this clears them.',
};
