/** Entry of another process that keeps the people of a library's shared gallery. Argument: the library's folder. */
import { keepPeople } from '../../src-main/services/share-keep.ts';
import { openStore } from '../../src-main/store/store.ts';

const store = openStore(process.argv[2]!);
await keepPeople(store, () => {});
store.close();
