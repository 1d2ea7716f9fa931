/**
 * Everything that can go wrong, as data: a problem has a name, the code that it counts under and the parameters that
 * its sentence needs. en.ts and ja.ts have a sentence and a remedy for each. A problem that is stored with a photo lives
 * on in libraries: its name and parameters stay as they are.
 */
import { z } from 'zod';

/** The kinds of problems: a small closed set, which programs may branch on. */
export const errorCodes = [
  'file-missing',
  'file-unreadable',
  'file-empty',
  'not-an-image',
  'image-damaged',
  'image-too-large',
  'folder-missing',
  'folder-unreadable',
  'no-face',
  'features-outdated',
  'too-few-people',
  'diverged',
  'unknown-id',
  'bad-input',
  'backend-missing',
  'busy',
  'cancelled',
  'internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

const of = <S extends z.ZodRawShape>(code: ErrorCode, parameters: S) => ({
  code,
  parameters: z.object(parameters),
});

const text = z.string();
const texts = z.array(text);
const id = z.int();
const count = z.int();
/** As it was given: not even a number is certain. */
const given = z.union([z.number(), z.string()]);
/** What a program below Tammes said, in its words. */
const reason = z.string();

/** What a machine needs for WebGPU: in Node on Linux, in Node elsewhere, and in the app's window. */
const webgpuNeeds = z.enum(['linux', 'other', 'window']);

/** A field of what was read: its path, and what people call it if the schema says so. */
const field = {
  what: text,
  field: text,
  title: z.object({ en: text, ja: text }).nullable(),
};
const valueKinds = z.enum(['number', 'text', 'list', 'object', 'yes-no', 'other']);

export const problems = {
  // Files and folders
  'file-not-there': of('file-missing', { path: text }),
  'file-gone': of('file-missing', { path: text }),
  'input-not-readable': of('file-missing', { path: text }),
  'labels-not-readable': of('file-missing', { path: text }),
  'golden-not-readable': of('file-missing', { path: text }),
  'pairs-photos-absent': of('file-missing', { folder: text, example: text }),
  'pair-photo-absent': of('file-missing', { folder: text, photo: text }),
  'interface-not-built': of('file-missing', {}),
  'figure-data-missing': of('file-missing', {}),
  'tensorflow-file-missing': of('file-missing', { folder: text, file: text }),
  'file-not-permitted': of('file-unreadable', { path: text }),
  'file-not-inspected': of('file-unreadable', { path: text }),
  'file-not-written': of('file-unreadable', { path: text }),
  'cache-not-opened': of('file-unreadable', { path: text }),
  'folder-not-there': of('folder-missing', { folder: text }),
  'folder-not-listed': of('folder-unreadable', { folder: text }),
  'library-not-opened': of('folder-unreadable', { folder: text }),
  'library-damaged': of('folder-unreadable', {
    folder: text,
    fault: z.enum(['empty', 'foreign', 'pages', 'tables']),
  }),
  'library-busy': of('busy', { folder: text }),
  'database-damaged': of('folder-unreadable', {}),
  'disk-full': of('file-unreadable', {}),
  'library-newer': of('folder-unreadable', { folder: text }),
  'folder-not-empty': of('bad-input', { folder: text }),

  // Photos
  'photo-empty': of('file-empty', { path: text }),
  'photo-format-unknown': of('not-an-image', { path: text }),
  'photo-damaged': of('image-damaged', { path: text, reason }),
  'bmp-damaged': of('image-damaged', { reason }),
  'photo-file-too-large': of('image-too-large', { path: text, gigabytes: z.number() }),
  'photo-pixels-too-many': of('image-too-large', {
    path: text,
    width: count,
    height: count,
    megapixels: z.number(),
  }),
  'photo-not-described': of('internal', { path: text, reason }),

  // Faces and people
  'feature-damaged': of('bad-input', { faceId: id, photo: text }),
  'no-face-found': of('no-face', { path: text }),
  'features-outdated': of('features-outdated', { outdated: count, faces: count }),
  'face-poor': of('no-face', {
    path: text,
    flaw: z.enum(['size', 'sharpness', 'exposure', 'turned', 'score', 'overall']),
  }),
  'no-face-enrolled': of('no-face', { name: text, reasons: texts }),
  'no-face-good-enough': of('bad-input', { name: text }),
  'enrolment-without-name': of('bad-input', {}),
  'face-of-another': of('bad-input', { faceId: id }),
  'face-unknown': of('unknown-id', { faceId: id }),
  'face-needs-no-choice': of('unknown-id', { faceId: id }),
  'photo-lacks-face': of('unknown-id', { photoId: id, faceId: id }),
  'enrolment-unknown': of('unknown-id', { enrolmentId: id }),
  'person-unknown': of('bad-input', { name: text }),
  'chip-wrong-size': of('bad-input', {}),
  'scan-unknown': of('unknown-id', { scanId: id }),
  'photo-not-handed-out': of('unknown-id', { photo: text }),
  'photos-removal-final': of('unknown-id', {}),
  'nobody-named': of('bad-input', { folder: text }),
  'labels-line-wrong': of('bad-input', { path: text, line: count, fault: z.enum(['nobody', 'box']) }),
  'labels-not-parsed': of('bad-input', { path: text, reason }),
  'camera-unusable': of('bad-input', {}),

  // Heads and runs
  'head-unknown': of('unknown-id', { headId: id }),
  'head-damaged': of('bad-input', { headId: id }),
  'gallery-ended': of('internal', {}),
  'head-not-named-so': of('bad-input', { name: text, known: texts }),
  'head-without-centres': of('bad-input', {}),
  'run-unknown': of('unknown-id', { runId: id }),
  'run-damaged': of('bad-input', { runId: id }),
  'run-history-damaged': of('bad-input', { runId: id, path: text, line: count }),
  'run-not-named-so': of('bad-input', { name: text, known: texts }),
  'run-not-named': of('bad-input', {}),
  'run-not-stopped': of('bad-input', { runId: id, status: z.enum(['running', 'finished']) }),
  'run-faces-gone': of('unknown-id', { runId: id }),
  'run-features-outdated': of('features-outdated', { runId: id }),
  'run-removal-final': of('unknown-id', {}),
  'run-in-training': of('busy', { runId: id }),
  'training-diverged': of('diverged', { step: count }),
  'trainer-ended': of('internal', { exit: z.union([z.int(), text, z.null()]) }),
  'checkpoint-damaged': of('bad-input', { runId: id }),
  'checkpoint-missing': of('file-missing', { runId: id, path: text, epochs: count }),
  'checkpoint-foreign': of('bad-input', {}),
  'safetensors-damaged': of('bad-input', { name: text }),
  'too-few-labelled': of('too-few-people', { people: count, needed: count, loss: text }),
  'too-few-with-two-photos': of('too-few-people', { people: count }),
  'patience-without-validation': of('bad-input', {}),
  'centres-not-fixable': of('bad-input', { loss: text }),
  'centres-fixed-and-spread': of('bad-input', {}),

  // Losses
  'loss-unnamed': of('bad-input', { known: texts }),
  'loss-unknown': of('bad-input', { name: text, known: texts }),
  'regulariser-unknown': of('bad-input', { name: text, known: texts }),
  'regulariser-without-centres': of('bad-input', { loss: text, regulariser: text }),
  'regulariser-contained': of('bad-input', { loss: text, regulariser: text }),
  'parameter-unknown': of('bad-input', { owner: text, name: text, known: texts }),
  'parameter-out-of-range': of('bad-input', {
    name: text,
    value: given,
    min: z.number(),
    max: z.number(),
    unit: text,
    whole: z.boolean(),
  }),
  'parameter-not-an-option': of('bad-input', { name: text, value: given, options: texts }),
  'loss-without-angles': of('bad-input', { loss: text, known: texts }),
  'length-options-out-of-range': of('bad-input', {}),
  'golden-not-json': of('bad-input', { path: text }),
  'golden-input-missing': of('bad-input', { case: text, input: text }),
  'golden-parameter-wrong': of('bad-input', { case: text, name: text }),
  'golden-not-evaluated': of('bad-input', { case: text, reason, remedy: text.nullable() }),

  // The sphere
  'spread-of-too-few': of('too-few-people', {}),
  'spread-cancelled': of('cancelled', {}),
  'points-too-few': of('bad-input', { count: z.number(), dim: z.number() }),
  'points-too-many': of('bad-input', { count: z.number(), dim: z.number(), most: count }),
  'starts-too-few': of('bad-input', { restarts: z.number() }),
  'picture-not-made': of('internal', {}),
  'film-not-written': of('internal', {}),

  // Evaluation
  'too-few-photographed': of('too-few-people', { people: count, needed: count }),
  'no-probes-left': of('bad-input', { each: count }),
  'describing-cancelled': of('cancelled', { done: count, total: count }),
  'draws-cancelled': of('cancelled', { done: count, total: count }),
  'open-set-folders-unnamed': of('bad-input', {}),
  'strangers-enrolled': of('bad-input', { people: texts }),
  'probes-not-enrolled': of('bad-input', { people: texts }),
  'one-head-only': of('bad-input', {}),
  'pairs-unnamed': of('bad-input', {}),
  'evaluation-options-out-of-range': of('bad-input', {}),
  'pairs-empty': of('bad-input', { file: text }),
  'pairs-none': of('bad-input', { file: text }),
  'pairs-heading-wrong': of('bad-input', { file: text, line: count, content: text }),
  'pairs-line-wrong': of('bad-input', { file: text, line: count, content: text }),
  'pairs-cut-off': of('bad-input', { file: text, folds: count, each: count, expected: count, found: count }),
  'pairs-fold-uneven': of('bad-input', { file: text, fold: count, found: count, expected: count }),

  // The story
  'digits-damaged': of('bad-input', {}),
  'faces-file-damaged': of('bad-input', {}),
  'figure-too-few-people': of('too-few-people', { least: count, people: count }),
  'story-cancelled': of('cancelled', {}),
  'demo-cancelled': of('cancelled', {}),

  // Backends
  'backend-not-started': of('backend-missing', { backend: text }),
  'backend-check-failed': of('backend-missing', { backend: text, reason }),
  'webgpu-driver-failed': of('backend-missing', { reason }),
  'webgpu-without-gpu': of('backend-missing', { needs: webgpuNeeds }),
  'webgpu-not-in-window': of('backend-missing', {}),
  'webgpu-not-loaded': of('backend-missing', { reason }),
  'webgpu-not-built': of('backend-missing', { platform: text }),
  'webgpu-not-installed': of('backend-missing', {}),
  'webgpu-failed': of('internal', { reason }),
  'tensorflow-without-gpu': of('backend-missing', {}),
  'tensorflow-already-loaded': of('backend-missing', { backend: text, loaded: text }),
  'tensorflow-not-installed': of('backend-missing', { backend: text }),
  'tensorflow-not-loaded': of('backend-missing', { backend: text, reason }),
  'tensorflow-file-damaged': of('backend-missing', { backend: text, file: text }),
  'tensorflow-folder-gone': of('backend-missing', { backend: text, folder: text }),
  'binding-not-here': of('bad-input', {}),
  'binding-options-wrong': of('bad-input', { usage: text }),
  'binding-not-compiled': of('internal', { compiler: text, reason }),
  'binding-not-loaded': of('internal', { reason }),
  'binding-step-failed': of('internal', { command: text, reason, needs: z.enum(['network', 'tar']) }),

  // The window and its host
  'method-unknown': of('bad-input', { method: text }),
  'request-too-large': of('bad-input', {}),
  'request-not-messagepack': of('bad-input', {}),
  'request-without-input': of('bad-input', {}),
  'port-unusable': of('busy', { port: count, reason }),
  'host-silent': of('internal', {}),
  'window-refused': of('bad-input', { reason }),

  // Values that a schema refuses
  'value-missing': of('bad-input', field),
  'value-not-whole': of('bad-input', field),
  'value-of-other-kind': of('bad-input', { ...field, expected: valueKinds }),
  'value-too-small': of('bad-input', { ...field, least: z.number(), inclusive: z.boolean() }),
  'value-too-large': of('bad-input', { ...field, most: z.number(), inclusive: z.boolean() }),
  'value-not-an-option': of('bad-input', { ...field, options: texts }),
  'text-blank': of('bad-input', field),
  'text-too-long': of('bad-input', { ...field, most: count }),
  'list-too-short': of('bad-input', { ...field, least: count }),
  'list-too-long': of('bad-input', { ...field, most: count }),
  /** Rules that a schema words itself, in English. */
  'value-refused': of('bad-input', { ...field, reason }),

  /** Of a library of an earlier version: the sentences as they were stored, under the code that they had. */
  'earlier-version': of('internal', { code: z.enum(errorCodes), message: text, remedy: text }),
  /** Nothing that Tammes foresees. */
  unexpected: of('internal', { message: text }),
} as const;

export type Problem = keyof typeof problems;
/** What a problem's sentence needs. */
export type ParametersOf<P extends Problem> = z.infer<(typeof problems)[P]['parameters']>;

/** An error as plain data: which problem, and what its sentence needs. */
export interface Failure<P extends Problem = Problem> {
  code: ErrorCode;
  problem: P;
  parameters: ParametersOf<P>;
}

/** What happened, and what to do about it. */
export interface Wording {
  message: string;
  remedy: string;
}

/** What names a field that a schema refused. */
export type Field = ParametersOf<'value-missing'>;

/** A language's sentences: one that is missing, or asks for a parameter that a problem lacks, does not compile. */
export type Wordings = { [P in Problem]: (parameters: ParametersOf<P>) => readonly [string, string] };
