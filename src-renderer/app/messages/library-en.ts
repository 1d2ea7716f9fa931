/** The words of the library in English: the screen, and the reading of photos. */
import type { Removal } from '../../../src-shared/contract/index.ts';
import { counted } from '../../../src-shared/counted.ts';
import { libraryFacesEn } from './library-faces-en.ts';

export const libraryEn = {
  add: 'Add folder',
  addDemo: 'Add the demo photos',
  reading: (name: string) => `Reading ${name}`,
  noPhotos: (folder: string) => `There are no photos in ${folder}, nor in the folders inside.`,
  progress: (done: number, total: number, faces: number) =>
    `${done} of ${counted(total, 'photo', 'photos')}, ${counted(faces, 'face', 'faces')}`,
  changes: {
    added: (count: number) => `${count} added`,
    unchanged: (count: number) => `${count} unchanged`,
    touched: (count: number) => `${count} with only a new date`,
    moved: (count: number) => `${count} moved`,
    copied: (count: number) => `${count} copied from known photos`,
    replaced: (count: number) => `${count} replaced`,
    restored: (count: number) => `${count} restored`,
    missing: (count: number) => `${count} missing`,
    relabelled: (count: number) => `${count} with a changed name`,
    completed: (count: number) => `${count} from an older version checked for near-duplicates`,
    reread: (count: number) => `${count} read again`,
    kept: (count: number) => `${count} left unchanged`,
    failed: (count: number) => `${count} could not be read`,
  },
  detector: 'Detector',
  detectors: { ssd: 'accurate (SSD)', tiny: 'fast (Tiny)' },
  detectorChosen: (name: string) => `Detector for new photos: ${name}.`,
  byOtherDetector: (photos: number) =>
    photos === 1
      ? '1 photo was read with the other detector.'
      : `The faces of ${counted(photos, 'photo', 'photos')} were found the other way.`,
  readAgain: 'Find their faces again',
  outdated: (faces: number) =>
    `An older version of Tammes described ${counted(faces, 'face', 'faces')}. They cannot be compared with newer ones until they are updated. Names and enrolments stay.`,
  update: 'Bring up to date',
  updating: 'Bringing faces up to date',
  updateProgress: (done: number, total: number) => `${done} of ${total} faces`,
  updated: 'All faces are up to date.',
  read: (changes: string) => `Photos: ${changes}.`,
  unmatched: (photos: number, example: string) =>
    `The table of labels names ${counted(photos, 'photo', 'photos')} not in the folder, such as ${example}. Paths are absolute or below the folder.`,
  vision: (backend: string, lost: readonly string[]) =>
    `Faces are found on: ${backend}${lost.length > 0 ? ` (${lost.join(', ')} stopped working)` : ''}`,
  counts: (people: number, photos: number, faces: number) =>
    `${counted(people, 'person', 'people')}, ${counted(photos, 'photo', 'photos')}, ${counted(faces, 'face', 'faces')}`,
  everyone: 'All faces',
  nobody: 'Without a name',
  severalPeople: (count: number) => `${count} people`,
  enrolAll: 'Enrol everyone',
  enrolledAll: (people: number) => `${counted(people, 'person', 'people')} enrolled.`,
  more: 'Show more',
  failures: (count: number) => `Photos that could not be read (${count})`,
  missing: (count: number) => `Missing photos (${count})`,
  missingHelp:
    'Their files are gone, but their faces stay in the library. If a file returns, in any folder, reading that folder restores the photo.',
  missingSince: (date: string, faces: number) =>
    `not found since ${date}, ${counted(faces, 'face', 'faces')}`,
  listing: (folder: string) => `Looking through ${folder}`,
  listed: (files: number) => `${counted(files, 'file', 'files')} found`,
  removeMissing: (count: number) =>
    count === 1 ? 'Remove its records' : `Remove the records of all ${count}`,
  removeOne: (path: string) => `Remove the records of ${path}`,
  remove: 'Remove',
  removed: ({ photos, faces, people, kept }: Removal) =>
    [
      `${counted(photos, 'photo', 'photos')} and ${counted(faces, 'face', 'faces')} removed`,
      ...(people > 0 ? [`${counted(people, 'person', 'people')} without another face, too`] : []),
      ...(kept > 0 ? [`${kept} kept, because people are enrolled with them`] : []),
    ].join('; '),
  duplicates: (count: number) => `The same shot in several files (${count})`,
  duplicatesHelp: 'Training never divides the files of one shot between training and validation.',
  equal: 'the same file',
  similar: 'nearly the same picture',
  ambiguous: (count: number) => `Photos with more than one possible face (${count})`,
  ambiguousHelp:
    'These photos of one person show several faces. Tammes took the largest and sharpest; choose another if that is wrong.',
  choose: (name: string, number: number) => `Face ${number} is ${name}`,
  isNamed: (name: string) => `${name}?`,
  ...libraryFacesEn,
};
