/**
 * The only words that the interface and the main process share. Electron's IPC and the web host are thin transports for
 * these methods and events; the command line calls the services that answer them.
 */
import { z } from 'zod';
import { appMethods } from './app.ts';
import { backboneMethods } from './backbones.ts';
import { encryptionMethods } from './encryption.ts';
import { evaluationMethods } from './evaluations.ts';
import { exportMethods } from './exports.ts';
import { galleryMethods } from './gallery.ts';
import { job, jobMethods } from './jobs.ts';
import { journalMethods } from './journal.ts';
import { libraryMethods, scanProgress } from './library.ts';
import { matchingMethods } from './matching.ts';
import { peopleMethods } from './people.ts';
import { privacyMethods } from './privacy.ts';
import { recognitionMethods } from './recognition.ts';
import { reviewMethods } from './review.ts';
import { shareMethods } from './share.ts';
import { sphereMethods } from './sphere.ts';
import { storageMethods } from './storage.ts';
import { storyMethods } from './story.ts';
import { sweepMethods } from './sweeps.ts';
import { tagsMethods } from './tags.ts';
import { timelineMethods } from './timeline.ts';
import { trainEvent, trainingMethods } from './training.ts';
import { vectorMethods } from './vectors.ts';

export const methods = {
  ...appMethods,
  ...libraryMethods,
  ...tagsMethods,
  ...peopleMethods,
  ...journalMethods,
  ...backboneMethods,
  ...trainingMethods,
  ...timelineMethods,
  ...matchingMethods,
  ...galleryMethods,
  ...shareMethods,
  ...recognitionMethods,
  ...jobMethods,
  ...exportMethods,
  ...evaluationMethods,
  ...sweepMethods,
  ...reviewMethods,
  ...sphereMethods,
  ...storageMethods,
  ...encryptionMethods,
  ...storyMethods,
  ...privacyMethods,
  ...vectorMethods,
};

export type Methods = typeof methods;
export type MethodName = keyof Methods;
/** What a caller may write (defaults left out). */
export type Input<M extends MethodName> = z.input<Methods[M]['input']>;
/** What a service receives (defaults filled in). */
export type ParsedInput<M extends MethodName> = z.output<Methods[M]['input']>;
export type Output<M extends MethodName> = z.output<Methods[M]['output']>;

/** Namespaces whose answers changes of the library concern. */
export const changedNamespace = z.enum([
  'library',
  'people',
  'journal',
  'review',
  'backbones',
  'matching',
  'gallery',
  'share',
  'recognition',
  'training',
  'evaluations',
  'sweeps',
  'sphere',
  'storage',
  'privacy',
  'encryption',
]);

/** What the main process tells every window without being asked. */
export const appEvent = z.discriminatedUnion('type', [
  /** A folder is looked through, and so many files have been found. */
  z.object({ type: z.literal('listing'), folder: z.string(), files: z.int() }),
  z.object({ type: z.literal('scan'), progress: scanProgress }),
  /** Answers of these namespaces may be others now, by whichever window or process: ask anew what is shown. */
  z.object({ type: z.literal('changed'), namespaces: z.array(changedNamespace) }),
  z.object({ type: z.literal('training'), runId: z.int(), event: trainEvent }),
  /** A job began, came on or ended. */
  z.object({ type: z.literal('job'), job }),
  /** How far the review of faces has come, from 0 to 1; null: there are new answers. */
  z.object({ type: z.literal('review'), progress: z.number().nullable() }),
  /** How far `sphere.spread` of a head has come, from 0 to 1, if it takes long. */
  z.object({ type: z.literal('spread'), headId: z.int(), share: z.number() }),
  /** Of how many losses `sweeps.cost` knows how long they take, and of how many it asks. */
  z.object({ type: z.literal('sweep-cost'), done: z.int(), total: z.int() }),
]);
export type AppEvent = z.infer<typeof appEvent>;

/** The two functions through which the interface reaches the main process, on any transport. */
export interface Bridge {
  /** Rejects with a `TammesError`. */
  call<M extends MethodName>(method: M, input: Input<M>): Promise<Output<M>>;
  /** Returns a function that stops listening. */
  on(listener: (event: AppEvent) => void): () => void;
}

/** Addresses of pictures, the same on the web host and on Electron's protocol. */
export const mediaUrl = {
  chip: (faceId: number) => `/media/chip/${faceId}`,
  photo: (photoId: number) => `/media/photo/${photoId}`,
  /** Of the table of `recognition`, by its own numbers. */
  recognisedChip: (faceId: number) => `/media/recognised-chip/${faceId}`,
  recognisedPhoto: (photoId: number) => `/media/recognised-photo/${photoId}`,
  /** Of a kept evaluation on photos beside the library, by the face's number. */
  evaluatedPhoto: (evaluationId: number, face: number) => `/media/evaluated-photo/${evaluationId}/${-face}`,
  /** A file of face-api's models, for the window's vision worker. */
  model: (file: string) => `/media/model/${file}`,
};

export * from './app.ts';
export * from './backbones.ts';
export { type Consent, consent } from './consent.ts';
export * from './encryption.ts';
export type { Grouping, GroupsResult } from './evaluated-groups.ts';
export * from './evaluation.ts';
export * from './evaluation-comparison.ts';
export * from './evaluation-settings.ts';
export * from './evaluations.ts';
export * from './exports.ts';
export * from './faces.ts';
export type { Estimate, EvaluatedPair } from './figure.ts';
export * from './gallery.ts';
export * from './jobs.ts';
export * from './journal.ts';
export * from './library.ts';
export * from './matching.ts';
export * from './merge.ts';
export type { OtherHead } from './other-heads.ts';
export { parseInput } from './parse.ts';
export * from './people.ts';
export * from './privacy.ts';
export * from './quality.ts';
export * from './recognition.ts';
export * from './review.ts';
export * from './share.ts';
export * from './sphere.ts';
export * from './storage.ts';
export * from './sweeps.ts';
export * from './tags.ts';
export * from './timeline.ts';
export * from './training.ts';
export * from './vectors.ts';
export * from './verdict.ts';
export * from './vision.ts';
