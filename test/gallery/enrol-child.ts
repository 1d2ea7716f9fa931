/** Entry of another process that enrols a face in a library. Arguments: folder, name, person, photo. */
import { openStore } from '../../src-main/store/store.ts';
import { enrol } from './enrolled.ts';

const [folder, name, person, photo] = process.argv.slice(2) as [string, string, string, string];
const store = openStore(folder);
enrol(store, name, Number(person), Number(photo));
store.close();
