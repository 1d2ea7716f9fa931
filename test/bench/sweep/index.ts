/** `npm run bench -- sweep [FOLDER]`: a sweep of all losses, undisturbed and killed twice, and its choice judged by people it never saw. */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { type SweepReport, sweepMeasures, sweepReport } from '../../../src-shared/contract/index.ts';
import { measureIn } from '../../../src-shared/training/index.ts';
import { type CommandResult, tammes } from '../../helpers/cli.ts';
import { headerNow, writeResult } from '../results.ts';
import type { SweepResult } from './result.ts';

export interface SweepBenchOptions {
  /** As `tammes sweep` takes them. */
  losses: string;
  seeds: number;
}

/** Shares of the trials after which the process is killed. */
const killedAt = [0.3, 0.7];

/** @throws if a process was not killed in the middle of its work, or if the table is another. */
export async function benchSweep(folder: string | undefined, options: SweepBenchOptions): Promise<void> {
  const header = await headerNow();
  const before = loadavg()[0]!;
  const work = await mkdtemp(join(tmpdir(), 'tammes-bench-sweep-'));
  const [calm, disturbed] = [join(work, 'calm'), join(work, 'disturbed')];
  try {
    await (folder === undefined
      ? run('demo', '--library', calm)
      : run('ingest', resolve(folder), '--library', calm));
    await cp(calm, disturbed, { recursive: true });
    const plan = ['--losses', options.losses, '--seeds', String(options.seeds)];
    const cost = await run('sweep', ...plan, '--cost', '--json', '--library', calm);
    const [undisturbed, seconds] = await timed(() => run('sweep', ...plan, '--json', '--library', calm));
    const report = reportIn(undisturbed);
    const kills: number[] = [];
    const [resumed, killedSeconds] = await timed(async () => {
      for (const [i, share] of killedAt.entries()) {
        const args = i === 0 ? ['sweep', ...plan] : ['sweeps', 'resume', '1'];
        kills.push(await killed(share * report.trials.total, ...args, '--library', disturbed));
      }
      return run('sweeps', 'resume', '1', '--json', '--library', disturbed);
    });
    const other = reportIn(resumed);
    if (report.rows.length === 0 || report.trials.done !== report.trials.total)
      throw new Error('The sweep came to no end.');
    if (!isDeepStrictEqual(tableOf(other), tableOf(report)))
      throw new Error('The sweep that was killed came to another table.');
    const { facts, rows, trials } = report;
    const result: SweepResult = {
      ...{ header, load: { before, after: loadavg()[0]! } },
      set: folder === undefined ? 'demo' : basename(resolve(folder)),
      ...{ given: facts.given, hidden: facts.hidden },
      ...{ candidates: rows.length, seeds: options.seeds, trials: trials.total },
      heads: trials.total * facts.folds,
      seconds: { told: JSON.parse(cost.stdout).seconds, undisturbed: seconds, killed: killedSeconds },
      ...{ kills, rows: rows.length, choice: choiceOf(report) },
    };
    process.stderr.write(`Written: ${await writeResult('sweep', result.set, result)}\n`);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Runs a command of Tammes. @throws if it fails. */
async function run(...args: string[]): Promise<CommandResult> {
  process.stderr.write(`tammes ${args[0]} ${args[1]}\n`);
  const result = await tammes(args);
  if (result.code !== 0) throw new Error(result.stderr);
  return result;
}

/** Runs a command and kills it once so many trials are done. @returns how many it had told of. @throws if it ended by itself. */
async function killed(after: number, ...args: string[]): Promise<number> {
  process.stderr.write(`tammes ${args[0]} ${args[1]}, to be killed\n`);
  let told: number | null = null;
  const result = await tammes(args, {
    onStderr(text, kill) {
      // Losses are timed before, which is told in the same way.
      const done = Number([...text.matchAll(/^Sweep \d+ .* (\d+)\/\d+/gm)].at(-1)?.[1] ?? 0);
      if (told !== null || done < after) return;
      told = done;
      kill();
    },
  });
  if (told === null || result.code !== null) throw new Error(`It was not killed: ${result.stderr}`);
  return told;
}

async function timed<T>(work: () => Promise<T>): Promise<[T, number]> {
  const started = performance.now();
  const result = await work();
  return [result, (performance.now() - started) / 1000];
}

const reportIn = ({ stdout }: CommandResult) => sweepReport.parse(JSON.parse(stdout));

/** All but what clocks say. */
function tableOf({ rows, base, measure, choice, importance }: SweepReport) {
  return { rows: rows.map(({ seconds: _, ...row }) => row), base, measure, choice, importance };
}

/** @throws if nothing was chosen, or the choice was not judged. */
function choiceOf({ choice, rows, measure, base }: SweepReport): SweepResult['choice'] {
  if (choice?.nested == null || choice.hidden === null || base === null)
    throw new Error('The sweep chose nobody, or nobody judged its choice.');
  const { chosen, nested, share } = choice;
  const { base: was, value, difference, interval } = measureIn(choice.hidden, measure);
  return {
    ...{ loss: rows.find(({ candidate }) => candidate === choice.candidate)!.loss, share, measure },
    base: base[sweepMeasures.indexOf(measure)]!,
    ...{ chosen, nested, unseen: { base: was, value, difference, interval } },
  };
}
