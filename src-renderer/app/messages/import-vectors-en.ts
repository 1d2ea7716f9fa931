/** The words in English of vectors that become a library without photos. */
import { counted } from '../../../src-shared/counted.ts';

export const importVectorsEn = {
  open: 'Import vectors…',
  noPhotos: 'No photos, or none to show? Vectors of faces will do.',
  title: 'Import vectors',
  text: 'Each row becomes a face without a picture. Train, Runs, Evaluate and Sphere work as with photos; Library and People show grey silhouettes.',
  vectors: 'File of vectors',
  vectorsHelp: 'npz, CSV or Parquet with the column feature. The columns person and shot may be there, too.',
  labels: 'File of labels, if names are in a file of their own',
  labelsHelp:
    'With the column person. Rows are matched by the column face if both files have it, otherwise by their order.',
  network: 'Network, if not the built-in one made the vectors',
  networkHelp: 'Its name, such as arcface-r50. The vectors may then have any size.',
  networkWrong:
    'A name has up to 40 letters, digits, spaces, dots, hyphens and underscores, and begins with a letter or a digit.',
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
  nobody: 'No vector has a name, so no head can be trained. Choose a file of labels.',
  now: 'Import',
  importing: 'Importing vectors',
  imported: (rows: number) => `${counted(rows, 'vector', 'vectors')} imported.`,
  made: (command: string) => `The new library is ready. Open it with: ${command}`,
  unknown: (name: string) => `A browser does not tell where the file ${name} lies. Choose it in the list.`,
};
