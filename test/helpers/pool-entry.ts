/** Entry of a pool's process, for tests: answers with its process id, ends if it is told to, or is deaf for a while. */
import { setTimeout as pause } from 'node:timers/promises';
import { serveTasks } from '../../src-main/vision/process-pool.ts';

// As Electron's utility processes have it.
if (process.env.TAMMES_TEST_UTILITY === '1') {
  const parentPort = {
    on: (_event: 'message', listener: (message: { data: unknown }) => void) =>
      process.on('message', (data) => listener({ data })),
    postMessage: (message: unknown) => process.send!(message),
  };
  Object.assign(process, { parentPort });
}

serveTasks(async (task: 'answer' | 'end' | 'compute') => {
  await pause(20);
  if (task === 'compute') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);
  if (task === 'end') process.kill(process.pid, 'SIGKILL');
  return process.pid;
});
