/** Moves a library, and is killed meanwhile. */
import { moveLibrary } from '../../src-main/store/move.ts';

const [from, to] = process.argv.slice(2) as [string, string];
process.send!('begins', undefined, undefined, () => moveLibrary(from, to, () => {}));
