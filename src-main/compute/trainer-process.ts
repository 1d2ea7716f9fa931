/** Entry of the trainer's own process: one request in, events out, until the parent ends it. It also tries backends. */
import { availableParallelism } from 'node:os';
import type { TrainSpec } from '../../src-shared/contract/index.ts';
import { toFailure } from '../../src-shared/errors.ts';
import { train } from '../../src-shared/training/index.ts';
import { openBackend } from './backend.ts';
import type { Backend } from './backend-types.ts';
import type { FromTrainer, ToTrainer } from './child.ts';

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
  else if (message.type === 'try') void answer(() => open(message.backend));
  else void answer(() => run(message));
};

if (parentPort) parentPort.on('message', ({ data }) => receive(data));
else {
  process.on('message', receive);
  // The parent is gone: nobody would hear of the result.
  process.on('disconnect', () => process.exit());
}

async function answer(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    send({ type: 'failed', failure: toFailure(error) });
  }
  send({ type: 'done' });
}

async function open(name: TrainSpec['backend']): Promise<Backend> {
  // The vision workers rest while somebody trains: all cores are free.
  const backend = await openBackend(name, { threads: availableParallelism() });
  const { id, device, memory, isSoftware } = backend;
  send({ type: 'backend', id, device, memory, isSoftware });
  return backend;
}

async function run({ spec, data, checkpoint }: Extract<ToTrainer, { type: 'train' }>): Promise<void> {
  const { tf, check, compile } = await open(spec.backend);
  const options = {
    signal: stop.signal,
    clock: () => performance.now(),
    compile,
    ...(checkpoint && { checkpoint }),
  };
  for await (const event of train(tf, spec, data, options)) {
    check();
    // They are on the device now: what the parent has sent need not be held beside them.
    data.features.length = 0;
    send({ type: 'event', event });
  }
}
