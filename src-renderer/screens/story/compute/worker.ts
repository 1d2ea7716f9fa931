/**
 * Computes the story's figures beside the interface. The window asks for each frame in turn: none pile up while it
 * draws, and to stop a computation it asks for no more.
 */
import * as tf from '@tensorflow/tfjs';
import { expose } from 'comlink';
import digitsUrl from '../../../../assets/story/digits.bin?url';
import facesUrl from '../../../../assets/story/faces.bin?url';
import { type Failure, TammesError, toFailure } from '../../../../src-shared/errors/index.ts';
import { decodeDigits, decodeFaces, type Materials } from '../../../../src-shared/story/index.ts';
import { type AnswerKind, type AnswerOf, answers, type QuestionOf } from './answers.ts';
import { openStoryBackend, type StoryBackend } from './backend.ts';
import { computations, type InputOf, type Kind } from './computations.ts';

// The worker's name says what it computes on.
const ready = openStoryBackend(self.name as StoryBackend);

const materials: Materials = {
  tf,
  digits: async () => decodeDigits(await bytesAt(digitsUrl)),
  faces: async () => decodeFaces(await bytesAt(facesUrl)),
};

async function bytesAt(url: string): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(url);
  if (!response.ok) {
    throw new TammesError('figure-data-missing', {});
  }
  return new Uint8Array(await response.arrayBuffer());
}

/** A step of a computation. An error crosses as plain data: as an error it would lose its remedy. */
export type Turn = { done: boolean; value: unknown } | { failure: Failure };

const runs = new Map<number, AsyncGenerator<unknown, unknown, undefined>>();
let lastRun = 0;

const functions = {
  async answer<K extends AnswerKind>(kind: K, question: QuestionOf<K>): Promise<AnswerOf<K>> {
    await ready;
    const answer = answers[kind] as (module: typeof tf, question: QuestionOf<K>) => AnswerOf<K>;
    return answer(tf, question);
  },
  /** @returns what the other functions know the computation by. */
  open<K extends Kind>(kind: K, input: InputOf<K>): number {
    const run = computations[kind] as (
      materials: Materials,
      input: InputOf<K>,
    ) => AsyncGenerator<unknown, unknown, undefined>;
    runs.set(++lastRun, run(materials, input));
    return lastRun;
  },
  async next(id: number): Promise<Turn> {
    try {
      await ready;
      const { done = false, value } = await runs.get(id)!.next();
      return { done, value };
    } catch (error) {
      return { failure: toFailure(error) };
    }
  },
  async close(id: number): Promise<void> {
    const run = runs.get(id);
    runs.delete(id);
    await run?.return(undefined);
  },
};

export type StoryWorker = typeof functions;
expose(functions);
