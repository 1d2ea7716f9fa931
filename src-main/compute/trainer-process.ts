/** Entry of the trainer's own process: one request in, events out, until the parent ends it. */
import { toFailure } from '../../src-shared/errors.ts';
import { train } from '../../src-shared/training/index.ts';
import { openBackend } from './backend.ts';
import type { FromTrainer, ToTrainer } from './trainer.ts';

/** Electron's utility processes talk through `parentPort`, Node's forked ones through `process`. */
interface ParentPort {
  on(event: 'message', listener: (message: { data: ToTrainer }) => void): void;
  postMessage(message: FromTrainer): void;
}
const { parentPort } = process as unknown as { parentPort?: ParentPort };

const stop = new AbortController();

const send = (message: FromTrainer) => {
  if (parentPort) parentPort.postMessage(message);
  else process.send?.(message);
};

const receive = (message: ToTrainer) => {
  if (message.type === 'cancel') stop.abort();
  else void run(message);
};

if (parentPort) parentPort.on('message', ({ data }) => receive(data));
else {
  process.on('message', receive);
  // The parent is gone: nobody would hear of the result.
  process.on('disconnect', () => process.exit());
}

async function run({ spec, data, checkpoint }: Extract<ToTrainer, { type: 'train' }>): Promise<void> {
  try {
    const { tf, id, device } = await openBackend(spec.backend);
    send({ type: 'backend', id, device });
    const options = {
      signal: stop.signal,
      clock: () => performance.now(),
      ...(checkpoint && { checkpoint }),
    };
    for await (const event of train(tf, spec, data, options)) send({ type: 'event', event });
  } catch (error) {
    send({ type: 'failed', failure: toFailure(error) });
  }
  send({ type: 'done' });
}
