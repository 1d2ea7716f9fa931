/** `npm run bench -- tammes`: the solver against the best known angles on the sphere in three dimensions. */
import { defaultRestarts, solve, spreadOf } from '../../../src-shared/sphere/index.ts';
import { describeCommit, describeMachine } from '../machine.ts';
import { readResults, writeResult } from '../results.ts';
import { type TammesEntry, type TammesResult, tammesResult } from './result.ts';

export interface TammesOptions {
  from: number;
  to: number;
  seed: number;
  restarts?: number;
}

/** Solves each size and puts it in the place of what the result held of it. */
export async function benchTammes({ from, to, seed, restarts }: TammesOptions): Promise<void> {
  const header = {
    at: new Date().toISOString(),
    commit: await describeCommit(),
    machine: await describeMachine(),
    versions: { node: process.version },
  };
  for (let count = from; count <= to; count++) {
    const entry = solved(count, seed, restarts ?? defaultRestarts(count, 3));
    process.stderr.write(`${count} points: ${entry.angle.toFixed(8)}° in ${entry.seconds.toFixed(1)} s\n`);
    const before = (await readResults('tammes', tammesResult))[0];
    const others = (before?.entries ?? []).filter((known) => known.count !== count);
    // What another commit solved stays its own.
    const kept = others.map((known) => ({ ...known, commit: known.commit ?? before!.header.commit }));
    const entries = [...kept, { ...entry, commit: header.commit }].sort((a, b) => a.count - b.count);
    const result: TammesResult = { header, seed, entries };
    await writeResult('tammes', 'table', result);
  }
}

function solved(count: number, seed: number, restarts: number): TammesEntry {
  // The processor's time: that of the wall depends on what else runs.
  const started = process.cpuUsage();
  const search = solve({ count, dim: 3, seed, restarts });
  for (;;) {
    const { done, value } = search.next();
    if (!done) continue;
    const { smallestAngle: angle, kissing } = spreadOf(value.points);
    const { user, system } = process.cpuUsage(started);
    const seconds = (user + system) / 1e6;
    const starts = value.source === 'search' ? restarts : 0;
    return { count, angle, source: value.source, kissing: kissing.count, restarts: starts, seconds };
  }
}
