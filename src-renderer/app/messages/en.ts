/** The words of the interface in English, which define what a language must have. */
import { counted } from '../../../src-shared/counted.ts';
import { backbonesEn } from './backbones-en.ts';
import { encryptionEn } from './encryption-en.ts';
import { evaluateEn } from './evaluate-en.ts';
import { exportsEn } from './exports-en.ts';
import { forgetEn } from './forget-en.ts';
import { importVectorsEn } from './import-vectors-en.ts';
import { libraryEn } from './library-en.ts';
import { lossesEn } from './losses-en.ts';
import { peopleEn } from './people-en.ts';
import { privacyEn } from './privacy-en.ts';
import { recogniseEn } from './recognise-en.ts';
import { reviewEn } from './review-en.ts';
import { shareEn } from './share-en.ts';
import { sphereEn } from './sphere-en.ts';
import { storageEn } from './storage-en.ts';
import { storyEn } from './story-en.ts';
import { sweepsEn } from './sweeps-en.ts';
import { tagsEn } from './tags-en.ts';
import { trainingEn } from './training-en.ts';

/** Every word of the interface in English; `Messages` makes the other languages complete. */
export const en = {
  screens: {
    library: 'Library',
    people: 'People',
    review: 'Review',
    train: 'Train',
    runs: 'Runs',
    evaluate: 'Evaluate',
    losses: 'Losses',
    recognise: 'Recognise',
    sphere: 'Sphere',
    story: 'Story',
    settings: 'Settings',
  },
  shell: {
    screens: 'Screens',
    groups: { photos: 'Photos', lab: 'Lab', learn: 'Learn' },
    skip: 'Skip to the content',
    narrow: 'Collapse the sidebar',
    widen: 'Expand the sidebar',
    lost: {
      lost: {
        title: 'Tammes does not answer.',
        text: 'Is `tammes serve` still running? The window goes on by itself as soon as it answers.',
      },
      refused: {
        title: 'Tammes was started again.',
        text: 'Open the address that `tammes serve` printed.',
      },
    },
    others: (jobs: number) => `and ${jobs} more`,
    atWork: 'At work',
    waiting: (decisions: number) => `${counted(decisions, 'decision', 'decisions')} waiting`,
    reviewing: 'Comparing faces for review',
    percent: (percent: number) => `${percent} %`,
    cancel: (job: string) => `Cancel: ${job}`,
    training: (run: string) => `Training ${run}`,
    doneOf: (done: number, total: number) => `${done} of ${total}`,
    isThere: { evaluate: 'The evaluation is done.', sweep: 'The sweep is done.' },
    showIt: 'Show it',
    jobKinds: {
      recognise: (folder: string) => `Recognising ${folder}`,
      'match-again': () => 'Comparing again',
      sort: (folder: string) => `Sorting copies into ${folder}`,
      xmp: () => 'Writing sidecar files',
      person: () => 'Exporting all about a person',
      data: (file: string) => `Writing ${file}`,
      evaluate: () => 'Evaluating heads',
      sweep: () => 'Sweeping losses and settings',
      backbone: (name: string) => `Describing faces with ${name}`,
      vectors: () => 'Importing vectors',
      check: () => 'Checking the library',
      backup: () => 'Making a backup',
      share: () => 'Exchanging people with the shared gallery',
    },
    library: 'Library',
    libraryIs: (name: string, counts: string) => `Library ${name}, ${counts}`,
    recentLibraries: 'Libraries opened before',
    openLibrary: 'Open another library…',
    cannotSwitch:
      'In the browser, each library has its own `tammes serve --library FOLDER`. The desktop app changes between them by itself.',
    copyCommand: 'Copy the command that opens it',
    counts: (photos: number, people: number) =>
      // Of two lines the first one ends with the dot.
      `${counted(photos, 'photo', 'photos')}\u00a0· ${counted(people, 'person', 'people')}`,
  },
  settings: {
    look: 'Appearance',
    theme: 'Theme',
    themes: { auto: 'System', light: 'Light', dark: 'Dark' },
    density: 'Density',
    densities: { comfortable: 'Comfortable', compact: 'Compact' },
    language: 'Language',
    library: 'Library',
    place: 'Where it lies',
    start: 'Start',
    detectorHelp: {
      ssd: 'Finds small and turned faces, too. For new photos.',
      tiny: 'Faster, and misses small and turned faces. For new photos.',
    },
    falseAccepts: { cautious: '1 in 1,000', balanced: '1 in 100', generous: '1 in 10' },
    falseAcceptHelp: {
      cautious: 'Cautious: hardly any stranger gets a name, and more photos of your people stay unknown.',
      balanced: 'Balanced: few strangers get a name, and most photos of your people are named.',
      generous: 'Generous: nearly all photos of your people are named, and one stranger in ten, too.',
    },
    gallery: {
      title: 'How faces are searched',
      engines: { exact: 'Exact', usearch: 'Index', postgres: 'Database' },
      chosen: (engine: string) => `How faces are searched from now on: ${engine}`,
      exact: (people: number) =>
        `Each face is compared with everybody: ${counted(people, 'person', 'people')}. That takes milliseconds.`,
      offered: (people: number) =>
        `Each face is compared with everybody: ${counted(people, 'person', 'people')}. With so many, an index is faster. It is built once, in minutes.`,
      building: (percent: number) =>
        `Building the index: ${percent} %. Until it is ready, each face is compared with everybody.`,
      measuring: 'Measuring how many of the nearest people the index finds.',
      ready: (percent: string, probes: number) =>
        `The index finds ${percent} % of the ten nearest people, measured on ${counted(probes, 'enrolled face', 'enrolled faces')}.`,
      tooRough: 'The index misses too many people, so each face is compared with everybody.',
      connections: {
        verified: 'The connection is encrypted and the server verified.',
        local: 'It is on this machine.',
        clear: 'The connection is not encrypted.',
      },
      sentTo: (server: string) => `People’s embeddings are sent to the database ${server}.`,
      sharedWith: (server: string) => `The gallery is shared with other libraries in the database ${server}.`,
      sharedSeen: (seen: string) => `Their people are recognised as they were at ${seen}.`,
      sharedNobody: 'Nobody of theirs is known here yet.',
      sharedOtherHead: 'Their people are not recognised by this head, as they use another one.',
      kept: (people: number, faces: number) =>
        `Of a shared gallery, this library keeps ${counted(people, 'person', 'people')} with ${counted(faces, 'face', 'faces')}, without photos.`,
      keptOtherHead: (faces: number) =>
        `${counted(faces, 'of these faces was', 'of these faces were')} embedded by another head. The active head does not recognise by ${faces === 1 ? 'it' : 'them'}.`,
      tooFew: (people: number) =>
        `With ${counted(people, 'person', 'people')}, the index is no faster, so each face is compared with everybody.`,
    },
    compute: 'Compute',
    computeHelp: 'What training can run on here',
    backend: 'Backend',
    usable: 'Usable',
    runsOn: 'Runs on, or why not',
    trying: 'trying…',
    yes: 'yes',
    no: 'no',
    software: 'no GPU: slower than wasm, and passed over',
    about: 'About',
    version: (version: string) => `Version ${version}`,
    mark: 'The mark shows twelve points on a sphere, as far apart as twelve points can be: the solution of the Tammes problem for twelve, and what good class centres do.',
    licences: 'Licences',
    licenceOf: 'Of',
    bundled: 'Libraries in the window',
    crashReports: 'Crash reports',
    crashReport: 'Report',
    crashHelp:
      'When a part of Tammes ends unexpectedly, it writes what happened to a file in the folder below. A report names versions and places in Tammes’ code: no face, no name, no path of yours. It is sent to nobody; you may read it, and send it if you like.',
    noCrashes: 'There are none.',
  },
  common: {
    loading: 'Loading…',
    undo: 'Undo',
    retry: 'Try again',
    close: 'Close',
    cancel: 'Cancel',
    more: 'More',
    head: 'Head',
    activeHead: (name: string) => `head: ${name}`,
    headHelp: 'Recognition and review use the active head.',
    dimensions: (dim: number) => counted(dim, 'dimension', 'dimensions'),
    olderHead: 'trained on older features',
    remaining: (time: string) => `${time} left`,
    seconds: (seconds: number) => `${seconds} s`,
    minutes: (minutes: number, seconds: number) => `${minutes} min ${seconds} s`,
  },
  history: {
    title: 'History',
    undo: 'Undo',
    redo: 'Redo',
    done: {
      undo: (change: string) => `Undone: ${change}.`,
      redo: (change: string) => `Done again: ${change}.`,
    },
    undone: 'undone',
    undoTo: (change: string) => `Undo up to and including: ${change}`,
    redoTo: (change: string) => `Redo up to and including: ${change}`,
    older: 'Older changes',
    empty: 'Nothing has been changed yet',
    emptyHelp:
      'Names, merges, boxes and settings of the library are listed here. Each can be undone, also after a restart.',
  },
  palette: {
    search: 'Find an action or a person',
    nothing: 'Nothing is called so.',
    shortcuts: 'Keyboard shortcuts',
    theme: (theme: string) => `Theme: ${theme}`,
    groups: {
      screen: 'This screen',
      grid: 'In the grid',
      go: 'Go to',
      library: 'Library',
      window: 'Window',
      people: 'People',
    },
    notNow: 'not possible now',
    grid: {
      move: 'Go to the next one',
      ends: 'Go to the first or the last',
      toggle: 'Select, or no longer',
      range: 'Select up to there',
      all: 'Select all',
      open: 'Open',
      clear: 'Select none',
    },
  },
  addFolder: {
    busy: 'A folder is being read. Add the next one when it is done.',
    title: 'Choose a folder of photos',
    path: 'Folder',
    help: 'Photos stay where they are and are never changed. Folders inside are read, too.',
    add: 'Add this folder',
    up: 'One level up',
    foldersIn: (path: string) => `Folders in ${path}`,
    noFolders: 'There are no folders in here.',
    bare: 'There are no photos in this folder. Choose another one.',
    more: (folders: number) => `${folders} more: type the path.`,
    photos: (photos: number) => counted(photos, 'photo', 'photos'),
    photosHere: (photos: number) =>
      photos === 0
        ? 'No photos directly in this folder'
        : `${counted(photos, 'photo', 'photos')} directly in this folder`,
    fileTitle: 'Choose a file',
    fileHelp: (endings: readonly string[]) =>
      `Go to the folder of the file and choose it. Its name ends in ${endings.map((one) => `.${one}`).join(' or ')}.`,
    filesHere: (files: number) =>
      files === 0
        ? 'No such file directly in this folder'
        : `${counted(files, 'file', 'files')} to choose from`,
    states: { outside: 'outside of what may be opened', closed: 'may not be read' },
  },
  firstRun: {
    question: 'Who is on your photos?',
    promise:
      'Tammes finds the faces, learns your people and shows what it learned. Everything stays on this machine.',
    folder: {
      title: 'Choose a folder',
      text: 'Photos stay where they are and are never changed. Folders inside it can be people.',
      button: 'Choose…',
    },
    demo: {
      title: 'Open the demo',
      text: '26 people, ready in half a minute. Train, recognise, look at the sphere.',
      button: 'Open',
    },
    story: {
      title: 'Start with the story',
      text: 'Nine figures that show why each loss was invented. No photos needed.',
      button: 'Read',
    },
    drop: 'Or drop photos, a folder or a file of vectors anywhere',
    whatNow: 'What now?',
    steps: {
      review: { title: 'Review', text: 'Name the faces that nobody knows yet' },
      recognise: { title: 'Recognise a photo', text: 'See who is on a new one' },
      train: { title: 'Train', text: 'Learn your people better' },
      evaluate: { title: 'Evaluate', text: 'See how well people are told apart' },
      sphere: { title: 'Sphere', text: 'See how people spread over it' },
    },
  },
  drops: {
    will: { photos: 'Recognise, or import vectors', folder: 'Add this folder, or import vectors' },
    help: {
      photos:
        'Photos are recognised and not added to the library. A file of vectors (npz, CSV, Parquet) is imported.',
      folder:
        'Photos of a folder stay where they are. A single photo is recognised, and a file of vectors (npz, CSV, Parquet) imported.',
    },
    folderUnknown: (name: string) =>
      `A browser does not tell where the folder ${name} lies. Choose it in the list.`,
  },
  importVectors: importVectorsEn,
  library: libraryEn,
  quality: {
    title: 'How well the face can be seen',
    part: 'Part',
    measured: 'Measured',
    rating: '0 to 1',
    parts: { size: 'Size', sharpness: 'Sharpness', exposure: 'Light', pose: 'Pose', score: 'Detector' },
    overall: 'Quality',
    overallHelp: 'geometric mean of the parts',
    pixels: (pixels: string) => `${pixels} pixels`,
    light: (brightness: string, shadows: string | null, highlights: string | null) =>
      shadows === null
        ? `brightness ${brightness} of 255`
        : `brightness ${brightness} of 255; ${shadows} % black, ${highlights} % white`,
    angles: (yaw: string, pitch: string, roll: string) => `yaw ${yaw}°, pitch ${pitch}°, roll ${roll}°`,
    notKnown: 'not known',
    good: 'Good enough to train on and to enrol.',
    isPoor: (reason: string) => `Left out of training and enrolment: ${reason}.`,
    poorProbe: (reason: string) => `This face is ${reason}: a better photo would give a more certain answer.`,
    reasons: {
      size: 'too small',
      sharpness: 'blurred',
      exposure: 'badly lit',
      turned: 'turned away',
      score: 'uncertain to be a face',
      overall: 'of poor quality',
    },
    counted: {
      size: (faces: number) => `${faces} too small`,
      sharpness: (faces: number) => `${faces} blurred`,
      exposure: (faces: number) => `${faces} badly lit`,
      turned: (faces: number) => `${faces} turned away`,
      score: (faces: number) => `${faces} uncertain to be a face`,
      overall: (faces: number) => `${faces} of poor quality`,
    },
    leftOut: (leftOut: number, faces: number, reasons: readonly string[]) =>
      `${leftOut} of ${counted(faces, 'face', 'faces')} left out: ${reasons.join(', ')}.`,
    noneLeftOut: (faces: number) => `None of ${counted(faces, 'face', 'faces')} is left out.`,
    allTaken: 'All faces are used.',
    limits: 'Which faces are too poor to use',
    limitsHelp:
      'Faces outside these limits are not used for training or enrolment. Nothing is deleted: change a limit, and they are used again.',
    leaveOut: 'Leave poor faces out',
    reset: 'Defaults',
    limitNames: {
      size: 'Minimum side, pixels',
      sharpness: 'Minimum sharpness',
      exposure: 'Minimum light, 0 to 1',
      yaw: 'Maximum yaw, degrees',
      pitch: 'Maximum pitch, degrees',
      score: 'Minimum detector score, 0 to 1',
      overall: 'Minimum quality, 0 to 1',
    },
    notEnrolled: (names: readonly string[]) =>
      `Not enrolled, because no face is good enough: ${names.join(', ')}.`,
  },
  ...trainingEn,
  evaluate: evaluateEn,
  sweeps: sweepsEn,
  people: peopleEn,
  forget: forgetEn,
  exports: exportsEn,
  review: reviewEn,
  losses: lossesEn,
  recognise: recogniseEn,
  sphere: sphereEn,
  tags: tagsEn,
  backbones: backbonesEn,
  share: shareEn,
  storage: storageEn,
  privacy: privacyEn,
  encryption: encryptionEn,
  story: storyEn,
};

export type Messages = typeof en;
