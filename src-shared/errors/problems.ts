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
/** Tables of a library's database: for some of them people have a word. */
const table = text;
const valueKinds = z.enum(['number', 'text', 'list', 'object', 'yes-no', 'other']);

export const problems = {
  // Files and folders
  'file-not-there': of('file-missing', { path: text }),
  'file-gone': of('file-missing', { path: text }),
  'input-not-readable': of('file-missing', { path: text }),
  'labels-not-readable': of('file-missing', { path: text }),
  'golden-not-readable': of('file-missing', { path: text }),
  'pairs-photos-absent': of('file-missing', { folder: text, example: text }),
  'list-incomplete': of('file-missing', { folder: text, photo: text, missing: count, of: count }),
  'interface-not-built': of('file-missing', {}),
  'figure-data-missing': of('file-missing', {}),
  'tensorflow-file-missing': of('file-missing', { folder: text, file: text }),
  'file-not-permitted': of('file-unreadable', { path: text }),
  'file-not-inspected': of('file-unreadable', { path: text }),
  'file-not-written': of('file-unreadable', { path: text }),
  'file-there': of('bad-input', { path: text }),
  'cache-not-opened': of('file-unreadable', { path: text }),
  'folder-not-there': of('folder-missing', { folder: text }),
  'folder-not-listed': of('folder-unreadable', { folder: text }),
  'library-not-switched': of('bad-input', { path: text }),
  'folder-is-file': of('folder-missing', { path: text }),
  'folder-outside': of('folder-unreadable', { folder: text, roots: texts }),
  'library-not-opened': of('folder-unreadable', { folder: text }),
  'library-damaged': of('folder-unreadable', {
    folder: text,
    fault: z.enum(['empty', 'foreign', 'pages', 'tables', 'rows']),
  }),
  'library-busy': of('busy', { folder: text }),
  'library-moved': of('folder-missing', { folder: text, to: text }),
  'move-not-proven': of('folder-unreadable', { path: text }),
  'folder-there': of('bad-input', { folder: text }),
  'space-lacking': of('file-unreadable', { folder: text, needed: z.number(), free: z.number() }),
  'library-same': of('bad-input', { folder: text }),
  'other-damaged': of('folder-unreadable', { folder: text }),
  'library-there': of('bad-input', { folder: text }),
  'backup-unknown': of('folder-missing', { folder: text }),
  'backup-damaged': of('folder-unreadable', { folder: text, path: text }),
  'database-damaged': of('folder-unreadable', {}),
  'disk-full': of('file-unreadable', {}),
  'library-absent': of('folder-missing', { folder: text }),
  'nothing-salvaged': of('folder-unreadable', { folder: text }),
  'pages-damaged': of('folder-unreadable', { count, first: reason }),
  'tables-changed': of('folder-unreadable', {}),
  'rows-damaged': of('folder-unreadable', { table, changed: count, lost: count }),
  'references-broken': of('folder-unreadable', { table, count }),
  'features-damaged': of('bad-input', { count, faceId: id }),
  'sizes-wrong': of('folder-unreadable', { table, count }),
  'photo-folder-gone': of('folder-missing', { folder: text, count }),
  'library-locked': of('folder-unreadable', { folder: text }),
  'library-encrypted': of('bad-input', { folder: text }),
  'library-not-encrypted': of('bad-input', { folder: text }),
  'keys-missing': of('folder-unreadable', { folder: text }),
  'keys-damaged': of('folder-unreadable', { path: text }),
  'passphrase-short': of('bad-input', { least: count }),
  'passphrase-wrong': of('bad-input', {}),
  'passphrase-missing': of('bad-input', {}),
  'passphrases-differ': of('bad-input', {}),
  'recovery-key-mistyped': of('bad-input', {}),
  'recovery-key-wrong': of('bad-input', {}),
  'keychain-unusable': of('bad-input', { why: z.enum(['absent', 'plain', 'lost']) }),
  'copy-differs': of('internal', { folder: text }),
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
  'enrolment-without-name': of('bad-input', {}),
  'face-of-another': of('bad-input', { faceId: id, name: text }),
  'face-unknown': of('unknown-id', { faceId: id }),
  'face-needs-no-choice': of('unknown-id', { faceId: id }),
  'photo-unknown': of('unknown-id', { photoId: id }),
  'person-gone': of('unknown-id', { personId: id }),
  'person-exists': of('bad-input', { name: text }),
  'person-twice': of('bad-input', { name: text, photos: count, photo: text }),
  'receiver-unclear': of('bad-input', {}),
  'face-number-wrong': of('bad-input', { given: text }),
  'journal-empty': of('bad-input', { direction: z.enum(['undo', 'redo']) }),
  'journal-not-last': of('bad-input', {}),
  'journal-entry-unknown': of('unknown-id', { entryId: id }),
  'journal-conflict': of('bad-input', { direction: z.enum(['undo', 'redo']) }),
  'person-unknown': of('bad-input', { name: text }),
  'strangers-changed': of('bad-input', { shown: count, found: count }),
  'chip-wrong-size': of('bad-input', {}),
  'scan-unknown': of('unknown-id', { scanId: id }),
  'photo-not-handed-out': of('unknown-id', { photo: text }),
  'photos-removal-final': of('unknown-id', {}),
  'nobody-named': of('bad-input', { folder: text }),
  'labels-line-wrong': of('bad-input', { path: text, line: count, fault: z.enum(['nobody', 'box']) }),
  'columns-not-read': of('bad-input', { path: text, reason }),
  'columns-wrong': of('bad-input', { path: text, fault: z.enum(['heading', 'none', 'long', 'year']) }),
  'grouping-unknown': of('bad-input', { name: text, known: texts }),
  'tag-unknown': of('bad-input', { tag: text, known: texts }),
  'tag-name-taken': of('bad-input', { name: text }),
  'tag-needs-names': of('bad-input', {}),
  'grouping-empty': of('bad-input', { by: text }),
  'groups-need-pairs': of('bad-input', {}),
  'labels-not-parsed': of('bad-input', { path: text, reason }),
  'camera-unusable': of('bad-input', {}),

  // Heads and runs
  'head-unknown': of('unknown-id', { headId: id }),
  'head-damaged': of('bad-input', { headId: id }),
  'gallery-ended': of('internal', {}),
  'usearch-not-installed': of('backend-missing', {}),
  'usearch-not-loaded': of('backend-missing', { reason }),
  'gallery-address-wrong': of('bad-input', { fault: z.enum(['form', 'option', 'tls']) }),
  'gallery-not-connected': of('backend-missing', {}),
  'gallery-server-lost': of('backend-missing', { server: text, reason }),
  'gallery-server-refused': of('backend-missing', { server: text, reason }),
  'gallery-server-without-vector': of('backend-missing', { server: text }),
  'gallery-server-newer': of('backend-missing', { server: text }),
  'review-ended': of('internal', {}),
  'group-unknown': of('unknown-id', { groupId: id }),
  'npz-too-large': of('bad-input', {}),
  'library-has-photos': of('bad-input', { folder: text }),
  'vectors-not-read': of('file-unreadable', { path: text }),
  'vectors-wrong': of('bad-input', {
    path: text,
    fault: z.enum([
      'ending',
      'damaged',
      'feature',
      'width',
      'rows',
      'face',
      'person',
      'version',
      'backbone',
      'empty',
    ]),
  }),
  'vector-wrong': of('bad-input', { path: text, row: count }),
  'backbone-unknown': of('unknown-id', { backboneId: id }),
  'backbone-not-named-so': of('bad-input', { name: text, known: texts }),
  'backbone-there': of('bad-input', { name: text }),
  'backbone-in-use': of('bad-input', {}),
  'backbone-not-proven': of('bad-input', { name: text, eer: z.number() }),
  'backbone-refused': of('bad-input', {
    path: text,
    fault: z.enum([
      'empty',
      'too-large',
      'not-onnx',
      'external-data',
      'custom-operator',
      'inputs',
      'input-type',
      'input-shape',
      'outputs',
      'output-shape',
      'descriptor',
      'too-slow',
      'constant',
      'random',
    ]),
    detail: reason,
  }),
  'backbone-not-loaded': of('bad-input', { path: text, reason }),
  'backbone-not-run': of('bad-input', { path: text, reason }),
  'backbone-gave-nothing': of('bad-input', { path: text }),
  'backbone-file-gone': of('file-missing', { path: text }),
  'backbone-file-changed': of('file-unreadable', { path: text, name: text }),
  'onnx-runtime-missing': of('backend-missing', { reason }),
  'library-of-vectors': of('bad-input', { folder: text }),
  'features-of-other-backbone': of('features-outdated', {}),
  'merge-other-backbone': of('bad-input', {}),
  'model-not-exported': of('bad-input', { backbone: text }),
  'centres-not-exported': of('bad-input', { name: text }),
  'head-not-named-so': of('bad-input', { name: text, known: texts }),
  'head-without-centres': of('bad-input', {}),
  'run-unknown': of('unknown-id', { runId: id }),
  'run-damaged': of('bad-input', { runId: id }),
  'run-faces-damaged': of('bad-input', { runId: id, path: text }),
  'timeline-damaged': of('bad-input', { runId: id, path: text }),
  'run-history-damaged': of('bad-input', { runId: id, path: text, line: count }),
  'run-not-named-so': of('bad-input', { name: text, known: texts }),
  'run-not-named': of('bad-input', {}),
  'run-not-stopped': of('bad-input', { runId: id, status: z.enum(['running', 'finished']) }),
  'run-unfinished': of('bad-input', { runId: id }),
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
  'schema-unknown': of('bad-input', { name: text, known: texts }),
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
  'work-cancelled': of('cancelled', {}),
  'points-too-few': of('bad-input', { count: z.number(), dim: z.number() }),
  'points-too-many': of('bad-input', { count: z.number(), dim: z.number(), most: count }),
  'starts-too-few': of('bad-input', { restarts: z.number() }),
  'picture-not-made': of('internal', {}),
  'film-not-written': of('internal', {}),

  // Evaluation
  'too-few-photographed': of('too-few-people', { people: count, needed: count }),
  'too-few-unseen': of('too-few-people', { people: count, of: count, needed: count }),
  'unseen-of-library-only': of('bad-input', {}),
  'no-probes-left': of('bad-input', { each: count }),
  'describing-cancelled': of('cancelled', { done: count, total: count }),
  'evaluation-unknown': of('unknown-id', { evaluationId: id }),
  'evaluation-damaged': of('bad-input', { evaluationId: id }),
  'evaluation-not-named-so': of('bad-input', { name: text, known: texts }),
  'evaluations-not-paired': of('bad-input', {
    first: text,
    second: text,
    reason: z.enum(['protocol', 'older', 'faces']),
  }),
  'evaluation-not-named': of('bad-input', {}),
  'sweep-unknown': of('unknown-id', { sweepId: id }),
  'sweep-damaged': of('bad-input', { sweepId: id }),
  'sweep-not-named': of('bad-input', {}),
  'sweep-running': of('busy', { sweepId: id }),
  'sweep-finished': of('bad-input', { sweepId: id }),
  'sweep-data-changed': of('bad-input', { sweepId: id }),
  'sweep-too-few-people': of('too-few-people', { people: count }),
  'sweep-too-large': of('bad-input', { candidates: count, most: count }),
  'sweep-draws-unsaid': of('bad-input', {}),
  'sweep-halving-one-seed': of('bad-input', {}),
  'sweep-range-in-grid': of('bad-input', { setting: text }),
  'sweep-range-empty': of('bad-input', { setting: text }),
  'sweep-setting-unknown': of('bad-input', { setting: text, known: texts }),
  'sweep-setting-own': of('bad-input', { setting: text }),
  'sweep-setting-common': of('bad-input', { setting: text }),
  'sweep-plan-unreadable': of('bad-input', { path: text, reason }),
  'no-two-faces': of('too-few-people', {}),
  'draws-cancelled': of('cancelled', { done: count, total: count }),
  'open-set-folders-unnamed': of('bad-input', {}),
  'strangers-enrolled': of('bad-input', { people: texts }),
  'probes-not-enrolled': of('bad-input', { people: texts }),
  'one-head-only': of('bad-input', {}),
  'evaluation-not-keepable': of('bad-input', {}),
  'kept-read-otherwise': of('bad-input', {}),
  'pairs-unnamed': of('bad-input', {}),
  'list-without-photos': of('bad-input', { file: text }),
  'head-of-other-backbone': of('bad-input', { head: text }),
  'evaluation-options-out-of-range': of('bad-input', {}),
  'pairs-empty': of('bad-input', { file: text }),
  'pairs-none': of('bad-input', { file: text }),
  'pairs-one-kind': of('bad-input', { file: text }),
  'pairs-heading-wrong': of('bad-input', { file: text, line: count, content: text }),
  'templates-empty': of('bad-input', { file: text }),
  'templates-line-wrong': of('bad-input', { file: text, line: count, content: text }),
  'template-pair-wrong': of('bad-input', { file: text, line: count, content: text }),
  'template-unknown': of('bad-input', { file: text, line: count, template: count }),
  'templates-unnamed': of('bad-input', {}),
  'pairs-line-wrong': of('bad-input', { file: text, line: count, content: text }),
  'pairs-cut-off': of('bad-input', { file: text, folds: count, each: count, expected: count, found: count }),
  'pairs-fold-uneven': of('bad-input', { file: text, fold: count, found: count, expected: count }),
  'verification-set-broken': of('bad-input', { file: text }),
  'verification-set-foreign': of('bad-input', { file: text }),
  'verification-set-uneven': of('bad-input', { file: text, photos: count, pairs: count }),

  // The story
  'digits-damaged': of('bad-input', {}),
  'faces-file-damaged': of('bad-input', {}),
  'figure-too-few-people': of('too-few-people', { least: count, people: count }),
  'story-cancelled': of('cancelled', {}),
  'demo-cancelled': of('cancelled', {}),

  // Backends
  'backend-not-started': of('backend-missing', { backend: text }),
  'backend-too-slow': of('backend-missing', { backend: text, seconds: count }),
  'backend-crashed': of('backend-missing', { backend: text }),
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
  'ciphers-not-installed': of('backend-missing', {}),
  'ciphers-not-built': of('backend-missing', { platform: text }),
  'ciphers-not-loaded': of('backend-missing', { reason }),
  'ciphers-build-failed': of('internal', { command: text, reason }),
  'binding-step-failed': of('internal', { command: text, reason, needs: z.enum(['network', 'tar']) }),

  // The window and its host
  'method-unknown': of('bad-input', { method: text }),
  'request-too-large': of('bad-input', {}),
  'request-too-nested': of('bad-input', {}),
  'requests-too-many': of('busy', {}),
  'answer-too-late': of('busy', {}),
  'request-not-messagepack': of('bad-input', {}),
  'request-without-input': of('bad-input', {}),
  'port-unusable': of('busy', { port: count, reason }),
  'host-silent': of('internal', {}),
  'window-refused': of('bad-input', { reason }),

  // Work in the background
  'job-running': of('busy', {
    kind: z.enum([
      'recognise',
      'match-again',
      'sort',
      'xmp',
      'person',
      'data',
      'evaluate',
      'sweep',
      'backbone',
      'check',
      'backup',
    ]),
  }),
  'job-unknown': of('unknown-id', { jobId: id }),
  'recognised-face-unknown': of('unknown-id', { faceId: id }),
  'nothing-recognised': of('bad-input', {}),

  // Files outside of the library
  'export-unknown': of('unknown-id', { exportId: id }),
  'export-folder-gone': of('folder-missing', { folder: text, files: count }),
  'export-not-undone': of('file-unreadable', { path: text, files: count, reason }),
  'target-not-absolute': of('bad-input', { folder: text }),
  'target-inside': of('bad-input', { target: text, folder: text }),
  'target-leads-outside': of('bad-input', { target: text, folder: text }),
  'folder-not-made': of('folder-unreadable', { folder: text }),
  'photo-changed': of('file-missing', { path: text }),
  'sidecar-not-understood': of('bad-input', { path: text, reason }),
  'sidecar-no-file': of('file-unreadable', { path: text }),

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
  'keys-unknown': of('bad-input', { ...field, keys: texts, known: texts }),
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
