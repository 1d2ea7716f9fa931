/** Changes a library at random until its journal is long enough, and writes a point for each change. Arguments: library, changes, seed. */
import { journalState, listJournal } from '../../src-main/store/journal.ts';
import { openStore } from '../../src-main/store/store.ts';
import { randomFrom } from '../../src-shared/random.ts';
import { editAtRandom } from './edits.ts';

const [library, wanted, seed] = process.argv.slice(2) as [string, string, string];
const store = openStore(library);
for (
  let i = 0;
  listJournal(store.db, 0, 1).total < Number(wanted) || journalState(store.db).redo !== null;
  i++
) {
  editAtRandom(store, randomFrom(Number(seed), i));
  process.stdout.write('.');
}
store.close();
