import { beforeEach, expect, test } from 'vitest';
import { forgetPerson, previewForgetting } from '../../src-main/services/forget.ts';
import { annotate, removeTrained, runsOf } from '../../src-main/services/runs.ts';
import { listJournal, redo, undo } from '../../src-main/store/journal.ts';
import { personNamed } from '../../src-main/store/people.ts';
import { addRun, endRun } from '../../src-main/store/runs.ts';
import { areTablesSound, brokenRows } from '../../src-main/store/seals.ts';
import { openStore, type Store } from '../../src-main/store/store.ts';
import { trainSpec } from '../../src-shared/contract/index.ts';
import { featureVersion } from '../../src-shared/vision/index.ts';
import { temporaryFolder } from '../helpers/cli.ts';

let store: Store;
beforeEach(async () => {
  store = openStore(await temporaryFolder());
  addFinished('arcface');
  addFinished('cosface');
  return () => store.close();
});

function addFinished(loss: string): number {
  const runId = addRun(store.db, trainSpec.parse({ loss }), featureVersion);
  endRun(store.db, runId, 'finished');
  return runId;
}

const notesOf = (runId: number) => {
  const { tags, note } = runsOf(store).find(({ id }) => id === runId)!;
  return { tags, note };
};
const none = { tags: [], note: '' };

test('tags and a note are kept, undone and done again, and what is not named stays', () => {
  expect(notesOf(1)).toEqual(none);
  expect(annotate(store, 1, { tags: ['old', 'best'] })).toEqual({ entryId: 1 });
  annotate(store, 1, { note: 'It’s “good”.' });
  expect(annotate(store, 1, { note: 'It’s “good”.' })).toEqual({ entryId: null });
  const both = { tags: ['old', 'best'], note: 'It’s “good”.' };
  expect(notesOf(1)).toEqual(both);
  expect(notesOf(2)).toEqual(none);
  expect(undo(store.db)).toMatchObject({ action: 'annotate-run', parameters: { run: 'arcface-1' } });
  expect(notesOf(1)).toEqual({ ...both, note: '' });
  undo(store.db);
  expect(notesOf(1)).toEqual(none);
  redo(store.db);
  redo(store.db);
  expect(notesOf(1)).toEqual(both);
  annotate(store, 1, none);
  expect(brokenRows(store.db, 'run_notes')).toEqual([]);
  expect(areTablesSound(store.db)).toBe(true);
  expect(() => annotate(store, 9, { note: 'x' })).toThrow('9');
});

test('a run that is gone for good takes its notes out of the history, also for the next run of its number', async () => {
  annotate(store, 1, { note: 'the first' });
  annotate(store, 2, { note: 'gone' });
  await removeTrained(store, 2);
  // It can still come back, and so can its note be undone.
  undo(store.db);
  redo(store.db);
  const third = addFinished('vpl');
  await removeTrained(store, third);
  expect(listJournal(store.db, 0, 9).entries).toMatchObject([{ parameters: { run: 'arcface-1' } }]);
  const { text } = store.db
    .prepare("SELECT group_concat(ifnull(before, '') || ifnull(after, '')) AS text FROM journal_rows")
    .get()!;
  expect(text).not.toContain('gone');
  undo(store.db);
  expect(notesOf(1)).toEqual(none);
});

test('who is forgotten is told of notes on runs, which stay, and is in no earlier state of them', async () => {
  const personId = personNamed(store.db, 'Ada Lovelace');
  annotate(store, 1, { tags: ['with ada lovelace'], note: 'Ada Lovelace is hard.' });
  annotate(store, 1, { tags: ['with ada'], note: 'Somebody is hard.' });
  annotate(store, 2, { note: 'See Ada Lovelace.' });
  expect((await previewForgetting(store, personId)).notesLeft).toBe(1);
  await forgetPerson(store, personId, 'rebuild');
  expect(notesOf(1)).toEqual({ tags: ['with ada'], note: 'Somebody is hard.' });
  expect(notesOf(2).note).toBe('See Ada Lovelace.');
  const { n } = store.db
    .prepare(
      "SELECT count(*) AS n FROM journal_rows WHERE lower(ifnull(before, '') || ifnull(after, '')) LIKE '%lovelace%'",
    )
    .get()!;
  expect(n).toBe(0);
});
