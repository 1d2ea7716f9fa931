/** The words of what is written outside of the library, in English. */
import { counted } from '../../../src-shared/counted.ts';

const files = (count: number) => counted(count, 'file', 'files');

export const exportsEn = {
  action: 'Write names for other programs (XMP)…',
  title: 'Write names for other programs (XMP)',
  help: 'Each photo with a named face gets a sidecar file beside it, such as photo.jpg.xmp, in which digiKam and others read who is where. If there is one, the names are added, and all else in it stays word for word. Photos are never changed, and the whole can be undone.',
  which: 'Photos',
  allPhotos: 'All of the library',
  looking: 'Looking at what would be written…',
  nobody: 'No photo has a named face here: nothing would be written.',
  wouldWrite: (made: number, changed: number) =>
    made + changed === 0
      ? 'Nothing is to be written.'
      : [
          ...(made > 0 ? [`${files(made)} would be made.`] : []),
          ...(changed > 0 ? [`${files(changed)} would be changed.`] : []),
        ].join(' '),
  wouldNot: (same: number, refused: number) =>
    [
      ...(same > 0 ? [`${same} ${same === 1 ? 'has' : 'have'} all names already`] : []),
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
    `${files(count)} written${skipped > 0 ? `, ${skipped} passed over` : ''}.`,
  writtenTo: (path: string) => `Written: ${path}`,
  nothingWritten: (skipped: number) =>
    skipped > 0 ? `Nothing was written; ${files(skipped)} passed over.` : 'Nothing was to be written.',
  undoneNow: (removed: number, restored: number, kept: readonly string[]) =>
    [
      `Undone: ${files(removed)} removed`,
      ...(restored > 0 ? [`${restored} as before`] : []),
      ...(kept.length > 0
        ? [`${kept.length} kept, as somebody has changed them since, such as ${kept[0]}`]
        : []),
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
      head: 'Maps features of 256 numbers to embeddings of length one.',
      model:
        'One network from an aligned face of 150 × 150 pixels to its embedding, in the format ONNX, and a card that says data, loss, verdict, threshold and licence.',
      features:
        'A row a face: the 256 numbers that the backbone gives for it, which every head starts from, its person, shot and quality.',
      embeddings: 'A row a face: its embedding by the head, its person, shot and quality.',
      scores:
        'A row a face that people are recognised by: how near it is to its own person’s others, and to the nearest other person.',
      labels: 'A row a named face: its person, where it lies on the photo, and what named it.',
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
    people: 'With class centres and whose they are',
    peopleHelp: 'A class centre is a template by which its person is recognised.',
    noCentres: 'This head has no class centres.',
    paths: 'With the paths of photos',
    pathsHelp: 'They may tell more of people than their names.',
    private:
      'The files hold biometric data with people’s names. They are for your account alone; keep them as you keep the library.',
    to: 'Into the folder',
    now: 'Export',
  },
};
