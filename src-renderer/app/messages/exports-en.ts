/** The words of what is written outside of the library, in English. */
import { counted } from '../../../src-shared/counted.ts';

const files = (count: number) => counted(count, 'file', 'files');

export const exportsEn = {
  action: 'Write names for other programs (XMP)…',
  title: 'Write names for other programs (XMP)',
  help: 'Each photo with a named face gets a sidecar file beside it, such as photo.jpg.xmp. digiKam and other programs read there who is where on the photo. If there is a sidecar file already, the names are added, and everything else in it stays word for word. Photos are never changed, and the export can be undone.',
  which: 'Photos',
  allPhotos: 'All of the library',
  looking: 'Looking at what would be written…',
  nobody: 'No photo here has a face with a name: nothing would be written.',
  wouldWrite: (made: number, changed: number) =>
    made + changed === 0
      ? 'There is nothing to write.'
      : [
          ...(made > 0 ? [`${files(made)} would be made.`] : []),
          ...(changed > 0 ? [`${files(changed)} would be changed.`] : []),
        ].join(' '),
  wouldNot: (same: number, refused: number) =>
    [
      ...(same > 0 ? [`${files(same)} already ${same === 1 ? 'has' : 'have'} all names`] : []),
      ...(refused > 0 ? [`${refused} would be left alone`] : []),
    ]
      .map((part) => `${part}.`)
      .join(' '),
  examples: 'What would be written',
  refused: 'What would be left alone',
  changes: { new: 'new', changed: 'changed' },
  more: (shown: number, total: number) => `The first ${shown} of ${total} are shown.`,
  write: (count: number) => (count === 0 ? 'Write files' : `Write ${files(count)}`),
  writing: 'Writing sidecar files',
  doneOf: (done: number, total: number) => `${done} of ${counted(total, 'photo', 'photos')}`,
  list: 'Earlier exports',
  kinds: {
    xmp: 'Sidecar files (XMP)',
    sort: 'Sorted copies',
    person: 'All about a person',
    head: 'Head',
    data: 'Data that names people',
  },
  besidePhotos: 'beside the photos',
  entry: (files_: number, madeAt: string) => `${files(files_)}, ${madeAt}`,
  undone: 'undone',
  undo: 'Undo',
  undoOf: (kind: string, madeAt: string) => `Undo: ${kind}, ${madeAt}`,
  written: (count: number, skipped: number) =>
    `${files(count)} written${skipped > 0 ? `, ${skipped} skipped` : ''}.`,
  writtenTo: (path: string) => `Written: ${path}`,
  nothingWritten: (skipped: number) =>
    skipped > 0 ? `Nothing was written; ${files(skipped)} skipped.` : 'There was nothing to write.',
  undoneNow: (removed: number, restored: number, kept: readonly string[]) =>
    [
      `Undone: ${files(removed)} removed`,
      ...(restored > 0 ? [`${restored} restored`] : []),
      ...(kept.length > 0 ? [`${kept.length} kept because of later changes, such as ${kept[0]}`] : []),
    ]
      .join(', ')
      .concat('.'),
  data: {
    action: 'Export heads and data…',
    ofHead: 'Export…',
    ofHeadLong: (head: string) => `Export ${head}`,
    title: 'Export heads and data',
    what: 'What',
    kinds: {
      head: 'Head',
      model: 'Head with its backbone',
      features: 'Features of all faces',
      embeddings: 'Embeddings of all faces',
      scores: 'Scores of faces',
      labels: 'Labels',
    },
    help: {
      head: 'Maps features, the numbers that the backbone gives for a face, to embeddings of length one.',
      model:
        'One ONNX network that maps an aligned face of 150 × 150 pixels to its embedding, and a card that describes data, loss, verdict, threshold and licence.',
      features:
        'A row for each face: its feature (the numbers of the backbone, 256 by the built-in one, from which every head starts), person, shot and quality.',
      embeddings: 'A row for each face: its embedding by the head, person, shot and quality.',
      scores:
        'A row for each face of the gallery: how near it is to the other faces of its person, and to the nearest other person.',
      labels:
        'A row for each face with a name: its person, where it lies on the photo, and how it got its name.',
    },
    format: 'Format',
    formats: {
      onnx: 'ONNX (ONNX Runtime)',
      tfjs: 'TensorFlow.js',
      safetensors: 'safetensors',
      npz: 'npz (NumPy)',
      csv: 'CSV (spreadsheets, pandas)',
      parquet: 'Parquet (pandas, DuckDB)',
      tsv: 'TSV (embedding projector)',
    },
    people: 'With class centres and the names of their people',
    peopleHelp: 'A class centre is a biometric template: its person can be recognised by it.',
    noCentres: 'This head has no class centres.',
    paths: 'With the paths of photos',
    pathsHelp: 'Paths may tell more about people than their names do.',
    private:
      'The files hold biometric data with people’s names. Only your account can read them. Keep them as safe as the library.',
    to: 'Into the folder',
    now: 'Export',
  },
};
