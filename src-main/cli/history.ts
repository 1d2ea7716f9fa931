/** `tammes undo`, `tammes redo` and `tammes history`. */
import { Command } from 'commander';
import { z } from 'zod';
import { type JournalEntry, journalEntry } from '../../src-shared/contract/index.ts';
import { journalText } from '../../src-shared/journal-words.ts';
import { historyOfChanges, redoChange, returnTo, undoChange } from '../services/journal.ts';
import { openStore, type Store } from '../store/store.ts';
import { jsonOption, libraryOption, print, table } from './output.ts';
import { number } from './settings.ts';

interface Options {
  library: string;
  json?: boolean;
}

const entriesAnswer = z.array(journalEntry);

export function undoCommand(): Command {
  return command('undo', 'undo the last change', journalEntry).action((options: Options) =>
    withStore(options, (store) => {
      const entry = undoChange(store);
      print(options.json, journalEntry, entry, () => `Undone: ${journalText(entry).en}.`);
    }),
  );
}

export function redoCommand(): Command {
  return command('redo', 'redo the change that was undone last', journalEntry).action((options: Options) =>
    withStore(options, (store) => {
      const entry = redoChange(store);
      print(options.json, journalEntry, entry, () => `Done again: ${journalText(entry).en}.`);
    }),
  );
}

export function historyCommand(): Command {
  return command('history', 'list the changes, newest first, or go back to a moment', entriesAnswer)
    .option('--limit <number>', 'number of changes that are listed', number, 50)
    .option('--to <number>', 'undo or redo until this change is the last one; 0 undoes all changes', number)
    .action((options: Options & { limit: number; to?: number }) =>
      withStore(options, (store) => {
        if (options.to !== undefined) returnTo(store, options.to);
        const entries = historyOfChanges(store, options.limit);
        print(options.json, entriesAnswer, entries, () => historyText(entries));
      }),
    );
}

function historyText(entries: readonly JournalEntry[]): string {
  if (entries.length === 0) return 'Nothing was changed.';
  return table([
    ['change', 'when', 'what', ''],
    ...entries.map((entry) => [entry.id, entry.at, journalText(entry).en, entry.undone ? 'undone' : '']),
  ]);
}

const command = (name: string, description: string, answer: z.ZodType) =>
  new Command(name).description(description).addOption(libraryOption()).addOption(jsonOption(answer));

function withStore({ library }: Options, work: (store: Store) => void): void {
  const store = openStore(library);
  try {
    work(store);
  } finally {
    store.close();
  }
}
