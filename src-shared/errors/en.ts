/** Every problem in English: what happened, and the remedy. */
import { counted } from '../counted.ts';
import type { Field, Wordings } from './problems.ts';

const checkPath = 'Check the path.';
const restoreLibrary =
  'Restore its folder from a backup. Without one, keep the file: `sqlite3 library.db .recover` may save a part of it. Or choose another library, and read the photos again.';
const libraryFaults = {
  empty: 'is empty',
  foreign: 'is no database',
  pages: 'is cut off, or a part of it cannot be read',
  tables: 'lacks a table',
};
const checkPermissions = 'Check its permissions.';
const reloadWindow = 'Reload the window.';
const startAgain = 'Start it again.';
const correctFile = 'Correct the file.';
const updateDriver = 'Update the driver of the GPU.';
const rebuildBinding = 'Build it again: npm run binding -- --tensorflow DIR; see README.md.';
const ownFolders = 'Put each person’s photos into a folder of their own.';
const goodPairs = 'Take the pairs.txt that comes with the images, or write one pair a line.';
const goldenWanted = 'Name a file of reference values.';
const smallerCopy = 'Save a smaller copy of the photo.';
const endOrCancel = 'Wait for its end or cancel it.';
const oneOf = (options: readonly string[]) => `Choose one of: ${options.join(', ')}.`;
const orNone = (names: readonly string[]) => names.join(', ') || 'none';
const unusable = (backend: string, why: string) => `The backend ${backend} cannot be used: ${why}.`;
const people = (count: number) => counted(count, 'person', 'people');
const fewPeople = ['nobody', 'one person', 'two people'];
const peopleInWords = (count: number) => fewPeople[count] ?? people(count);

/** What happened and what to do about it, in English. */
export const en: Wordings = {
  'file-not-there': ({ path }) => [`${path} is not there.`, checkPath],
  'file-gone': ({ path }) => [
    `${path} is gone, or a link to nothing.`,
    'Restore the file, or remove the link.',
  ],
  'input-not-readable': ({ path }) => [`${path} cannot be read.`, checkPath],
  'labels-not-readable': ({ path }) => [`The labels ${path} cannot be read.`, checkPath],
  'golden-not-readable': ({ path }) => [`${path} cannot be read.`, goldenWanted],
  'pairs-photos-absent': ({ folder, example }) => [
    `The folder ${folder} has none of the photos that the pairs name, such as ${example}.`,
    'Name the folder that holds a folder for each person.',
  ],
  'pair-photo-absent': ({ folder, photo }) => [
    `${photo} is not in ${folder}.`,
    'Copy the photo there; its pairs count as rejected.',
  ],
  'interface-not-built': () => ['The interface is not built.', 'Run: npm run build'],
  'figure-data-missing': () => ["The figure's data are missing.", 'Install Tammes again.'],
  'tensorflow-file-missing': ({ folder, file }) => [
    `${folder} has no ${file}.`,
    'Name the folder `tensorflow` in the site-packages of a pip that has installed it, at best 2.21.',
  ],
  'file-not-permitted': ({ path }) => [`${path} cannot be read.`, checkPermissions],
  'file-not-inspected': ({ path }) => [`${path} cannot be looked at.`, checkPermissions],
  'file-not-written': ({ path }) => [
    `${path} cannot be written.`,
    'Name a file in a folder that exists and that you may write to.',
  ],
  'cache-not-opened': ({ path }) => [
    `The kept features ${path} cannot be opened.`,
    'Delete that file: it only saves time.',
  ],
  'folder-not-there': ({ folder }) => [`There is no folder ${folder}.`, checkPath],
  'folder-not-listed': ({ folder }) => [`The folder ${folder} cannot be listed.`, checkPermissions],
  'library-not-opened': ({ folder }) => [
    `The library ${folder} cannot be opened or made.`,
    'Choose a folder that you may write to and that is on a local disk.',
  ],
  'library-damaged': ({ folder, fault }) => [
    `The library ${folder} is damaged: its file library.db ${libraryFaults[fault]}.`,
    restoreLibrary,
  ],
  'library-busy': ({ folder }) => [
    `Another program keeps the library ${folder} from being opened.`,
    'Wait for its end, or end it.',
  ],
  'database-damaged': () => [
    'The library is damaged: a part of its file library.db cannot be read.',
    restoreLibrary,
  ],
  'disk-full': () => [
    'The disk is full. What was stored before is kept.',
    'Free some space and start again: Tammes goes on where it was.',
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
    `${path} has over ${gigabytes} GB, more than any photo that Tammes opens.`,
    smallerCopy,
  ],
  'photo-pixels-too-many': ({ path, width, height, megapixels }) => [
    `${path} claims ${width} × ${height} pixels, more than Tammes opens (${megapixels} megapixels).`,
    smallerCopy,
  ],
  'photo-not-described': ({ path, reason }) => [
    `${path} could not be read: ${reason}`,
    'Open the photo in an editor and save it again; if it still fails, please report it.',
  ],

  'feature-damaged': ({ faceId, photo }) => [
    `The feature of face ${faceId} on ${photo} is damaged.`,
    'Write tammes reread --features: it describes the face again from its stored picture. If that fails, too, enrol the face again.',
  ],
  'no-face-found': ({ path }) => [
    `${path} shows no face that was found.`,
    'Use a photo on which the face is larger, sharper or less turned away.',
  ],
  'features-outdated': ({ outdated, faces }) => [
    `An older version of Tammes has described ${outdated} of ${counted(faces, 'face', 'faces')}: they cannot be compared with faces that this version has described.`,
    'Bring them up to date: press the button on the screen Library, or write tammes reread --features. Names and enrolments stay.',
  ],
  'face-poor': ({ path, flaw }) => [
    `The face on ${path} is ${flaws[flaw]}.`,
    'Give a better photo, or add --any-quality.',
  ],
  'no-face-enrolled': ({ name, reasons }) => [
    `No face of ${name} was enrolled. ${reasons.join(' ')}`,
    'Give photos on which the face is well seen.',
  ],
  'no-face-good-enough': ({ name }) => [
    `Not enrolled, as no face is good enough: ${name}.`,
    'Change the limits for poor faces, or add better photos.',
  ],
  'enrolment-without-name': () => [
    'Whom to enrol is missing.',
    'Write: tammes enrol NAME PHOTO…, or tammes enrol --all.',
  ],
  'face-of-another': ({ faceId }) => [
    `Face ${faceId} is enrolled for another person.`,
    'Undo that enrolment first.',
  ],
  'face-unknown': ({ faceId }) => [`There is no face ${faceId}.`, 'Reload the list of faces.'],
  'face-needs-no-choice': ({ faceId }) => [`Face ${faceId} needs no choice.`, 'Reload the list of photos.'],
  'photo-lacks-face': ({ photoId, faceId }) => [
    `Photo ${photoId} has no face ${faceId}.`,
    'Reload the list of photos.',
  ],
  'enrolment-unknown': ({ enrolmentId }) => [
    `There is no enrolment ${enrolmentId}.`,
    'It was undone already.',
  ],
  'person-unknown': ({ name }) => [`Nobody is called ${name}.`, 'List the people with `tammes people`.'],
  'chip-wrong-size': () => ['A chip has not 150 × 150 × 3 bytes.', 'Send the aligned chip.'],
  'scan-unknown': ({ scanId }) => [`No folder is being read as scan ${scanId}.`, 'Add the folder again.'],
  'photo-not-handed-out': ({ photo }) => [`${photo} was not handed out.`, 'Add the folder again.'],
  'photos-removal-final': () => [
    'That removal of missing photos cannot be undone any more.',
    'It is final once photos are added or others removed. If a file is still somewhere, add its folder.',
  ],
  'nobody-named': ({ folder }) => [`Nothing says who is on the photos of ${folder}.`, ownFolders],
  'labels-line-wrong': ({ path, line, fault }) => [
    `The labels ${path} cannot be used: line ${line} ${
      { nobody: 'names no photo or nobody', box: 'has not four numbers for x, y, width and height' }[fault]
    }.`,
    labelLines,
  ],
  'labels-not-parsed': ({ path, reason }) => [`The labels ${path} cannot be used: ${reason}.`, labelLines],
  'camera-unusable': () => [
    'The camera cannot be used.',
    'Allow it in the settings of your system, or choose a photo.',
  ],

  'gallery-ended': () => ['The gallery ended before it answered.', startAgain],
  'head-unknown': ({ headId }) => [
    `There is no head ${headId}.`,
    'List the trained heads with `tammes runs`.',
  ],
  'head-damaged': ({ headId }) => [
    `Head ${headId} is damaged: its weights are not those that were stored.`,
    'Train it again, or choose another head.',
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
  'run-in-training': ({ runId }) => [`Run ${runId} is being trained.`, endOrCancel],
  'training-diverged': ({ step }) => [
    `Training has diverged: after step ${step} the numbers have left their range.`,
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
  'checkpoint-foreign': () => ['The checkpoint is of another kind.', 'Start a new run.'],
  'safetensors-damaged': ({ name }) => [
    `${name} is damaged: it is no safetensors file of float32.`,
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
    'Let them be, or choose a loss with class centres.',
  ],
  'centres-fixed-and-spread': () => [
    'Class centres that are fixed cannot be spread further.',
    'Leave the regulariser out, or let the centres be learned.',
  ],

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
    `${name} is ${value}.`,
    `Give a ${whole ? 'whole number' : 'number'} from ${min} to ${max}${unit && ` ${unit}`}.`,
  ],
  'parameter-not-an-option': ({ name, value, options }) => [`${name} is ${value}.`, oneOf(options)],
  'loss-without-angles': ({ loss, known }) => [
    `${loss} is no function of angles alone: its gradient has no length by angle.`,
    oneOf(known),
  ],
  'length-options-out-of-range': () => [
    'The step and the norm must be above 0, the other angle from 0 to 180 degrees.',
    'Correct the options.',
  ],
  'golden-not-json': ({ path }) => [`${path} is no JSON.`, goldenWanted],
  'golden-input-missing': ({ case: name, input }) => [`${name}: there is no input ${input}.`, correctFile],
  'golden-parameter-wrong': ({ case: id, name }) => [
    `${id}: the parameter ${name} is no number.`,
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
  'spread-cancelled': () => [
    'The spread was not worked out to its end.',
    'Choose the head again, or run the command again.',
  ],
  'points-too-few': ({ count, dim }) => [
    `${count} points in ${dim} dimensions have nothing to spread over.`,
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
  'film-not-written': () => ['This window cannot write a film.', 'Save pictures instead.'],

  'too-few-photographed': ({ people: count, needed }) => [
    `There are photos of ${people(count)}; this takes ${needed} at least.`,
    ownFolders,
  ],
  'no-probes-left': ({ each }) => [
    `With ${counted(each, 'enrolled photo', 'enrolled photos')} of each person no photo is left to search for.`,
    'Enrol fewer, or add photos of other shots.',
  ],
  'describing-cancelled': ({ done, total }) => [
    `Stopped after ${done} of ${total} photos.`,
    'Start it again: what is described already is kept.',
  ],
  'draws-cancelled': ({ done, total }) => [`Stopped after ${done} of ${total} draws.`, startAgain],
  'open-set-folders-unnamed': () => [
    'Of the three folders for open-set identification one is missing.',
    'Write: tammes evaluate --protocol open-set --gallery DIR --probes DIR --strangers DIR, each with a sub-folder a person.',
  ],
  'strangers-enrolled': ({ people }) => [
    `In the gallery and among the strangers: ${people.join(', ')}.`,
    'Name people differently, or take them out of one of the folders.',
  ],
  'probes-not-enrolled': ({ people }) => [
    `Not in the gallery, but among the probes: ${people.join(', ')}.`,
    'Add photos of them to the gallery, or move them to the strangers.',
  ],
  'one-head-only': () => [
    'Several heads are compared on folders only.',
    'Name one head, or give --gallery, --probes and --strangers.',
  ],
  'pairs-unnamed': () => [
    'The pairs or their images are missing.',
    'Write: tammes evaluate --protocol pairs --pairs pairs.txt --images DIR.',
  ],
  'evaluation-options-out-of-range': () => [
    '--enrolled and --draws are whole numbers from 1 to 1000, --unknown a share between 0 and 1.',
    'Correct the value.',
  ],
  'pairs-empty': ({ file }) => [`${file} is empty.`, goodPairs],
  'pairs-none': ({ file }) => [`${file} names no pairs.`, goodPairs],
  'pairs-heading-wrong': ({ file, line, content }) => [
    `${file}, line ${line}, should say how many folds and pairs there are, not "${content}".`,
    goodPairs,
  ],
  'pairs-line-wrong': ({ file, line, content }) => [
    `${file}, line ${line}, is no pair: "${content}". It should read "person n m" or "person n other m".`,
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
    'Only the wheels for Linux hold the libraries that this needs.',
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
  'binding-step-failed': ({ command, reason, needs }) => [
    `${command} failed: ${reason}`,
    { network: 'Is the network there? Try again.', tar: 'Install tar.' }[needs],
  ],

  'method-unknown': ({ method }) => [`There is no method ${method}.`, reloadWindow],
  'request-too-large': () => ['The request is larger than 64 MiB.', 'Choose a smaller photo.'],
  'request-not-messagepack': () => ['The request is no MessagePack.', reloadWindow],
  'request-without-input': () => ['The request has no input.', reloadWindow],
  'port-unusable': ({ port, reason }) => [
    `Port ${port} cannot be used (${reason}).`,
    'Take another with --port, or 0 for a free one.',
  ],
  'host-silent': () => ['Tammes does not answer.', 'Is `tammes serve` still running?'],
  'window-refused': ({ reason }) => ['This window has no access.', reason],

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
    `${named(field)} has a value that it cannot have.`,
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

const flaws = {
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
