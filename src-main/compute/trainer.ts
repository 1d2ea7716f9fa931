import { EventEmitter, on } from 'node:events';
import { failureOf, toError } from '../../src-shared/errors/index.ts';
import type { FromTrainer, ToTrainer } from '../../src-shared/training/index.ts';
import { type SpawnTrainer, spawnWithNode } from './child.ts';
import { chooseBackend, tryWith } from './choose-backend.ts';

/** How long a cancelled trainer may take to end in order. */
const patience = 5000;

/**
 * Trains in a separate process, so that neither the window nor a command waits for it, and a crash of a
 * GPU driver takes nothing else down.
 *
 * @throws TammesError of the trainer, or 'internal' when its process ends unexpectedly.
 */
export async function* runTrainer(
  { spec, ...rest }: Omit<Extract<ToTrainer, { type: 'train' }>, 'type'>,
  { signal, spawn = spawnWithNode }: { signal: AbortSignal; spawn?: SpawnTrainer | undefined },
): AsyncGenerator<Extract<FromTrainer, { type: 'backend' | 'event' }>> {
  // Chosen here, as the app's trainer cannot start processes in which a driver may crash.
  const backend = spec.backend === 'auto' ? await chooseBackend(tryWith(spawn)) : spec.backend;
  const child = spawn(backend);
  const inbox = new EventEmitter();
  const messages = on(inbox, 'message');
  child.onMessage((message) => inbox.emit('message', message));
  child.onExit((code) => {
    const failure = failureOf('trainer-ended', { exit: code });
    inbox.emit('message', { type: 'failed', failure } satisfies FromTrainer);
  });
  let timer: NodeJS.Timeout | undefined;
  const cancel = () => {
    child.send({ type: 'cancel' });
    timer = setTimeout(() => child.kill(), patience);
  };
  signal.addEventListener('abort', cancel);
  try {
    child.send({ type: 'train', spec: { ...spec, backend }, ...rest });
    if (signal.aborted) cancel();
    for await (const [message] of messages as AsyncIterable<[FromTrainer]>) {
      if (message.type === 'done') return;
      if (message.type === 'failed') {
        throw toError(message.failure);
      }
      if (message.type !== 'answer') yield message;
    }
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', cancel);
    child.kill();
  }
}
