/** Entry of a pool's process, for tests: answers with its process id, ends where it is told to, or is deaf for a while. */
import { setTimeout as pause } from 'node:timers/promises';
import { serveTasks } from '../../src-main/vision/process-pool.ts';

serveTasks(async (task: 'answer' | 'end' | 'compute') => {
  await pause(20);
  if (task === 'compute') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);
  if (task === 'end') process.kill(process.pid, 'SIGKILL');
  return process.pid;
});
