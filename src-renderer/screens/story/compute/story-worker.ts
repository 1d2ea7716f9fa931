import { type Remote, wrap } from 'comlink';
import { toError } from '../../../../src-shared/errors/index.ts';
import type { AnswerKind, AnswerOf, QuestionOf } from './answers.ts';
import type { StoryBackend } from './backend.ts';
import type { FrameOf, InputOf, Kind, ResultOf } from './computations.ts';
import type { StoryWorker } from './worker.ts';

/** One worker a backend, so that what is answered at once never waits for a training run. */
const workers = new Map<StoryBackend, Remote<StoryWorker>>();

/** The worker starts with its first use. */
function storyWorker(backend: StoryBackend): Remote<StoryWorker> {
  const known = workers.get(backend);
  if (known !== undefined) return known;
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: backend });
  const remote = wrap<StoryWorker>(worker);
  workers.set(backend, remote);
  return remote;
}

/** Answers at once; on a handful of numbers plain JavaScript is the fastest backend there is. */
export function ask<K extends AnswerKind>(kind: K, question: QuestionOf<K>): Promise<AnswerOf<K>> {
  return storyWorker('cpu').answer(kind, question) as Promise<AnswerOf<K>>;
}

/**
 * Computes in the worker, frame by frame. To stop it, ask for no more of the generator.
 * @throws TammesError what the computation does.
 */
export async function* compute<K extends Kind>(
  kind: K,
  input: InputOf<K>,
  backend: StoryBackend = 'wasm',
): AsyncGenerator<FrameOf<K>, ResultOf<K>, undefined> {
  const worker = storyWorker(backend);
  const id = await worker.open(kind, input);
  try {
    for (;;) {
      const turn = await worker.next(id);
      if ('failure' in turn) {
        throw toError(turn.failure);
      }
      if (turn.done) return turn.value as ResultOf<K>;
      yield turn.value as FrameOf<K>;
    }
  } finally {
    await worker.close(id);
  }
}
