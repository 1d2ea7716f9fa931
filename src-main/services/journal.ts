/** The namespace `journal`: undo and redo of all changes. */
import type { JournalEntry } from '../../src-shared/contract/index.ts';
import { goTo, journalState, listJournal, redo, undo } from '../store/journal.ts';
import type { Store } from '../store/store.ts';
import type { Handlers } from './handlers.ts';

/** Takes the last change back. @throws TammesError when there is none, or a scan has changed the same since. */
export function undoChange({ db }: Store): JournalEntry {
  return undo(db);
}

/** Does again what was undone last. @throws TammesError as `undoChange`. */
export function redoChange({ db }: Store): JournalEntry {
  return redo(db);
}

/** Undoes or redoes until a change is the last that is done; 0: until none is. @throws TammesError as `undoChange`. */
export function returnTo({ db }: Store, entryId: number): void {
  goTo(db, entryId);
}

/** The last changes, newest first. */
export function historyOfChanges({ db }: Store, limit: number): JournalEntry[] {
  return listJournal(db, 0, limit).entries;
}

/** The namespace `journal`. */
export function journalHandlers({ db }: Store): Handlers<'journal'> {
  return {
    'journal.list': async ({ offset, limit }) => ({
      ...listJournal(db, offset, limit),
      ...journalState(db),
    }),
    'journal.state': async () => journalState(db),
    'journal.undo': async ({ entryId }) => {
      const entry = undo(db, entryId);
      return { entry, ...journalState(db) };
    },
    'journal.redo': async () => {
      const entry = redo(db);
      return { entry, ...journalState(db) };
    },
    'journal.goTo': async ({ entryId }) => {
      goTo(db, entryId);
      return journalState(db);
    },
  };
}
