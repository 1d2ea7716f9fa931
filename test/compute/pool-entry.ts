/** Entry of a pool's process, for tests: answers with its process id, and ends where it is told to. */
import { setTimeout as pause } from 'node:timers/promises';
import { serveTasks } from '../../src-main/compute/process-pool.ts';

serveTasks(async (task: 'answer' | 'end') => {
  await pause(20);
  if (task === 'end') process.kill(process.pid, 'SIGKILL');
  return process.pid;
});
