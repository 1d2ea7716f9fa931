/** The words in English of vectors that become a library without photos. */
import { counted } from '../../../src-shared/counted.ts';

export const importVectorsEn = {
  open: 'Import vectors…',
  noPhotos: 'No photos, or none to show? Vectors of faces will do.',
  title: 'Import vectors',
  text: 'Each row is a face without a picture. Train, Runs, Evaluate and Sphere work on them as on photos; Library and People show grey silhouettes.',
  vectors: 'File of vectors',
  vectorsHelp: 'npz, CSV or Parquet with feature, and perhaps person and shot.',
  labels: 'File of labels, if they lie elsewhere',
  labelsHelp: 'With person: for the same face, or for the same rows in the same order.',
  network: 'Network, if another one than the built-in made them',
  networkHelp: 'Its name, such as arcface-r50. The vectors may then have any size.',
  networkWrong:
    'A name has up to 40 letters, digits, spaces, dots, dashes and underlines, and begins with a letter or a digit.',
  into: 'New library',
  intoHelp: 'A folder that does not exist yet. The library that is open stays as it is.',
  intoOwn: 'They go into the library that is open, as it is empty.',
  looking: 'Reading the files…',
  found: 'What was found',
  rows: 'Vectors',
  rowsOf: (rows: number, size: number) => `${rows}, ${counted(size, 'number', 'numbers')} each`,
  people: 'People',
  peopleOf: (people: number, unnamed: number) =>
    unnamed === 0 ? `${people}` : `${people}; ${counted(unnamed, 'vector has', 'vectors have')} no name`,
  shots: 'Shots',
  sample: 'Names',
  sampleOf: (name: string, rows: number) => `${name} (${rows})`,
  nobody: 'No vector has a name: nobody can be learned. Choose a file of labels.',
  now: 'Import',
  importing: 'Importing vectors',
  imported: (rows: number) => `${counted(rows, 'vector', 'vectors')} imported.`,
  made: (command: string) => `The new library is ready. It opens with: ${command}`,
  unknown: (name: string) => `A browser does not tell where the file ${name} lies. Choose it in the list.`,
};
