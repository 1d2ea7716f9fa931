/** Entry of the trainer's own process: requests in, events out, until the parent ends it. */
import { availableParallelism } from 'node:os';
import { createTrainer, type FromTrainer, type ToTrainer } from '../../src-shared/training/index.ts';
import { openBackend } from './backend.ts';

/** Electron's utility processes talk through `parentPort`, Node's forked ones through `process`. */
interface ParentPort {
  on(event: 'message', listener: (message: { data: ToTrainer }) => void): void;
  postMessage(message: FromTrainer): void;
}
const { parentPort } = process as unknown as { parentPort?: ParentPort };

const receive = createTrainer(
  // The vision workers rest while somebody trains: all cores are free.
  (backend, threads = availableParallelism()) => openBackend(backend, { threads }),
  (message) => {
    if (parentPort) parentPort.postMessage(message);
    // With a listener, so that a parent that was killed is no error of its own.
    else process.send?.(message, undefined, undefined, () => {});
  },
);

if (parentPort) parentPort.on('message', ({ data }) => receive(data));
else {
  process.on('message', receive);
  // The parent is gone: nobody would hear of the result.
  process.on('disconnect', () => process.exit());
}
