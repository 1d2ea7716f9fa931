/** Whether the index of very large galleries runs on this machine. Elsewhere its tests are skipped: `npm install` under Node 22 brings it. */
import { whyNotEngine } from '../../src-main/gallery/engines/index.ts';
import { toEnglish } from '../../src-shared/errors/index.ts';

const failure = whyNotEngine('usearch');
if (failure !== null && process.env.TAMMES_REQUIRE_USEARCH) throw new Error(toEnglish(failure).message);

export const hasUsearch = failure === null;
