import { Command } from 'commander';
import { runName } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { headsOf } from '../services/heads.ts';
import { faultsOfRuns, removeTrained, runNamed, runsOf, undoRunRemoval } from '../services/runs.ts';
import { openStore, type Store } from '../store/store.ts';
import { jsonOption, libraryOption, print, reportFailure, table } from './output.ts';
import { verdictWord } from './verdict-text.ts';

interface Options {
  remove?: boolean;
  undo?: boolean;
  library: string;
  json?: boolean;
}

export function runsCommand(): Command {
  return new Command('runs')
    .description('list the training runs, or remove one with its head')
    .argument('[run]', 'name or number of a run')
    .option('--remove', 'remove the run, its head and its checkpoint')
    .option('--undo', 'undo the last removal')
    .addOption(libraryOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
A removal can be undone until another run is removed; then it is final. Enrolled people stay enrolled: the gallery holds
faces, which every head can compare. The head named pretrained cannot be removed.`,
    )
    .action(async (wanted: string | undefined, options: Options) => {
      const store = openStore(options.library);
      try {
        if (options.undo) undo(store, options);
        else if (options.remove) await remove(store, wanted, options);
        else list(store, wanted, options);
      } finally {
        store.close();
      }
    });
}

function list(store: Store, wanted: string | undefined, { json }: Options): void {
  for (const failure of faultsOfRuns(store)) reportFailure(failure, null);
  const verdicts = new Map(headsOf(store).map(({ runId, verdict }) => [runId, verdict]));
  const wantedRuns = wanted === undefined ? runsOf(store) : [runNamed(store, wanted)];
  const runs = wantedRuns.map((run) => ({ ...run, verdict: verdicts.get(run.id) ?? null }));
  print(json, runs, () =>
    runs.length === 0
      ? 'There is no run.'
      : table([
          ['run', 'status', 'started', 'verdict on the head'],
          ...runs.map((run) => [
            runName(run),
            run.status,
            run.startedAt,
            run.headId === null ? 'no head' : verdictWord(run.verdict),
          ]),
        ]),
  );
}

async function remove(store: Store, wanted: string | undefined, { json }: Options): Promise<void> {
  if (wanted === undefined) {
    throw new TammesError('run-not-named', {});
  }
  const run = runNamed(store, wanted);
  await removeTrained(store, run.id);
  print(
    json,
    { runId: run.id },
    () => `Removed: ${runName(run)}. Until another is removed, tammes runs --undo takes it back.`,
  );
}

function undo(store: Store, { json }: Options): void {
  const run = undoRunRemoval(store);
  print(json, { runId: run.id }, () => `${runName(run)} is back.`);
}
