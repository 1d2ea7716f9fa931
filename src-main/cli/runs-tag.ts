/** `tammes runs tag`: what people note of a run. */
import type { Command } from 'commander';
import { z } from 'zod';
import { changed, methods, parseInput, run, runName } from '../../src-shared/contract/index.ts';
import { annotate, runNamed } from '../services/runs.ts';
import { openStore } from '../store/store.ts';
import { jsonOption, libraryOption, print } from './output.ts';

interface Options {
  remove?: boolean;
  note?: string;
  library: string;
  json?: boolean;
}

const answer = changed.extend({ runId: z.int(), ...run.pick({ tags: true, note: true }).shape });

export function addTagging(runs: Command): void {
  runs
    .command('tag <run> [tag...]')
    .description('give a run tags and a note, to find it by')
    .option('--remove', 'take these tags away; without any, all of them')
    .option('--note <text>', "what you want to remember of the run; '' for none")
    .addOption(libraryOption())
    .addOption(jsonOption(answer))
    .addHelpText('after', '\nTags and notes stay in the library. `tammes undo` takes each change back.')
    .action(tag);
}

function tag(wanted: string, given: string[], { remove, note, library, json }: Options): void {
  const store = openStore(library);
  try {
    const { id, tags } = runNamed(store, wanted);
    const { tags: words } = parseInput(
      methods['training.annotate'].input,
      { runId: id, tags: given },
      'The run',
    );
    const changes = {
      ...((given.length > 0 || remove) && { tags: remove ? without(tags, words!) : [...tags, ...words!] }),
      ...(note !== undefined && { note }),
    };
    const { runId, ...notes } = parseInput(
      methods['training.annotate'].input,
      { runId: id, ...changes },
      'The run',
    );
    const { entryId } = annotate(store, runId, notes);
    const now = runNamed(store, String(id));
    print(json, answer, { entryId, runId, tags: now.tags, note: now.note }, () =>
      [
        `${runName(now)} has ${now.tags.length === 0 ? 'no tag' : `the tags ${now.tags.join(', ')}`}.`,
        ...(now.note === '' ? [] : [now.note]),
      ].join('\n'),
    );
  } finally {
    store.close();
  }
}

const without = (tags: readonly string[], taken: readonly string[]) =>
  taken.length === 0 ? [] : tags.filter((one) => !taken.includes(one));
