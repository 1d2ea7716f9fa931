import { Command } from 'commander';
import { z } from 'zod';
import { changed, methods, sweepReport } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { sweepCsv } from '../../src-shared/sweeps/index.ts';
import { reopen } from '../services/run-sweep.ts';
import { reportOf, sweepsOf } from '../services/sweep-report.ts';
import { cancelSweep, removeKeptSweep } from '../services/sweeps.ts';
import type { Store } from '../store/store.ts';
import { jsonOption, libraryOption, print, table } from './output.ts';
import { workOn } from './sweep.ts';
import { reportText } from './sweep-text.ts';
import { withStore } from './with-store.ts';

interface Options {
  library: string;
  json?: boolean;
}

const sweepList = methods['sweeps.list'].output;
const named = z.object({ sweepId: z.int() });
const removed = changed.extend({ sweepId: z.int() });

export function sweepsCommand(): Command {
  const command = new Command('sweeps')
    .enablePositionalOptions()
    .description('list the sweeps, or show, resume, cancel, export or remove one')
    .addOption(libraryOption())
    .addOption(jsonOption(sweepList))
    .action((options: Options) => withStore(options.library, (store) => list(store, options)));
  const one = <S extends z.ZodType>(
    name: string,
    description: string,
    answer: S,
    work: (store: Store, sweepId: number, json: boolean | undefined, answer: S) => unknown,
  ) =>
    command
      .command(`${name} <sweep>`)
      .description(description)
      .addOption(libraryOption())
      .addOption(jsonOption(answer))
      .action((sweep: string, options: Options) =>
        withStore(options.library, (store) => work(store, numberOf(sweep), options.json, answer)),
      );
  one('show', 'show the table, the best candidate and its gain', sweepReport, (store, id, json, answer) => {
    const report = reportOf(store, id);
    print(json, answer, report, () => reportText(report));
  });
  one('resume', 'continue a sweep that was stopped', sweepReport, async (store, id, json) =>
    workOn(store, await reopen(store, id), json),
  );
  one(
    'cancel',
    'stop a sweep, also one that runs in another process; finished trials are kept',
    named,
    (store, sweepId, json, answer) => {
      cancelSweep(store, sweepId);
      print(json, answer, { sweepId }, () => `Stopped. Continue it with: tammes sweeps resume ${sweepId}`);
    },
  );
  one('remove', 'remove a sweep; tammes undo restores it', removed, (store, sweepId, json, answer) => {
    const { entryId } = removeKeptSweep(store, sweepId);
    print(json, answer, { sweepId, entryId }, () => `Removed: sweep ${sweepId}. tammes undo restores it.`);
  });
  one('export', 'print the table as CSV', sweepReport, (store, id, json, answer) => {
    const report = reportOf(store, id);
    if (json) print(json, answer, report, () => '');
    else process.stdout.write(sweepCsv(report));
  });
  return command;
}

function numberOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new TammesError('sweep-not-named', {});
}

function list(store: Store, { json }: Options): void {
  const all = sweepsOf(store);
  print(json, sweepList, all, () =>
    all.length === 0
      ? 'There is no sweep.'
      : table([
          ['sweep', 'status', 'started', 'method', 'trials'],
          ...all.map(({ id, status, startedAt, plan, trials }) => [
            id,
            status,
            startedAt,
            plan.method,
            `${trials.done} of ${trials.total}`,
          ]),
        ]),
  );
}
