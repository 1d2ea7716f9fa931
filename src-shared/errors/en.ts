/** Every problem in English: what happened, and the remedy. */
import { counted } from '../counted.ts';
import type { Field, Wordings } from './problems.ts';

const checkPath = 'Check the path.';
const restoreLibrary =
  'Restore a backup: in Settings, under Storage, or by `tammes backup --list` and `tammes restore BACKUP --replace`. Without a backup, `tammes repair LIBRARY --into NEW` saves what can be read into a new library.';
/** What people call the rows of a table. */
const tableWords: Readonly<Record<string, string>> = {
  people: 'people',
  labels: 'names of faces',
  faces: 'faces',
  chips: 'pictures of faces',
  thumbnails: 'small pictures of faces',
  photos: 'photos',
  places: 'files of photos',
  heads: 'heads',
  runs: 'runs',
  settings: 'settings',
  journal: 'entries of the history',
  journal_rows: 'changes in the history',
  exported_files: 'exported files',
};
const megabytes = (bytes: number) => `${Math.ceil(bytes / 2 ** 20).toLocaleString('en')} MB`;
const rowsOf = (table: string) => tableWords[table] ?? `rows of the table ${table}`;
const libraryFaults = {
  empty: 'is empty',
  foreign: 'is not a database',
  pages: 'is cut off, or a part of it cannot be read',
  tables: 'lacks a table, or its tables were changed',
  rows: 'holds rows that are not as they were stored',
};
const checkPermissions = 'Check its permissions.';
const reloadWindow = 'Reload the window.';
const startAgain = 'Start it again.';
const correctFile = 'Correct the file.';
const updateDriver = 'Update the driver of the GPU.';
const rebuildBinding = 'Build it again: npm run binding -- --tensorflow DIR; see README.md.';
const ownFolders = 'Put each person’s photos into a folder of their own.';
const goodPairs = 'Take the pairs.txt that comes with the photos, or write one pair a line.';
const goodTemplates = 'Take the list as insightface publishes it in the folder meta, and copy it whole.';
const goldenWanted = 'Name a file of reference values.';
const smallerCopy = 'Save a smaller copy of the photo.';
const endOrCancel = 'Wait for its end or cancel it.';
const backboneFiles =
  'Give an ONNX file, whole in itself, of a network that takes the picture of a face and gives a row of numbers; its options, or FILE.backbone.json beside it, say what cannot be guessed: tammes backbone add --help';
const backboneFaults = {
  empty: 'it is empty',
  'too-large': 'it is larger than 1 GiB',
  'not-onnx': 'it is not an ONNX model',
  'external-data': 'its weights lie in other files',
  'custom-operator': 'it needs an operation of its own',
  inputs: 'it does not take one picture',
  'input-type': 'its input is not float32',
  'input-shape': 'its input is not a square picture in three colours',
  outputs: 'which of its outputs the feature is has to be said',
  'output-shape': 'it does not give a row of 2 to 2,048 numbers',
  descriptor: 'its descriptor is wrong',
  'too-slow': 'it did not end in two minutes',
  constant: 'it gives the same for every picture',
  random: 'it gives something else each time for the same picture',
} as const;
const vectorFiles =
  'Give an npz, CSV or Parquet file with `feature`, 256 numbers a row, as `tammes export features` writes it; `person` and `shot` may be beside it, or in a file of labels (--labels). If another network made the vectors, name it (--network): they may then have any size.';
const vectorFaults = {
  ending: 'its name ends in none of .npz, .csv and .parquet',
  damaged: 'it is damaged, or of a kind that is not read',
  feature: 'it has no column `feature`',
  width: 'its vectors do not have 256 numbers, as those of the built-in backbone',
  widths: 'its vectors do not all have the same size',
  rows: 'it has another number of rows than the vectors',
  face: 'it has two rows of the same `face`, or none of a face with vectors',
  person: 'it has no column `person`',
  version: 'its features are of another version of Tammes',
  backbone: 'its features are of another backbone than the one built in',
  own: 'its features are of the built-in backbone, so no network may be named',
  empty: 'it has no rows',
};
const jobsRunning = {
  recognise: 'recognising the people of a folder',
  'match-again': 'asking again who the faces of a folder are',
  sort: 'copying photos',
  xmp: 'writing sidecar files',
  person: 'exporting all about a person',
  data: 'exporting data',
  evaluate: 'evaluating heads',
  sweep: 'working on a sweep',
  backbone: 'describing faces by another backbone',
  vectors: 'importing vectors',
  check: 'checking the library',
  backup: 'making a backup',
  share: 'exchanging people with the shared gallery',
};
const oneOf = (options: readonly string[]) => `Choose one of: ${options.join(', ')}.`;
const orNone = (names: readonly string[]) => names.join(', ') || 'none';
const unusable = (backend: string, why: string) => `The backend ${backend} cannot be used: ${why}.`;
const keychainFaults = {
  absent: 'There is no keychain of the system here.',
  plain: 'The keychain of this system keeps nothing secret: it has no password of its own.',
  lost: 'The keychain of the system does not have the key of this library any more.',
};
const noCiphers = (why: string) => `Libraries cannot be encrypted here: ${why}.`;
const people = (count: number) => counted(count, 'person', 'people');
const fewPeople = ['nobody', 'one person', 'two people'];
const peopleInWords = (count: number) => fewPeople[count] ?? people(count);

/** What happened and what to do about it, in English. */
export const en: Wordings = {
  'file-not-there': ({ path }) => [`${path} does not exist.`, checkPath],
  'file-gone': ({ path }) => [
    `${path} is gone, or is a link to a file that does not exist.`,
    'Restore the file, or remove the link.',
  ],
  'input-not-readable': ({ path }) => [`${path} cannot be read.`, checkPath],
  'labels-not-readable': ({ path }) => [`The labels ${path} cannot be read.`, checkPath],
  'golden-not-readable': ({ path }) => [`${path} cannot be read.`, goldenWanted],
  'pairs-photos-absent': ({ folder, example }) => [
    `The folder ${folder} has none of the photos that the pairs name, such as ${example}.`,
    'Name the folder that has a sub-folder for each person.',
  ],
  'list-incomplete': ({ folder, photo, missing, of }) => [
    `${folder} lacks ${missing} of the ${of} photos of the list, such as ${photo}.`,
    'Copy the whole set there: figures of a part would be taken for those of the whole.',
  ],
  'interface-not-built': () => ['The interface is not built.', 'Run: npm run build'],
  'figure-data-missing': () => ["The figure's data are missing.", 'Install Tammes again.'],
  'tensorflow-file-missing': ({ folder, file }) => [
    `${folder} has no ${file}.`,
    'Name the folder `tensorflow` in the site-packages into which pip installed TensorFlow, preferably 2.21.',
  ],
  'file-not-permitted': ({ path }) => [`${path} cannot be read.`, checkPermissions],
  'file-not-inspected': ({ path }) => [`The size and date of ${path} cannot be read.`, checkPermissions],
  'file-not-written': ({ path }) => [
    `${path} cannot be written.`,
    'Name a file in a folder that exists and that you may write to.',
  ],
  'file-there': ({ path }) => [`${path} exists already.`, 'Name another one: nothing is overwritten.'],
  'cache-not-opened': ({ path }) => [
    `The cache of features ${path} cannot be opened.`,
    'Delete that file: it only saves time.',
  ],
  'library-not-switched': ({ path }) => [
    `A browser cannot change to the library ${path}.`,
    `Start \`tammes serve --library ${path}\`, and open the address that it prints.`,
  ],
  'folder-is-file': ({ path }) => [`${path} is a file, not a folder.`, 'Choose the folder that it lies in.'],
  'folder-outside': ({ folder, roots }) => [
    `${folder} is outside the folders that may be shown here: ${roots.join(', ')}.`,
    'Choose another folder, or start `tammes serve` with --folders.',
  ],
  'folder-not-there': ({ folder }) => [`There is no folder ${folder}.`, checkPath],
  'folder-not-listed': ({ folder }) => [`The folder ${folder} cannot be listed.`, checkPermissions],
  'library-not-opened': ({ folder }) => [
    `The library ${folder} cannot be opened or created.`,
    'Choose a folder that you may write to and that is on a local disk.',
  ],
  'library-damaged': ({ folder, fault }) => [
    `The library ${folder} is damaged: its file library.db ${libraryFaults[fault]}.`,
    restoreLibrary,
  ],
  'library-busy': ({ folder }) => [
    `The library ${folder} is in use by another program.`,
    'Wait until that program is done, or close it.',
  ],
  'library-moved': ({ folder, to }) => [
    `The library ${folder} was moved to ${to}.`,
    `Open it there, such as with --library ${to}. To begin a new library in the old folder, delete the file moved-to.json in it.`,
  ],
  'move-not-proven': ({ path }) => [
    `The copy of ${path} is not the same as the original.`,
    'Nothing was moved. Check the disk, or choose another one.',
  ],
  'folder-there': ({ folder }) => [`${folder} exists already.`, 'Name a folder that does not exist yet.'],
  'space-lacking': ({ folder, needed, free }) => [
    `The disk of ${folder} has ${megabytes(free)} free, and ${megabytes(needed)} are needed.`,
    'Free some space, or choose another disk.',
  ],
  'library-same': ({ folder }) => [`${folder} is the library itself.`, 'Name the folder of another library.'],
  'other-damaged': ({ folder }) => [
    `The library ${folder} is damaged, and nothing of it was taken.`,
    'Look at it with `tammes doctor --library`, and mend it first.',
  ],
  'library-there': ({ folder }) => [
    `${folder} has a library already.`,
    'Name another folder, or add --replace: what is there is then kept in a folder beside the restored one.',
  ],
  'backup-unknown': ({ folder }) => [
    `${folder} is not a backup.`,
    'Name the folder of a backup: `tammes backup --list` lists them.',
  ],
  'backup-damaged': ({ folder, path }) => [
    `The backup ${folder} is damaged: ${path} is missing or was changed.`,
    'Choose another backup.',
  ],
  'database-damaged': () => [
    'The library is damaged: a part of its file library.db cannot be read.',
    restoreLibrary,
  ],
  'library-absent': ({ folder }) => [`${folder} has no library.`, checkPath],
  'nothing-salvaged': ({ folder }) => [
    `Nothing of the library ${folder} can be read. It stays as it is.`,
    'Restore a backup, or choose a new library and read the photos again.',
  ],
  'pages-damaged': ({ count, first }) => [
    `The file library.db has ${counted(count, 'fault', 'faults')} in its pages, such as: ${first}.`,
    restoreLibrary,
  ],
  'tables-changed': () => ['The tables of the library are not those that Tammes made.', restoreLibrary],
  'rows-damaged': ({ table, changed, lost }) => [
    `Of the ${rowsOf(table)}, ${changed} are not as they were stored and ${lost} are lost.`,
    restoreLibrary,
  ],
  'references-broken': ({ table, count }) => [
    `Of the ${rowsOf(table)}, ${count} belong to something that is not there.`,
    restoreLibrary,
  ],
  'features-damaged': ({ count, faceId }) => [
    `${counted(count, 'feature of a face is', 'features of faces are')} damaged, such as that of face ${faceId}.`,
    'Run `tammes reread --features`: it computes them again from the stored pictures of the faces.',
  ],
  'sizes-wrong': ({ table, count }) => [
    `Of the ${rowsOf(table)}, ${count} hold data of a wrong size.`,
    restoreLibrary,
  ],
  'photo-folder-gone': ({ folder, count }) => [
    `The folder ${folder} is not there; ${counted(count, 'photo of it is', 'photos of it are')} in the library.`,
    'Connect its disk or restore it. If it was moved, add it where it is now: its photos are recognised. Faces and names work without it.',
  ],
  'disk-full': () => [
    'The disk is full. What was stored before is kept.',
    'Free some space and start again: Tammes continues where it stopped.',
  ],
  'library-locked': ({ folder }) => [
    `The library ${folder} is encrypted, and locked.`,
    'Enter its passphrase. In scripts, the variable TAMMES_PASSPHRASE_FILE names a file that holds it.',
  ],
  'library-encrypted': ({ folder }) => [
    `The library ${folder} is encrypted already.`,
    'To change its passphrase: tammes encrypt --change',
  ],
  'library-not-encrypted': ({ folder }) => [
    `The library ${folder} is not encrypted.`,
    'To encrypt it: tammes encrypt',
  ],
  'keys-missing': ({ folder }) => [
    `The library ${folder} is encrypted, but its file keys-….json is not there.`,
    'Copy that file from a backup of the library into its folder. Without it nobody can open the library.',
  ],
  'keys-damaged': ({ path }) => [
    `The file ${path} is damaged. It holds the locked key of the library.`,
    'Copy that file from a backup of the library. The passphrase is then the one of that time.',
  ],
  'passphrase-short': ({ least }) => [
    `The passphrase is shorter than ${least} characters.`,
    'Take several words that do not belong together.',
  ],
  'passphrase-wrong': () => [
    'This is not the passphrase of the library.',
    'Enter it again; mind capital letters and the layout of the keyboard. If it is lost, the recovery key opens the library.',
  ],
  'passphrase-missing': () => [
    'There is no passphrase, and nobody to ask for it.',
    'Start the command in a terminal, or name a file that holds it: --passphrase-file FILE, or the variable TAMMES_PASSPHRASE_FILE.',
  ],
  'passphrases-differ': () => ['The two passphrases are not the same.', 'Enter both again.'],
  'recovery-key-mistyped': () => [
    'This is not a recovery key: it has a slip in it, or a part is missing.',
    'Compare it with what was written down: six groups of six letters and digits.',
  ],
  'recovery-key-wrong': () => [
    'This recovery key belongs to another library, or to an earlier time.',
    'Look for the one that was shown last for this library.',
  ],
  'keychain-unusable': ({ why }) => [
    keychainFaults[why],
    'Use a passphrase, or the recovery key if the library is locked.',
  ],
  'copy-differs': ({ folder }) => [
    `The copy of the library ${folder} is not the same as the library. Nothing was replaced.`,
    'Check the library: tammes doctor',
  ],
  'library-newer': ({ folder }) => [
    `The library ${folder} was made by a newer version of Tammes.`,
    'Update Tammes, or choose another library.',
  ],
  'folder-not-empty': ({ folder }) => [
    `${folder} is not empty.`,
    'Name a new or an empty folder for the demo.',
  ],

  'photo-empty': ({ path }) => [`${path} is empty.`, 'Copy the photo again from its source.'],
  'photo-format-unknown': ({ path }) => [
    `${path} is not a photo that Tammes reads.`,
    'Tammes reads JPEG, PNG, WebP, AVIF, HEIC, GIF, TIFF and BMP. Convert the photo to one of these.',
  ],
  'photo-damaged': ({ path, reason }) => [
    `${path} is damaged: ${reason}.`,
    'Copy the photo again from its source, or open and save it in a photo editor.',
  ],
  'bmp-damaged': ({ reason }) => [reason, 'Open and save it in a photo editor.'],
  'photo-file-too-large': ({ path, gigabytes }) => [
    `${path} is larger than ${gigabytes} GB, the largest file that Tammes opens.`,
    smallerCopy,
  ],
  'photo-pixels-too-many': ({ path, width, height, megapixels }) => [
    `${path} claims to have ${width} × ${height} pixels. Tammes opens photos of up to ${megapixels} megapixels.`,
    smallerCopy,
  ],
  'photo-not-described': ({ path, reason }) => [
    `${path} could not be read: ${reason}`,
    'Open the photo in an editor and save it again; if it still fails, please report it.',
  ],

  'feature-damaged': ({ faceId, photo }) => [
    `The feature of face ${faceId} on ${photo} is damaged.`,
    'Run tammes reread --features, which describes the face again from its stored picture. If that fails, enrol the face again.',
  ],
  'no-face-found': ({ path }) => [
    `No face was found on ${path}.`,
    'Use a photo on which the face is larger, sharper or less turned away.',
  ],
  'features-outdated': ({ outdated, faces }) => [
    `An older version of Tammes described ${outdated} of ${counted(faces, 'face', 'faces')}. They cannot be compared with faces that this version describes.`,
    'Update them with the button on the screen Library, or with tammes reread --features. Names and enrolments stay.',
  ],
  'face-poor': ({ path, flaw }) => [
    `The face on ${path} is ${flaws[flaw]}.`,
    'Give a better photo, or add --any-quality.',
  ],
  'no-face-enrolled': ({ name, reasons }) => [
    `No face of ${name} was enrolled. ${reasons.join(' ')}`,
    'Give photos on which the face can be seen well.',
  ],
  'enrolment-without-name': () => [
    'The person to enrol is missing.',
    'Run: tammes enrol NAME PHOTO…, or tammes enrol --all.',
  ],
  'face-of-another': ({ faceId, name }) => [
    `Face ${faceId} is not ${name}.`,
    `Give the face to ${name} first.`,
  ],
  'face-unknown': ({ faceId }) => [`There is no face ${faceId}.`, 'Reload the list of faces.'],
  'face-needs-no-choice': ({ faceId }) => [
    `Face ${faceId} does not have to be chosen.`,
    'Reload the list of photos.',
  ],
  'photo-unknown': ({ photoId }) => [`There is no photo ${photoId}.`, 'Reload the list of photos.'],
  'person-gone': ({ personId }) => [`There is no person ${personId}.`, 'Reload the list of people.'],
  'person-exists': ({ name }) => [
    `Somebody is called ${name} already.`,
    'Merge the two people, or choose another name.',
  ],
  'person-twice': ({ name, photos, photo }) => [
    photos === 1
      ? `${name} would have two faces on ${photo}.`
      : `${name} would have two faces on ${photos} photos, such as ${photo}.`,
    'If that is right, as in a collage or a mirror, allow it.',
  ],
  'receiver-unclear': () => ['It is not clear whose the faces are.', 'Write either --to NAME or --nobody.'],
  'face-number-wrong': ({ given }) => [
    `${given} is no number of a face.`,
    'List the faces with `tammes faces`.',
  ],
  'journal-empty': ({ direction }) => [
    direction === 'undo' ? 'There is nothing to undo.' : 'There is nothing to redo.',
    'Look at the history of changes.',
  ],
  'journal-not-last': () => [
    'Something else has been changed since.',
    'Undo that first, or choose a moment in the history.',
  ],
  'journal-entry-unknown': ({ entryId }) => [
    `There is no change ${entryId} in the history.`,
    'Reload the history: old changes leave it.',
  ],
  'journal-conflict': ({ direction }) => [
    `The change cannot be ${direction === 'undo' ? 'undone' : 'redone'}: a scan has changed the same photos or names since.`,
    'Nothing was changed. Correct what you want by hand.',
  ],
  'person-unknown': ({ name }) => [`Nobody is called ${name}.`, 'List the people with `tammes people`.'],
  'strangers-changed': ({ shown, found }) => [
    `By now ${counted(found, 'face', 'faces')} of strangers would be erased, and not ${shown}.`,
    'Nothing was erased. Look at the list again.',
  ],
  'chip-wrong-size': () => ['A chip must have 150 × 150 × 3 bytes.', 'Send the aligned chip.'],
  'scan-unknown': ({ scanId }) => [`No folder is being read as scan ${scanId}.`, 'Add the folder again.'],
  'photo-not-handed-out': ({ photo }) => [
    `${photo} is not a photo that this scan waits for.`,
    'Add the folder again.',
  ],
  'photos-removal-final': () => [
    'That removal of missing photos cannot be undone any more.',
    'It is final once photos are added; what was changed since has to be undone first. If a file is still somewhere, add its folder.',
  ],
  'nobody-named': ({ folder }) => [`Nothing says who is on the photos of ${folder}.`, ownFolders],
  'labels-line-wrong': ({ path, line, fault }) => [
    `The labels ${path} cannot be used: line ${line} ${
      { nobody: 'lacks a photo or a person', box: 'lacks one of the four numbers x, y, width and height' }[
        fault
      ]
    }.`,
    labelLines,
  ],
  'columns-not-read': ({ path, reason }) => [
    `The table ${path} cannot be read: ${reason}.`,
    'It is CSV with a heading, such as: person,school.',
  ],
  'columns-wrong': ({ path, fault }) => [
    `The table ${path} cannot be used: ${
      {
        heading: 'its heading has neither path nor person',
        none: 'it has no other columns than path, person and a box',
        long: 'it has a value of more than 200 letters, or more than 50 columns',
        year: 'a year of birth is no year',
      }[fault]
    }.`,
    'The heading names the columns, such as: path,person,glasses. Photos or people have to be in the library.',
  ],
  'grouping-unknown': ({ name, known }) => [
    `The library has no column ${name}.`,
    `Group by one of: ${known.join(', ')}. tammes import columns brings in others.`,
  ],
  'tag-unknown': ({ tag, known }) => [
    `No face of the library has the tag ${tag}.`,
    known.length > 0
      ? `Name one of these: ${known.join(', ')}.`
      : 'Tag faces in the library first, or bring a table in with tammes import columns.',
  ],
  'tag-name-taken': ({ name }) => [
    `Faces are grouped by ${name} already, without a tag.`,
    'Give the tag another name.',
  ],
  'tag-needs-names': () => [
    'None of these faces has a name.',
    'Name them first: a tag is of somebody on a photo.',
  ],
  'grouping-empty': ({ by }) => [
    `The library does not say of any face with a name to which group it belongs by ${by}.`,
    by === 'age'
      ? 'Bring in years of birth: tammes import columns with a table whose heading is person,birth_year. The photos need a date.'
      : 'Give faces names, or bring in a column for them with tammes import columns, and group by it.',
  ],
  'groups-need-pairs': () => [
    'Groups are compared on the library, on three folders, and on lists of pairs of photos.',
    'Leave --by out, or run: tammes evaluate --protocol pairs --by COLUMN, perhaps with --pairs FILE; or --protocol open-set with --gallery, --probes and --strangers.',
  ],
  'columns-need-groups': () => [
    'A table (--columns) is only used to group three folders or a list of pairs.',
    'Add --by COLUMN, and --pairs FILE or --gallery, --probes and --strangers. On the library: tammes import columns FILE.',
  ],
  'grouping-needs-table': ({ by }) => [
    `Photos that are not in the library have no “${by}”.`,
    'Group by quality or pose, or name a table that has this column: --columns FILE, or its field in the window.',
  ],
  'column-unknown': ({ path, name, known }) => [
    `The table ${path} has no column ${name}.`,
    `Group by one of: ${known.join(', ')}.`,
  ],
  'table-line-wrong': ({ path, line, fault, what }) => [
    `The table ${path} cannot be used: ${
      {
        nobody: `line ${line} names neither a photo nor a person`,
        several: `the path ${what} in line ${line} fits several photos`,
        twice: `line ${line} contradicts an earlier line on ${what}`,
        age: `“${what}” in line ${line} is not an age in years`,
      }[fault]
    }.`,
    fault === 'several'
      ? 'Write more of the path, so that it is one photo’s alone.'
      : 'Correct the line. The heading names the columns, such as: path,person,glasses.',
  ],
  'table-incomplete': ({ path, photo, missing, of }) => [
    `The table ${path} has no line for ${missing} of the ${of} photos, such as ${photo}.`,
    'Add a line for each photo or its person. Where nothing is known, leave only the cell empty.',
  ],
  'labels-not-parsed': ({ path, reason }) => [`The labels ${path} cannot be used: ${reason}.`, labelLines],
  'camera-unusable': () => [
    'The camera cannot be used.',
    'Allow it in the settings of your system, or choose a photo.',
  ],

  'gallery-ended': () => ['The gallery’s thread ended before it answered.', startAgain],
  'usearch-not-installed': () => [
    'The optional package usearch, which searches very large galleries, is not installed.',
    'With Node 22 or newer, run: npm install. Until then, each face is compared with everybody.',
  ],
  'usearch-not-loaded': ({ reason }) => [
    `The package usearch, which searches very large galleries, does not load: ${reason}.`,
    'Use the exact search: tammes gallery --engine exact. It finds the same people, but takes longer.',
  ],
  'gallery-address-wrong': ({ fault }) => [
    {
      form: 'The address of the database is not complete.',
      option: 'The address of the database has an option that Tammes does not know.',
      tls: 'The address of the database has a sslmode that Tammes does not know.',
    }[fault],
    {
      form: 'Write user, host and database: postgres://user@host:5432/database, or for a socket postgres://user@/database?host=/run/postgresql.',
      option: 'Known are host, sslmode and sslrootcert.',
      tls: 'Known are verify-full, which is the default unless the server is on this machine, and disable.',
    }[fault],
  ],
  'gallery-not-connected': () => [
    'The library is not connected to a database.',
    'Run: tammes gallery connect postgres://user@host/database. Until then, all people are compared.',
  ],
  'gallery-server-lost': ({ server, reason }) => [
    `The database ${server} cannot be reached: ${reason}.`,
    'Start it, or check its address and password. Until it answers, all people are compared; nothing is lost.',
  ],
  'gallery-server-refused': ({ server, reason }) => [
    `The database ${server} refuses what Tammes asks of it: ${reason}.`,
    'Give the user the right to create a schema in the database, or connect another one. Until then, all people are compared.',
  ],
  'gallery-server-without-vector': ({ server }) => [
    `The database ${server} has no extension vector.`,
    'Install pgvector on the server. Until then, all people are compared.',
  ],
  'gallery-server-newer': ({ server }) => [
    `A newer version of Tammes has changed the tables of the database ${server}.`,
    'Use that version here, too. Until then, all people are compared.',
  ],
  'share-not-joined': () => [
    'The library has not joined a shared gallery.',
    'Run: tammes gallery share join postgres://user@host/database, or init instead of join where there is none yet.',
  ],
  'share-not-there': ({ server }) => [
    `There is no shared gallery in the database ${server}.`,
    'Check the name of the database, or make a gallery there: “Make a gallery there” in the window, or tammes gallery share init postgres://user@host/database.',
  ],
  'share-not-let-in': ({ server, role, sql }) => [
    `The login may not do this in the shared gallery of ${server}.`,
    {
      reader:
        'Ask an owner of the gallery to give you access: “Give access…” in the window, or tammes gallery share grant LOGIN.',
      enroller:
        'Ask an owner of the gallery to let you enrol and correct: “Give access…” in the window, or tammes gallery share grant LOGIN --role enroller.',
      owner: `Only an owner may. Whoever manages the server can make you one, in SQL: ${sql}`,
    }[role],
  ],
  'share-login-unfit': ({ login, why }) => [
    {
      name: `${login} cannot be the name of a login.`,
      group: `${login} is no login of the server, but a group of logins.`,
      admin: `${login} administers the server, and has access to everything there.`,
    }[why],
    {
      name: 'Use a name of at most 63 bytes without control characters. It may not be public or none, or begin with pg_.',
      group: 'Give access to each login by its own name.',
      admin: 'Give access to a login that does not administer the server.',
    }[why],
  ],
  'share-login-unknown': ({ server, login, sql }) => [
    `There is no login ${login} on the server of ${server}, and yours may not make one.`,
    `Ask whoever manages the server to make it, in SQL: ${sql}. Then give it access.`,
  ],
  'share-login-gone': ({ server, login }) => [
    `There is no login ${login} on the server of ${server} any more, so access cannot be given back.`,
    'To have it made anew, give access: “Give access…” in the window, or tammes gallery share grant.',
  ],
  'share-login-bare': ({ server, login, sql }) => [
    `The login ${login} on the server of ${server} does not have what its roles have.`,
    `Whoever manages the server can change that, in SQL: ${sql}. Then give it access again.`,
  ],
  'share-member-unknown': ({ server, login }) => [
    `No login ${login} has access to the shared gallery ${server}.`,
    'Write it as it is listed: tammes gallery share members.',
  ],
  'share-member-stays': ({ server, login, sql }) => [
    `What ${login} may do in the shared gallery ${server} was not set here, and cannot be changed here.`,
    `Whoever manages the server can change it, in SQL: ${sql}`,
  ],
  'share-older': ({ server }) => [
    `The shared gallery of ${server} was made by an older version of Tammes.`,
    'An owner brings it up to date: by “Join…” in the window, or tammes gallery share init, with the address of the database.',
  ],
  'share-lost': ({ server, reason }) => [
    `The shared gallery ${server} cannot be reached: ${reason}.`,
    'Start the database, or check its address and password. Until it answers, people are recognised as they were when they last came from there.',
  ],
  'share-password-wrong': ({ server }) => [
    `The database ${server} does not accept the login and its password.`,
    'Write the password anew, or ask an owner of the gallery for the login.',
  ],
  'share-refused': ({ server, reason }) => [
    `The database ${server} refuses what Tammes asks of it: ${reason}.`,
    'Whoever makes a gallery needs the right to create roles and a schema; all others need a role of the gallery.',
  ],
  'share-differs': ({ server }) => [
    `What has come from the shared gallery ${server}, or gone there, is not the same on both sides.`,
    'Nothing here was changed by it. Run the command again; if this comes again, the database or the connection is damaged.',
  ],
  'share-empty': ({ server }) => [
    `The shared gallery ${server} has no head yet, by which all libraries recognise.`,
    'An owner publishes one: “Publish a head…” in the window, or tammes gallery share publish.',
  ],
  'share-other-login': ({ server, login }) => [
    `Faces of this library were sent to ${server} by the login ${login}: only this login may change them.`,
    `Join again with the login ${login}: tammes gallery share join.`,
  ],
  'share-other-features': ({ server, head }) => [
    `The head ${head} of the shared gallery ${server} is for features of another version, or of another backbone.`,
    'Use the same version of Tammes as the other libraries, and the built-in backbone: tammes backbones --use built-in.',
  ],
  'share-head-unfit': ({ head, why }) => [
    {
      backbone: `The head ${head} belongs to a backbone that was brought along, which other libraries do not have.`,
      outdated: `The head ${head} was trained on features of an older version.`,
    }[why],
    {
      backbone: 'Publish a head of the built-in backbone: tammes backbones --use built-in.',
      outdated: 'Train a new head, and publish that.',
    }[why],
  ],
  'share-person-unknown': ({ server, name }) => [
    `Nobody in the shared gallery ${server} is called ${name}.`,
    'Write the name as it stands there, with upper and lower case.',
  ],
  'share-name-taken': ({ name }) => [
    `Somebody else is called ${name} by now, so the correction was not undone.`,
    `If the two are one person, correct the name to ${name}: they become one for good.`,
  ],
  'share-correction-unknown': ({ number }) => [
    `No correction with the number ${number} waits here.`,
    'See which ones do: tammes gallery share.',
  ],
  'share-nothing-taken': () => [
    'The library has nothing of its shared gallery yet.',
    'Take what is there: “Take now” in the window, or tammes gallery share pull.',
  ],
  'share-corrections-wait': ({ waiting }) => [
    `${counted(waiting, 'correction has', 'corrections have')} not been sent to the shared gallery yet: until then, people have other names there than here.`,
    'Send them: “Send” in the window, or tammes gallery share push. Or give them up: “Theirs”, or tammes gallery share theirs NUMBER. Then keep the people.',
  ],
  'share-and-connect': ({ server }) => [
    `The library is connected to ${server} or has joined a gallery there; it cannot do both.`,
    'End what was first: tammes gallery disconnect, or tammes gallery share leave.',
  ],
  'review-ended': () => ['The review of faces ended before it answered.', startAgain],
  'group-unknown': ({ groupId }) => [`There is no group ${groupId} any more.`, 'Reload the list of groups.'],
  'head-unknown': ({ headId }) => [
    `There is no head ${headId}.`,
    'List the trained heads with `tammes runs`.',
  ],
  'head-damaged': ({ headId }) => [
    `Head ${headId} is damaged: its weights are not those that were stored.`,
    'Train it again, or choose another head.',
  ],
  'npz-too-large': () => [
    'An npz file holds at most 4 GiB, and this one would be larger.',
    'Choose Parquet or CSV, or a smaller head.',
  ],
  'library-has-photos': ({ folder }) => [
    `The library ${folder} has faces already.`,
    'Vectors become a library of their own: name a new folder (--library).',
  ],
  'vectors-not-read': ({ path }) => [`${path} cannot be read.`, checkPath],
  'vectors-wrong': ({ path, fault }) => [`${path} cannot be imported: ${vectorFaults[fault]}.`, vectorFiles],
  'vector-wrong': ({ path, row }) => [
    `Row ${row} of ${path} has no vector of numbers, or one that is not finite.`,
    vectorFiles,
  ],
  'backbone-unknown': ({ backboneId }) => [
    `There is no backbone ${backboneId}.`,
    'It may have been removed meanwhile: tammes backbones lists those there are.',
  ],
  'backbone-not-named-so': ({ name, known }) => [
    `There is no backbone "${name}".`,
    `Backbones of this library: ${known.join(', ')}.`,
  ],
  'backbone-there': ({ name }) => [
    `There is another backbone "${name}".`,
    'Give this one another name, or remove that one first.',
  ],
  'backbone-in-use': () => [
    'The backbone in use, and the built-in one, cannot be removed.',
    'Change to another backbone first: tammes backbones --use built-in',
  ],
  'backbone-not-proven': ({ name, eer }) => [
    `The backbone ${name} does not tell the library’s people apart: ${Math.round(100 * eer)} % of pairs of faces are judged wrongly.`,
    'Most likely it expects other pictures: remove it and add it again with another template, other colours, or another mean and deviation.',
  ],
  'backbone-refused': ({ path, fault, detail }) => [
    `${path} cannot be a backbone: ${backboneFaults[fault]}${detail === '' ? '' : ` (${detail})`}.`,
    backboneFiles,
  ],
  'backbone-not-loaded': ({ path, reason }) => [
    `ONNX Runtime does not load ${path}: ${reason}`,
    backboneFiles,
  ],
  'backbone-not-run': ({ path, reason }) => [`ONNX Runtime cannot run ${path}: ${reason}`, backboneFiles],
  'backbone-gave-nothing': ({ path }) => [
    `What ${path} gives is no feature: not finite numbers, or not as many as its descriptor says.`,
    backboneFiles,
  ],
  'backbone-file-gone': ({ path }) => [
    `The backbone’s file ${path} is not there.`,
    'Add the same file again, which puts it back: tammes backbone add FILE. Backups do not hold the files of backbones.',
  ],
  'backbone-file-changed': ({ path, name }) => [
    `The file of the backbone ${name}, ${path}, is not as it was added.`,
    'Delete it and add the file that you downloaded again: tammes backbone add FILE',
  ],
  'onnx-runtime-missing': ({ reason }) => [
    `ONNX Runtime, which runs backbones that people bring, is not there: ${reason}`,
    'It comes with Tammes; from the sources: npm ci. The built-in backbone works without it.',
  ],
  'backbone-of-vectors': ({ name }) => [
    `Only vectors of the network ${name} were brought into this library, not the network itself: no photo can be described here.`,
    'Train, evaluate and look at the sphere here. To recognise photos, read them into another library, and add the network as an ONNX file: tammes backbone add.',
  ],
  'library-of-vectors': ({ folder }) => [
    `The library ${folder} holds vectors without pictures, which no backbone can describe.`,
    'Use a library of photos.',
  ],
  'features-of-other-backbone': () => [
    'These faces were described by another backbone than the one in use.',
    'Describe them again: choose the photo once more.',
  ],
  'merge-other-backbone': () => [
    'One of the two libraries uses another backbone than the built-in one.',
    'Change both to the built-in backbone first: tammes backbones --use built-in',
  ],
  'model-not-exported': ({ backbone }) => [
    `The head belongs to the backbone ${backbone}, which is not Tammes’ to export.`,
    'Export the head alone, and run it on what the network gives: tammes export head',
  ],
  'centres-not-exported': ({ name }) => [
    `The head ${name} has no class centres.`,
    'Export it without people: losses on pairs and triplets, several centres a class, the pretrained head and heads that went none of the way from it have none.',
  ],
  'head-not-named-so': ({ name, known }) => [
    `There is no head ${name}.`,
    `The library has: ${known.join(', ')}.`,
  ],
  'head-without-centres': () => [
    'This head has no learned class centres.',
    'Look at the mean directions of its embeddings instead.',
  ],
  'run-unknown': ({ runId }) => [`There is no run ${runId}.`, 'List the runs with `tammes runs`.'],
  'run-damaged': ({ runId }) => [
    `Run ${runId} is damaged: its settings cannot be read.`,
    'Restore the library from a backup, or train the head again. Other runs are as they were.',
  ],
  'run-faces-damaged': ({ runId, path }) => [
    `The list of the faces of run ${runId} is damaged: ${path} is not what was written.`,
    'Restore the file from a backup, or train the head again.',
  ],
  'timeline-damaged': ({ runId, path }) => [
    `The timeline of run ${runId} is damaged: ${path} is not what was written.`,
    'Restore the file from a backup. Its head is not concerned.',
  ],
  'run-history-damaged': ({ runId, path, line }) => [
    `The history of run ${runId} is damaged: line ${line} of ${path} is not what was written.`,
    'Restore the file from a backup, or delete the line: only the curve of its epoch is lost.',
  ],
  'run-not-named-so': ({ name, known }) => [
    `There is no run ${name}.`,
    `Runs of the library: ${orNone(known)}.`,
  ],
  'run-not-named': () => ['No run is named.', 'Name one that tammes runs lists.'],
  'run-not-stopped': ({ runId, status }) => [
    `Run ${runId} is ${status}.`,
    'Only a stopped run can be resumed.',
  ],
  'run-unfinished': ({ runId }) => [
    `Run ${runId} has no head that could be compared.`,
    'Train it to its end first: tammes train --resume RUN',
  ],
  'run-faces-gone': ({ runId }) => [
    `Some faces that run ${runId} was started on are no longer in the library.`,
    'Start a new run.',
  ],
  'run-features-outdated': ({ runId }) => [
    `Run ${runId} was started on features of an older version of Tammes; the faces have been updated since.`,
    'Start a new run.',
  ],
  'run-removal-final': () => [
    'That run cannot be brought back any more.',
    'A removal is final once another run is removed. Train it again.',
  ],
  'job-running': ({ kind }) => [`Tammes is still ${jobsRunning[kind]}.`, endOrCancel],
  'job-unknown': ({ jobId }) => [`There is no job ${jobId}.`, reloadWindow],
  'recognised-face-unknown': ({ faceId }) => [`Face ${faceId} is not in the table any more.`, reloadWindow],
  'nothing-recognised': () => [
    'No folder has been recognised yet.',
    'Choose a folder on the screen Recognise.',
  ],
  'export-unknown': ({ exportId }) => [
    `There is no export ${exportId}, or it was undone.`,
    'Load the list of exports again.',
  ],
  'export-folder-gone': ({ folder, files }) => [
    `${folder} is not there, or it is empty: ${counted(files, 'file', 'files')} of the export could not be undone.`,
    'Connect the disk, then undo again: nothing is lost, and what is undone is passed over.',
  ],
  'export-not-undone': ({ path, files, reason }) => [
    `${counted(files, 'file', 'files')} of the export could not be undone, such as ${path}: ${reason}.`,
    'See that you may read and write there, then undo again: what is undone is passed over.',
  ],
  'target-not-absolute': ({ folder }) => [
    `${folder} is not a whole path.`,
    'Write the path from the root of the disk.',
  ],
  'target-inside': ({ target, folder }) => [
    `${target} lies in ${folder}.`,
    'Choose a folder outside of it, so that copies are not taken for photos of it.',
  ],
  'target-leads-outside': ({ target, folder }) => [
    `${folder} is a link that may lead out of ${target}.`,
    'Remove the link, or choose another folder.',
  ],
  'folder-not-made': ({ folder }) => [
    `The folder ${folder} cannot be created.`,
    'Choose a folder that you may write to.',
  ],
  'photo-changed': ({ path }) => [
    `${path} is gone, or was changed since it was read.`,
    'Read its folder again.',
  ],
  'sidecar-not-understood': ({ path, reason }) => [
    `${path} is not understood, so it was left as it is: ${reason}`,
    'Look at the file in the program that wrote it.',
  ],
  'sidecar-no-file': ({ path }) => [
    `${path} cannot be read or written, or is a link or a special file.`,
    'Replace it by a file that you may write to.',
  ],
  'run-in-training': ({ runId }) => [`Run ${runId} is being trained.`, endOrCancel],
  'training-diverged': ({ step }) => [
    `Training has diverged: after step ${step} its numbers are no longer finite.`,
    'Start a new run with a smaller learning rate, with gradient clipping or with warm-up.',
  ],
  'trainer-ended': ({ exit }) => [
    `The trainer's process ended unexpectedly (code ${exit}).`,
    'Resume the run from its last checkpoint; on a GPU try the backend wasm.',
  ],
  'checkpoint-damaged': ({ runId }) => [
    `The checkpoint of run ${runId} is damaged: its bytes are not those that were written.`,
    'Restore it from a backup, or start a new run.',
  ],
  'checkpoint-missing': ({ runId, path, epochs }) => [
    `The checkpoint of run ${runId} is missing: ${path}. The run has trained ${counted(epochs, 'epoch', 'epochs')}, which cannot be continued without it.`,
    'Restore the file from a backup, or start a new run.',
  ],
  'checkpoint-foreign': () => ['The checkpoint does not fit the run.', 'Start a new run.'],
  'safetensors-damaged': ({ name }) => [
    `${name} is damaged: it is not a safetensors file of float32 numbers.`,
    'Train it again.',
  ],
  'too-few-labelled': ({ people: count, needed, loss }) => [
    `There are labelled faces of ${peopleInWords(count)}.`,
    `Add photos of at least ${needed === 2 ? 'two people' : `${needed} people, which ${loss} needs`}, each in a folder of their own.`,
  ],
  'too-few-with-two-photos': ({ people: count }) => [
    `Only ${peopleInWords(count)} ${count < 2 ? 'has' : 'have'} two photos or more.`,
    'Add photos, or train on people with a single photo, too.',
  ],
  'patience-without-validation': () => [
    'Training cannot end early without photos to validate on.',
    'Keep a share of the photos for validation, or leave the patience out.',
  ],
  'centres-not-fixable': ({ loss }) => [
    `${loss} has no class centres that could be fixed.`,
    'Have them learned, or choose a loss with class centres.',
  ],
  'centres-fixed-and-spread': () => [
    'Class centres that are fixed cannot be spread further.',
    'Leave the regulariser out, or let the centres be learned.',
  ],
  'classes-not-sampled': ({ loss }) => [
    `${loss} as it is chosen needs all classes in every step.`,
    'Leave the share of classes at 1, or choose a softmax on cosines, such as cosface or arcface, without a regulariser.',
  ],

  'schema-unknown': ({ name, known }) => [`There is no command ${name} that prints JSON.`, oneOf(known)],
  'loss-unnamed': ({ known }) => ['No loss is named.', `Add --loss with one of: ${known.join(', ')}.`],
  'loss-unknown': ({ name, known }) => [`There is no loss ${name}.`, oneOf(known)],
  'regulariser-unknown': ({ name, known }) => [`There is no regulariser ${name}.`, oneOf(known)],
  'regulariser-without-centres': ({ loss, regulariser }) => [
    `${loss} has no class centres that ${regulariser} could spread.`,
    'Leave the regulariser out, or choose a loss with class centres.',
  ],
  'regulariser-contained': ({ loss, regulariser }) => [
    `${loss} contains ${regulariser} already.`,
    'Leave the regulariser out.',
  ],
  'parameter-unknown': ({ owner, name, known }) => [
    `${owner} has no parameter ${name}.`,
    `Its parameters: ${orNone(known)}.`,
  ],
  'parameter-out-of-range': ({ name, value, min, max, unit, whole }) => [
    `${name} cannot be ${value}.`,
    `Give a ${whole ? 'whole number' : 'number'} from ${min} to ${max}${unit && ` ${unit}`}.`,
  ],
  'parameter-not-an-option': ({ name, value, options }) => [`${name} cannot be ${value}.`, oneOf(options)],
  'loss-without-angles': ({ loss, known }) => [
    `${loss} is not a function of angles alone, so that its gradient has no length by angle.`,
    oneOf(known),
  ],
  'length-options-out-of-range': () => [
    'The step and the norm must be above 0, the other angle from 0 to 180 degrees.',
    'Correct the options.',
  ],
  'golden-not-json': ({ path }) => [`${path} is not JSON.`, goldenWanted],
  'golden-input-missing': ({ case: name, input }) => [`${name}: there is no input ${input}.`, correctFile],
  'golden-parameter-wrong': ({ case: id, name }) => [
    `${id}: the parameter ${name} is not a number.`,
    correctFile,
  ],
  'golden-not-evaluated': ({ case: name, reason, remedy }) => [
    `${name} cannot be evaluated: ${reason}`,
    remedy ?? 'Correct the case.',
  ],

  'spread-of-too-few': () => [
    'A spread needs at least two class centres.',
    'Add photos of at least two people.',
  ],
  'work-cancelled': () => ['The computation was stopped before its end.', startAgain],
  'points-too-few': ({ count, dim }) => [
    `${count} points in ${dim} dimensions cannot be spread.`,
    'Take at least two points and two dimensions, in whole numbers.',
  ],
  'points-too-many': ({ count, dim, most }) => [
    `${count} points in ${dim} dimensions are too many for the solver, which holds all pairs of them at once.`,
    `Take at most ${most}; class centres can be learned instead, with the regulariser uniform.`,
  ],
  'starts-too-few': ({ restarts }) => [
    `A search with ${restarts} starts finds nothing.`,
    'Take at least one start.',
  ],
  'picture-not-made': () => ['The picture could not be made.', 'Make the window smaller.'],
  'film-not-written': () => ['This window cannot record a video.', 'Save pictures instead.'],

  'too-few-photographed': ({ people: count, needed }) => [
    `There are photos of ${people(count)}; this takes ${needed} at least.`,
    ownFolders,
  ],
  'too-few-unseen': ({ people: count, of, needed }) => [
    `Of the library’s ${people(of)}, ${count} ${count === 1 ? 'is' : 'are'} unknown to all of these heads; this takes ${needed} at least.`,
    'Evaluate all people, choose other heads, or name people whom the heads have never seen.',
  ],
  'unseen-of-library-only': () => [
    'Only of the library’s own people is it known whether a head was trained on them.',
    'Leave out --unseen, or leave out --images, --pairs and --gallery.',
  ],
  'no-probes-left': ({ each }) => [
    `With ${counted(each, 'enrolled photo', 'enrolled photos')} of each person no photo is left to search for.`,
    'Enrol fewer, or add photos of other shots.',
  ],
  'describing-cancelled': ({ done, total }) => [
    `Stopped after ${done} of ${total} photos.`,
    'Start it again: the faces described so far are kept.',
  ],
  'evaluation-unknown': ({ evaluationId }) => [
    `There is no evaluation ${evaluationId}.`,
    'List the evaluations with `tammes evaluations`.',
  ],
  'evaluation-damaged': ({ evaluationId }) => [
    `Evaluation ${evaluationId} is damaged: what it found cannot be read.`,
    'Restore the library from a backup, or evaluate again. Other evaluations are as they were.',
  ],
  'evaluation-not-named-so': ({ name, known }) => [
    `There is no evaluation ${name}.`,
    `Evaluations of the library: ${orNone(known)}.`,
  ],
  'evaluations-not-paired': ({ first, second, reason }) => [
    {
      protocol: `${first} and ${second} cannot be compared: they have different protocols.`,
      older: `${second} cannot be compared: an older version of Tammes made it, and did not keep what a comparison needs.`,
      faces: `${first} and ${second} cannot be compared: they were not made on the same faces. The library, the settings or the faces that heads were trained on are different.`,
    }[reason],
    'Evaluate the heads of both together, or make both evaluations again.',
  ],
  'evaluation-not-named': () => ['No evaluation is named.', 'Name one that tammes evaluations lists.'],
  'sweep-unknown': ({ sweepId }) => [
    `There is no sweep ${sweepId}.`,
    'List the sweeps with `tammes sweeps`.',
  ],
  'sweep-damaged': ({ sweepId }) => [
    `Sweep ${sweepId} is damaged: what was stored of it cannot be read.`,
    'Restore the library from a backup, or remove this sweep and start it again. Other sweeps are as they were.',
  ],
  'sweep-not-named': () => ['No sweep is named.', 'Give the number of one that tammes sweeps lists.'],
  'sweep-running': ({ sweepId }) => [
    `Sweep ${sweepId} is running.`,
    `Wait for its end, or stop it with: tammes sweeps cancel ${sweepId}. What is done is kept.`,
  ],
  'sweep-finished': ({ sweepId }) => [
    `Sweep ${sweepId} is finished.`,
    `Show it with: tammes sweeps show ${sweepId}.`,
  ],
  'sweep-data-changed': ({ sweepId }) => [
    `The faces that sweep ${sweepId} began with have changed since: names, photos or features are others.`,
    'Start a new sweep with the same plan. What the old one found stays.',
  ],
  'sweep-too-few-people': ({ people }) => [
    `${counted(people, 'person has', 'people have')} several photos: too few to hide some, and to keep others out in two folds.`,
    'Name more people, hide fewer, or keep a larger share out (strangers). Twelve people with several photos are enough.',
  ],
  'sweep-too-large': ({ candidates, most }) => [
    `The plan has ${candidates} candidates; a sweep takes up to ${most}.`,
    'Leave values out, or draw some of them with the method random.',
  ],
  'sweep-draws-unsaid': () => [
    'The plan draws its candidates at random, and does not say how many.',
    'Set candidates, such as 20.',
  ],
  'sweep-halving-one-seed': () => [
    'Successive halving stops candidates after few seeds, and the plan has only one.',
    'Set seeds to 2 or more, or choose another method.',
  ],
  'sweep-range-in-grid': ({ setting }) => [
    `The plan takes every combination, and the setting ${setting} has a range.`,
    'List its values, or choose the method random and say how many candidates are drawn.',
  ],
  'sweep-range-empty': ({ setting }) => [
    `The range of the setting ${setting} is empty.`,
    'Its start lies below its end; on a logarithmic scale both are above 0.',
  ],
  'sweep-setting-unknown': ({ setting, known }) => [
    `There is no setting ${setting} for these losses.`,
    `Settings: ${known.join(', ')}.`,
  ],
  'sweep-setting-own': ({ setting }) => [
    `A sweep sees to the setting ${setting} itself.`,
    'Leave it out. The number of seeds is given as seeds.',
  ],
  'sweep-setting-common': ({ setting }) => [
    `All candidates are judged alike: the setting ${setting} has a single value.`,
    'Give one value, or make a sweep for each.',
  ],
  'sweep-plan-line': ({ path, line, reason, remedy }) => [`${path}, line ${line}: ${reason}`, remedy],
  'sweep-plan-unreadable': ({ path, reason }) => [
    `${path} is no plan that can be read: ${reason}`,
    'Write it as YAML or JSON. Its schema: tammes sweep --schema.',
  ],
  'no-two-faces': () => [
    'There are no two photos of one person, taken at different times, that no head was trained on.',
    'Add photos, or compare heads that were not trained on all of them.',
  ],
  'draws-cancelled': ({ done, total }) => [`Stopped after ${done} of ${total} draws.`, startAgain],
  'open-set-folders-unnamed': () => [
    'Open-set identification on folders needs three folders, and not all are named.',
    'Run: tammes evaluate --protocol open-set --gallery DIR --probes DIR --strangers DIR. Each folder has a sub-folder for each person.',
  ],
  'strangers-enrolled': ({ people }) => [
    `These people are in the gallery and among the strangers: ${people.join(', ')}.`,
    'Rename their folder if they are different people, or remove them from one of the two.',
  ],
  'probes-not-enrolled': ({ people }) => [
    `These people are among the probes but not in the gallery: ${people.join(', ')}.`,
    'Add photos of them to the gallery, or move them to the strangers.',
  ],
  'one-head-only': () => [
    'Several heads cannot be compared by a list of pairs of photos or on one folder.',
    'Name one head, or compare heads on the library or on three folders: tammes evaluate --protocol open-set or holdout, or pairs without --pairs.',
  ],
  'evaluation-not-keepable': () => [
    'Evaluations on one folder and of several backbones are not kept.',
    'Leave --keep out, or evaluate on the library or on three folders: tammes evaluate --protocol open-set or holdout, or pairs without --images.',
  ],
  'kept-read-otherwise': () => [
    'What is kept must have been read as the library reads photos: aligned, with the mirror image, and by its detector.',
    'Leave --keep out, or --align, --no-mirror and --detector.',
  ],
  'pairs-unnamed': () => [
    'The list of pairs or the folder of its photos is not named.',
    'Run: tammes evaluate --protocol pairs --pairs pairs.txt --images DIR. A set of insightface needs no folder: --pairs lfw.bin.',
  ],
  'list-without-photos': ({ file }) => [
    `The list ${file} has no photos of its own.`,
    'Choose the folder of its photos, with a sub-folder for each person. Only sets of insightface (.bin) need none.',
  ],
  'head-of-other-backbone': ({ head }) => [
    `The head ${head} belongs to another backbone than the one in use.`,
    'Leave it out, or use its backbone.',
  ],
  'evaluation-options-out-of-range': () => [
    '--enrolled and --draws are whole numbers from 1 to 1000, --unknown a share between 0 and 1.',
    'Correct the value.',
  ],
  'pairs-empty': ({ file }) => [`${file} is empty.`, goodPairs],
  'pairs-none': ({ file }) => [`${file} names no pairs.`, goodPairs],
  'pairs-one-kind': ({ file }) => [
    `${file} has pairs of one kind only.`,
    'Name a list with pairs of the same person and pairs of two people.',
  ],
  'pairs-heading-wrong': ({ file, line, content }) => [
    `${file}, line ${line}, should say how many folds and pairs there are, not "${content}".`,
    goodPairs,
  ],
  'templates-empty': ({ file }) => [`${file} names no photos.`, goodTemplates],
  'templates-line-wrong': ({ file, line, content }) => [
    `${file}, line ${line}, is not a photo of a template: "${content}". It should read "name template medium", such as "1.jpg 1 69544".`,
    goodTemplates,
  ],
  'template-pair-wrong': ({ file, line, content }) => [
    `${file}, line ${line}, is not a pair of templates: "${content}". It should read "template template label", with the label 1 for one person and 0 for two.`,
    goodTemplates,
  ],
  'template-unknown': ({ file, line, template }) => [
    `${file}, line ${line}, compares the template ${template}, of which the list of templates has no photo.`,
    'Take both lists from one set, and copy them whole.',
  ],
  'templates-unnamed': () => [
    'Of templates, the list of their photos, the list of pairs and the folder are needed, and not all are named.',
    'Run: tammes evaluate --protocol pairs --templates ijbc_face_tid_mid.txt --pairs ijbc_template_pair_label.txt --images DIR.',
  ],
  'pairs-of-files': ({ file, line, content }) => [
    `${file}, line ${line}, names one photo and a number ("${content}"), as the lists of CALFW and CPLFW do; these lists are not read.`,
    "Name the same set as insightface's recognition packages have it, calfw.bin or cplfw.bin: tammes evaluate --protocol pairs --pairs calfw.bin. Or write one pair a line: person n m, or person n other m.",
  ],
  'pairs-line-wrong': ({ file, line, content }) => [
    `${file}, line ${line}, is not a pair: "${content}". It should read "person n m" or "person n other m".`,
    goodPairs,
  ],
  'pairs-cut-off': ({ file, folds, each, expected, found }) => [
    `${file} announces ${folds} × 2 × ${each} = ${expected} pairs and has ${found}: it is cut off or was edited.`,
    goodPairs,
  ],
  'pairs-fold-uneven': ({ file, fold, found, expected }) => [
    `${file}: fold ${fold} has ${found} pairs of the same person rather than ${expected}.`,
    goodPairs,
  ],
  'verification-set-broken': ({ file }) => [
    `${file} is cut off or damaged.`,
    'Copy it again from where its authors publish it.',
  ],
  'verification-set-foreign': ({ file }) => [
    `${file} is no set of pairs in the format of insightface: it should hold two photos a pair, say of each pair whether it is of one person, and be no larger than 1 GiB.`,
    'Take a .bin file of insightface, such as lfw.bin, or a list of pairs and a folder of photos.',
  ],
  'verification-set-uneven': ({ file, photos, pairs }) => [
    `${file} has ${photos} photos for ${pairs} pairs, not two for each: it was cut or edited.`,
    'Copy it again from where its authors publish it.',
  ],

  'digits-damaged': () => ['The digits that ship with Tammes are damaged.', 'Install it again.'],
  'faces-file-damaged': () => ['The file of faces is damaged.', 'Install Tammes again.'],
  'figure-too-few-people': ({ least, people: count }) => [
    `The figure needs at least ${least} people with two faces or more; the library has ${count}.`,
    'Add photos, or use the faces that ship with Tammes.',
  ],
  'story-cancelled': () => ['The story was stopped.', startAgain],
  'demo-cancelled': () => ['The demo was stopped.', 'Start it again: npm run demo'],

  'backend-not-started': ({ backend }) => [
    unusable(backend, 'tfjs cannot start it'),
    'Install Tammes again.',
  ],
  'backend-too-slow': ({ backend, seconds }) => [
    unusable(backend, `it did not start within ${seconds} seconds`),
    'Update the driver of the GPU.',
  ],
  'backend-crashed': ({ backend }) => [
    unusable(backend, 'the process that tried it crashed'),
    'Update the driver of the GPU; where Tammes has built its binding, build it again: npm run binding.',
  ],
  'backend-check-failed': ({ backend, reason }) => [
    unusable(backend, reason),
    'Update the driver of the GPU, or use another backend.',
  ],
  'webgpu-driver-failed': ({ reason }) => [unusable('webgpu', reason), updateDriver],
  'webgpu-without-gpu': ({ needs }) => [unusable('webgpu', 'no GPU is found'), webgpuNeeds[needs]],
  'webgpu-not-in-window': () => [unusable('webgpu', 'this window has no WebGPU'), webgpuNeeds.window],
  'webgpu-not-loaded': ({ reason }) => [unusable('webgpu', reason), 'Run npm ci again.'],
  'webgpu-not-built': ({ platform }) => [
    unusable('webgpu', `the package webgpu has no build for ${platform}`),
    'Use another backend.',
  ],
  'webgpu-not-installed': () => [
    unusable('webgpu', 'it is not installed'),
    'Run npm ci without leaving out optional packages.',
  ],
  'webgpu-failed': ({ reason }) => [
    `WebGPU failed: ${reason}.`,
    'Use a smaller batch or the backend wasm; a run goes on from its last checkpoint.',
  ],
  'wasm-memory-full': () => [
    'WebAssembly has no more memory: it can address 4 GiB at most.',
    'Use a smaller batch, a smaller share of classes in each step, or the backend tensorflow.',
  ],
  'tensorflow-without-gpu': () => [
    unusable('tensorflow-gpu', 'TensorFlow finds no NVIDIA GPU'),
    "It needs one with its driver, and a TensorFlow built for CUDA with CUDA's libraries; see README.md.",
  ],
  'tensorflow-already-loaded': ({ backend, loaded }) => [
    unusable(backend, `this process computes on ${loaded} already`),
    'Start Tammes again.',
  ],
  'tensorflow-not-installed': ({ backend }) => [
    unusable(backend, 'tfjs-node is not installed'),
    'On Linux build its binding: npm run binding -- --tensorflow DIR; see README.md.',
  ],
  'tensorflow-not-loaded': ({ backend, reason }) => [
    unusable(backend, `the binding does not load: ${reason}`),
    rebuildBinding,
  ],
  'tensorflow-file-damaged': ({ backend, file }) => [unusable(backend, `${file} is damaged`), rebuildBinding],
  'tensorflow-folder-gone': ({ backend, folder }) => [
    unusable(backend, `TensorFlow's folder ${folder} is gone`),
    rebuildBinding,
  ],
  'binding-not-here': () => [
    'The binding can be built on Linux only: other wheels of TensorFlow lack the libraries that it needs.',
    'On other systems use the backend webgpu.',
  ],
  'binding-options-wrong': ({ usage }) => ['No TensorFlow or no such package is named.', `Use: ${usage}`],
  'binding-not-compiled': ({ compiler, reason }) => [
    `${compiler} failed: ${reason}`,
    'Install g++ 9 or newer, or name another in CXX.',
  ],
  'binding-not-loaded': ({ reason }) => [
    `The binding was built but does not load: ${reason}.`,
    'Use TensorFlow 2.21 for this machine.',
  ],
  'ciphers-not-installed': () => [
    noCiphers('the optional package better-sqlite3-multiple-ciphers is not installed'),
    'Run: npm install --no-save --ignore-scripts better-sqlite3-multiple-ciphers@12.11.1, and then: npm run ciphers',
  ],
  'ciphers-not-built': ({ platform }) => [
    noCiphers(`the native part of better-sqlite3-multiple-ciphers is not there for ${platform}`),
    'Run: npm run ciphers. Where nothing can be fetched, it compiles with --headers DIR; see docs/DEVELOPING.md.',
  ],
  'ciphers-not-loaded': ({ reason }) => [noCiphers(reason), 'Bring its native part again: npm run ciphers'],
  'ciphers-build-failed': ({ command, reason }) => [
    `${command} failed: ${reason}`,
    'To fetch the native part, a network is needed. To compile it, a C++ compiler and Node’s header files: npm run ciphers -- --headers DIR',
  ],
  'binding-step-failed': ({ command, reason, needs }) => [
    `${command} failed: ${reason}`,
    { network: 'Check the network, and try again.', tar: 'Install tar.' }[needs],
  ],

  'method-unknown': ({ method }) => [`There is no method ${method}.`, reloadWindow],
  'request-too-large': () => ['The request is larger than 64 MiB.', 'Choose a smaller photo.'],
  'request-too-nested': () => ['The request has too many values, or lists too deep.', reloadWindow],
  'requests-too-many': () => ['Too many large requests are sent at once.', 'Try again in a moment.'],
  'answer-too-late': () => [
    'There was no answer for half an hour.',
    'Check whether a disk or network folder does not respond, and try again.',
  ],
  'request-not-messagepack': () => ['The request is not MessagePack.', reloadWindow],
  'request-without-input': () => ['The request has no input.', reloadWindow],
  'port-unusable': ({ port, reason }) => [
    `Port ${port} cannot be used (${reason}).`,
    'Take another with --port, or 0 for a free one.',
  ],
  'host-silent': () => ['Tammes does not answer.', 'Check that `tammes serve` is still running.'],
  'window-refused': ({ reason }) => ['This window has no access.', reason],

  'api-token-missing': () => [
    'The request has no token.',
    'Make one with `tammes api token create`, and send it as: Authorization: Bearer TOKEN.',
  ],
  'api-token-unknown': () => [
    'The token is not one of this library’s, or was revoked.',
    'Make another with `tammes api token create`.',
  ],
  'api-token-expired': ({ name, expired }) => [
    `The token ${name} expired at ${expired}.`,
    'Make another with `tammes api token create`.',
  ],
  'api-scope-missing': ({ needed, granted }) => [
    `This needs a token with the scope ${needed.join(' or ')}; this one has ${granted.join(', ')}.`,
    'Make a token with that scope with `tammes api token create`.',
  ],
  'api-host-unknown': ({ host }) => [
    `This server does not answer to the name ${host}.`,
    'Ask by the printed address, or start `tammes serve --api` with --behind-proxy and this name.',
  ],
  'api-origin-refused': ({ origin }) => [
    `Pages of ${origin} may not ask.`,
    'Ask from a program, or from the page that this server shows.',
  ],
  'api-too-often': ({ rate, seconds }) => [
    `The token allows ${counted(rate, 'request', 'requests')} a minute.`,
    `Try again in ${counted(seconds, 'second', 'seconds')}.`,
  ],
  'api-too-many-streams': ({ most }) => [
    `The token has ${counted(most, 'stream', 'streams')} of events open, which is the most.`,
    'Close one of them.',
  ],
  'api-route-unknown': ({ path }) => [`There is nothing at ${path}.`, '/openapi.json lists what there is.'],
  'api-method-refused': ({ allowed }) => [
    'This address does not take that method.',
    `It takes ${allowed.join(' and ')}.`,
  ],
  'api-request-damaged': ({ fault }) => [
    {
      address: 'The address of the request is none.',
      'header-twice': 'A header of the request comes twice.',
      json: 'The body of the request is not JSON.',
      form: 'The body of the request is not multipart/form-data.',
    }[fault],
    'Correct the request.',
  ],
  'api-body-too-large': ({ mostBytes }) => [
    `The body of the request is larger than ${Math.floor(mostBytes / 1024).toLocaleString('en')} KiB.`,
    'Send less at once.',
  ],
  'api-media-type-refused': ({ given, expected }) => [
    `The body of the request is ${given === '' ? 'of no stated type' : given}.`,
    `Send it as ${expected.join(' or ')}, and say so in Content-Type.`,
  ],
  'api-photos-miscounted': ({ field, least, most }) => [
    `The form must have ${least === most ? counted(least, 'photo', 'photos') : `${least} to ${counted(most, 'photo', 'photos')}`}.`,
    `Send each as a file in the field ${field}.`,
  ],
  'api-answer-too-late': ({ seconds }) => [
    `There was no answer for ${counted(seconds, 'second', 'seconds')}. The work may go on.`,
    'Send the request again, with the same Idempotency-Key if it had one.',
  ],
  'api-key-malformed': () => [
    'The Idempotency-Key is not usable.',
    'Take 1 to 255 printable ASCII characters, such as a UUID.',
  ],
  'api-key-reused': () => [
    'This Idempotency-Key came with another request before.',
    'Take a new key for a new request.',
  ],
  'api-key-unfinished': () => [
    'The request with this Idempotency-Key is under way, or the server ended before it was done.',
    'Try again in a moment. If this stays so, look whether it was done, and take a new key if it was not.',
  ],
  'api-address-in-clear': ({ address }) => [
    `At ${address} other machines would read tokens and photos on the way.`,
    'Give --tls-cert and --tls-key, or say with --behind-proxy that a proxy of yours encrypts.',
  ],
  'api-certificate-unusable': ({ path, reason }) => [
    `The certificate ${path} or its key cannot be used (${reason}).`,
    'Give both as PEM files, the certificate with its chain.',
  ],
  'api-certificate-half': () => ['--tls-cert and --tls-key belong together.', 'Give both.'],
  'api-option-without-api': ({ option }) => [
    `${option} is for the interface for other programs.`,
    'Add --api, or leave it out.',
  ],
  'api-token-name-taken': ({ name }) => [
    `There is a token ${name} already.`,
    'Take another name, or revoke that token.',
  ],
  'api-token-not-named-so': ({ name, known }) => [
    `There is no token ${name}.`,
    known.length === 0 ? 'The library has none.' : `The library has: ${known.join(', ')}.`,
  ],
  'api-expiry-unusable': ({ given, mostDays }) => [
    `${given} is no time at which a token can expire.`,
    `Give days or hours as 30d or 12h, or a day as 2027-01-31, at most ${counted(mostDays, 'day', 'days')} from now.`,
  ],

  'value-missing': (field) => [`${named(field)} is missing.`, 'Give it.'],
  'value-not-whole': (field) => [`${named(field)} must be a whole number.`, correctValue],
  'value-of-other-kind': ({ expected, ...field }) => [
    `${named(field)} must be ${valueKinds[expected]}.`,
    correctValue,
  ],
  'value-too-small': ({ least, inclusive, ...field }) => [
    `${named(field)} must be ${inclusive ? 'at least' : 'more than'} ${least}.`,
    correctValue,
  ],
  'value-too-large': ({ most, inclusive, ...field }) => [
    `${named(field)} must be ${inclusive ? 'at most' : 'less than'} ${most}.`,
    correctValue,
  ],
  'value-not-an-option': ({ options, ...field }) => [
    `${named(field)} has a value that is not allowed.`,
    oneOf(options),
  ],
  'text-blank': (field) => [`${named(field)} is blank.`, 'Fill it in.'],
  'text-too-long': ({ most, ...field }) => [
    `${named(field)} must have at most ${counted(most, 'character', 'characters')}.`,
    'Shorten it.',
  ],
  'list-too-short': ({ least, ...field }) => [
    `${named(field)} must have at least ${counted(least, 'entry', 'entries')}.`,
    correctValue,
  ],
  'list-too-long': ({ most, ...field }) => [
    `${named(field)} must have at most ${counted(most, 'entry', 'entries')}.`,
    correctValue,
  ],
  'keys-unknown': ({ keys, known, ...field }) => [
    `${named(field)} cannot have ${keys.join(', ')}.`,
    `There are: ${known.join(', ')}.`,
  ],
  'value-refused': ({ reason, ...field }) => [`${named(field)}: ${reason}.`, correctValue],

  'earlier-version': ({ message, remedy }) => [message, remedy],
  unexpected: ({ message }) => [
    message,
    'This is a fault in Tammes. Please report it with the steps that led here.',
  ],
};

const correctValue = 'Correct the value.';

const valueKinds = {
  number: 'a number',
  text: 'a text',
  list: 'a list',
  object: 'an object',
  'yes-no': 'true or false',
  other: 'of another kind',
};

/** A field as people call it; one without a title by its path in what was read. */
function named({ what, field, title }: Field): string {
  return title?.en ?? (field === '' ? what : `${what}: ${field}`);
}

const labelLines = 'Each line is path,person or path,person,x,y,w,h.';

/** What is wrong with a poor face. */
export const flaws = {
  size: 'too small',
  sharpness: 'blurred',
  exposure: 'badly lit',
  turned: 'turned away',
  score: 'doubtful',
  overall: 'of poor quality',
};

const webgpuNeeds = {
  linux: "It needs a GPU, its Vulkan driver and Vulkan's loader (libvulkan1 on Debian and Ubuntu).",
  other: 'It needs a GPU and its current driver.',
  window: 'It needs a GPU and its current driver, on Linux one for Vulkan.',
};
