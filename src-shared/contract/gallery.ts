import { z } from 'zod';
import { failureSchema } from '../errors/index.ts';
import { method } from './method.ts';

/**
 * What finds the nearest people: `exact` compares with all of them, `usearch` walks through an index and compares with some, `postgres`
 * has a database do that.
 */
export const engineName = z.enum(['exact', 'usearch', 'postgres']);
export type EngineName = z.infer<typeof engineName>;

/** How much of what an exact search finds an index finds too, counted on a sample. */
export const recall = z.object({
  /** Faces of the sample. */
  probes: z.int(),
  /** Share of the nearest, and of the ten nearest, that the index finds. */
  at1: z.number(),
  at10: z.number(),
  /** The least share of the ten nearest; with less, all searches are exact. */
  wanted: z.number(),
  /** Vectors that the index looks at closely for ten neighbours. */
  expansion: z.int(),
});
export type Recall = z.infer<typeof recall>;

/** What an engine holds and takes. */
export const engineState = z.object({
  /** The engine that was asked for; how it answers at this moment is `answers`. */
  engine: engineName,
  answers: z.enum(['exactly', 'by-index']),
  vectors: z.int(),
  /** Bytes in memory, and of the file beside the library. */
  memory: z.int(),
  disk: z.int(),
  /** Null without an index. */
  index: z
    .object({
      /** `too-rough`: the recall asked for is out of reach, and searches stay exact. */
      phase: z.enum(['building', 'measuring', 'ready', 'too-rough']),
      /** Vectors that are in it. */
      indexed: z.int(),
      /** Null until it has been measured. */
      recall: recall.nullable(),
    })
    .nullable(),
  /** Why the engine that was chosen is not used. */
  failure: failureSchema.nullable(),
});
export type EngineState = z.infer<typeof engineState>;

/** People from whose number on an index is offered: with fewer, comparing with all takes a few milliseconds. */
export const offersIndexFrom = 300_000;

/** A database that people's embeddings are sent to. */
export const galleryServer = z.object({
  /** User, host and database, without a password. */
  name: z.string(),
  /** Encrypted and the server's certificate verified; on this machine; or neither, as its user said. */
  connection: z.enum(['verified', 'local', 'clear']),
});
export type GalleryServerInfo = z.infer<typeof galleryServer>;

export const galleryState = engineState.extend({
  /** Enrolled faces. There is a vector for each of the people. */
  faces: z.int(),
  /** The engine that was chosen: `engine` is another one where that does not run. */
  chosen: engineName,
  /** The database that the library is connected to; null: none. */
  server: galleryServer.nullable(),
  /** The database of the gallery that it shares with other desks, whose people are recognised, too; null: none. */
  shared: galleryServer
    .extend({
      /** When what the library has of them was last the newest, ISO 8601; null: it has nothing yet. */
      seenAt: z.string().nullable(),
      /** Whether the head is the one that the gallery's embeddings are of: by another one, only the library's own people are recognised. */
      recognised: z.boolean(),
    })
    .nullable(),
  /** Faces that the library has kept from a shared gallery as its own, and how many of them the head does not recognise: they are another's. */
  kept: z.object({ people: z.int(), faces: z.int(), unrecognised: z.int() }).nullable(),
});
export type GalleryState = z.infer<typeof galleryState>;

export const galleryMethods = {
  /** How the people nearest to a face are found. Head: `training.heads`' id. */
  'gallery.state': method(z.object({ headId: z.int() }), galleryState),
  /** @throws TammesError if the engine does not run here. */
  'gallery.setEngine': method(z.object({ engine: engineName }), engineName),
};
