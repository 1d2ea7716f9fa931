/** What `bench ui` finds, as it is kept. Times are in milliseconds. */
import { z } from 'zod';
import { headerSchema } from '../results.ts';

const spread = z.object({ median: z.number(), p95: z.number(), longest: z.number() });
export type Spread = z.infer<typeof spread>;

const scrolled = z.object({
  /** The grid. */
  screen: z.string(),
  /** How it was scrolled. */
  way: z.string(),
  frames: z.int(),
  /** From one frame to the next. */
  interval: spread,
  /** Processor time of the page's main thread in a frame. */
  work: spread,
  /** The most elements that the page had. */
  nodes: z.int(),
});
export type Scrolled = z.infer<typeof scrolled>;

const memory = z.object({
  /** JavaScript of the page after collecting garbage, bytes. */
  heap: z.int(),
  /** Nodes that the browser holds for the page, those in no document among them. */
  nodes: z.int(),
  /** Resident size of the process that serves it, which also runs the bench, bytes. */
  server: z.int(),
});
export type Memory = z.infer<typeof memory>;

export const uiResult = z.object({
  header: headerSchema,
  /** Version of Chromium. */
  browser: z.string(),
  /** Mean number of programs that wanted to run over the last minute, when the bench began and when it ended. */
  load: z.object({ before: z.number(), after: z.number() }),
  faces: z.int(),
  people: z.int(),
  /** From the start of loading the page; the first time the library has just been opened, and the browser has nothing. */
  loads: z.array(z.object({ content: z.number(), faces: z.number() })),
  scrolled: z.array(scrolled),
  /** What the main process takes to answer: the first time, and again. */
  calls: z.array(z.object({ method: z.string(), first: z.number(), again: z.number() })),
  /** Pictures of a live camera a second, with faces found by WASM; earlier results have none. */
  camera: z.object({ median: z.number(), least: z.number() }).optional(),
  /** Minutes of use, and the rounds in them. */
  use: z.object({ minutes: z.number(), rounds: z.int(), before: memory, after: memory }),
});
export type UiResult = z.infer<typeof uiResult>;
