/** Entry of another process that sends what a library has to its shared gallery. Argument: the library's folder. */
import { pushToShare } from '../../src-main/services/share-sync.ts';
import { openStore } from '../../src-main/store/store.ts';

const store = openStore(process.argv[2]!);
await pushToShare(store, () => {});
store.close();
