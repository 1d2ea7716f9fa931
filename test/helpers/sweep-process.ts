/** Works on a sweep, and is killed once so many of its trials are done. */
import { createSweep, reopen, runSweep } from '../../src-main/services/run-sweep.ts';
import { openStore } from '../../src-main/store/store.ts';
import { sweepPlan } from '../../src-shared/contract/index.ts';

const [library, work, after] = process.argv.slice(2) as [string, string, string];
const store = openStore(library);
const { plan, sweepId } = JSON.parse(work);
const ready =
  sweepId === undefined ? await createSweep(store, sweepPlan.parse(plan)) : await reopen(store, sweepId);
await runSweep(store, ready, {
  signal: new AbortController().signal,
  onProgress: (done) => done >= Number(after) && process.kill(process.pid, 'SIGKILL'),
});
