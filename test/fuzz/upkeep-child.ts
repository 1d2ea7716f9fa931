/** Forgets somebody, backs a library up or restores it, to be killed meanwhile. Arguments: what, library, backup or name. */
import { backUp, restore } from '../../src-main/services/backups.ts';
import { forgetPerson } from '../../src-main/services/forget.ts';
import { listPeople } from '../../src-main/store/people.ts';
import { openStore } from '../../src-main/store/store.ts';

const [what, library, argument] = process.argv.slice(2) as [string, string, string];
process.stdout.write('begins\n');
if (what === 'restore') restore(argument, library, true);
else {
  const store = openStore(library);
  if (what === 'backup') backUp(store);
  else await forgetPerson(store, listPeople(store.db).find(({ name }) => name === argument)!.id, 'rebuild');
  store.close();
}
