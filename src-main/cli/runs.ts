import { Command } from 'commander';
import { z } from 'zod';
import { headVerdict, run as runInfo, runName } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { headsOf } from '../services/heads.ts';
import { compared, type Repetition, repeatRun } from '../services/repeat-run.ts';
import { faultsOfRuns, removeTrained, runNamed, runsOf, undoRunRemoval } from '../services/runs.ts';
import { openStore, type Store } from '../store/store.ts';
import { jsonOption, libraryOption, print, reportFailure, stopSignal, table } from './output.ts';
import { addShowing } from './runs-show.ts';
import { addTagging } from './runs-tag.ts';
import { trainingProgress } from './training-progress.ts';
import { verdictWord } from './verdict-text.ts';

interface Options {
  remove?: boolean;
  undo?: boolean;
  library: string;
  json?: boolean;
}

/** A run, as commands tell of it. */
export const runAnswer = runInfo.extend({ featureVersion: z.int() });

const listed = runAnswer.omit({ lastEpoch: true, data: true }).extend({ verdict: headVerdict.nullable() });
const answer = z.union([z.array(listed), z.object({ runId: z.int() })]);
const repeatAnswer = z.object({
  of: z.int(),
  run: runAnswer,
  same: z.boolean().nullable(),
  differences: z.array(z.object({ what: z.enum(compared), before: z.string(), now: z.string() })).nullable(),
});

export function runsCommand(): Command {
  const command = new Command('runs')
    .enablePositionalOptions()
    .description('list the training runs, give a run tags and a note, or remove a run with its head')
    .argument('[run]', 'name or number of a run')
    .option('--remove', 'remove the run, its head and its checkpoint')
    .option('--undo', 'undo the last removal')
    .addOption(libraryOption())
    .addOption(jsonOption(answer))
    .addHelpText(
      'after',
      `
A removal can be undone until another run is removed; then the removal is final. Enrolled people stay enrolled: the gallery holds
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
  command
    .command('repeat <run>')
    .description('train a run again on the same faces, and say whether the head has the same bits')
    .addOption(libraryOption())
    .addOption(jsonOption(repeatAnswer))
    .action(repeat);
  addShowing(command);
  addTagging(command);
  return command;
}

async function repeat(wanted: string, { library, json }: Options): Promise<void> {
  const store = openStore(library);
  const progress = trainingProgress();
  try {
    const of = runNamed(store, wanted);
    const control = { signal: stopSignal(), onEvent: progress.onEvent };
    const repeated = await repeatRun(store, of.id, control).finally(progress.end);
    print(json, repeatAnswer, repeated, () => repetitionText(runName(of), repeated));
    if (repeated.same !== true) process.exitCode = 1;
  } finally {
    store.close();
  }
}

function repetitionText(name: string, { run, same, differences }: Repetition): string {
  if (same === null) return `${runName(run)} was stopped. Continue it with: tammes train --resume ${run.id}`;
  const lines = [
    same
      ? `${runName(run)} has the same bits as ${name}.`
      : `${runName(run)} is not ${name}: their bits differ.`,
  ];
  if (differences === null) lines.push(`An older version trained ${name} and kept nothing of how.`);
  else if (differences.length > 0)
    lines.push(
      table([
        ['different', 'before', 'now'],
        ...differences.map(({ what, before, now }) => [what, before, now]),
      ]),
    );
  else if (!same) lines.push('Version, commit, backend, device, machine and data are the same.');
  return lines.join('\n');
}

function list(store: Store, wanted: string | undefined, { json }: Options): void {
  for (const failure of faultsOfRuns(store)) reportFailure(failure, null);
  const verdicts = new Map(headsOf(store).map(({ runId, verdict }) => [runId, verdict]));
  const wantedRuns = wanted === undefined ? runsOf(store) : [runNamed(store, wanted)];
  const runs = wantedRuns.map((run) => ({ ...run, verdict: verdicts.get(run.id) ?? null }));
  print(json, answer, runs, () =>
    runs.length === 0
      ? 'There is no run.'
      : table([
          ['run', 'status', 'started', 'verdict on the head', 'tags', 'note'],
          ...runs.map((run) => [
            runName(run),
            run.status,
            run.startedAt,
            run.headId === null ? 'no head' : verdictWord(run.verdict),
            run.tags.join(', '),
            run.note.split('\n')[0]!,
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
    answer,
    { runId: run.id },
    () => `Removed: ${runName(run)}. tammes runs --undo restores it, until another run is removed.`,
  );
}

function undo(store: Store, { json }: Options): void {
  const run = undoRunRemoval(store);
  print(json, answer, { runId: run.id }, () => `${runName(run)} is back.`);
}
