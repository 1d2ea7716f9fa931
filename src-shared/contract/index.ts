/**
 * The only words that the interface and the main process share. Electron's IPC and the web host are thin transports for
 * these methods and events; the command line calls the services that answer them.
 */
import { z } from 'zod';
import { appMethods } from './app.ts';
import { libraryMethods, scanProgress } from './library.ts';
import { matchingMethods } from './matching.ts';
import { peopleMethods } from './people.ts';
import { sphereMethods } from './sphere.ts';
import { storyMethods } from './story.ts';
import { timelineMethods } from './timeline.ts';
import { trainEvent, trainingMethods } from './training.ts';

export const methods = {
  ...appMethods,
  ...libraryMethods,
  ...peopleMethods,
  ...trainingMethods,
  ...timelineMethods,
  ...matchingMethods,
  ...sphereMethods,
  ...storyMethods,
};

export type Methods = typeof methods;
export type MethodName = keyof Methods;
/** What a caller may write (defaults left out). */
export type Input<M extends MethodName> = z.input<Methods[M]['input']>;
/** What a service receives (defaults filled in). */
export type ParsedInput<M extends MethodName> = z.output<Methods[M]['input']>;
export type Output<M extends MethodName> = z.output<Methods[M]['output']>;

/** What the main process tells every window without being asked. */
export const appEvent = z.discriminatedUnion('type', [
  /** A folder is looked through, and so many files have been found. */
  z.object({ type: z.literal('listing'), folder: z.string(), files: z.int() }),
  z.object({ type: z.literal('scan'), progress: scanProgress }),
  z.object({ type: z.literal('training'), runId: z.int(), event: trainEvent }),
  /** How far `sphere.spread` of a head has come, from 0 to 1, where it takes long. */
  z.object({ type: z.literal('spread'), headId: z.int(), share: z.number() }),
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
  /** A file of face-api's models, for the window's vision worker. */
  model: (file: string) => `/media/model/${file}`,
};

export * from './app.ts';
export * from './evaluation.ts';
export * from './library.ts';
export * from './matching.ts';
export { parseInput } from './parse.ts';
export * from './people.ts';
export * from './quality.ts';
export * from './sphere.ts';
export * from './timeline.ts';
export * from './training.ts';
export * from './verdict.ts';
export * from './vision.ts';
