/** Whether the index of very large galleries runs on this machine. Elsewhere its tests are skipped: `npm install` under Node 22 brings it. */
import { whyNoUsearch } from '../../src-main/gallery/engines/usearch-package.ts';
import { toEnglish } from '../../src-shared/errors/index.ts';

const failure = whyNoUsearch();
if (failure !== null && process.env.TAMMES_REQUIRE_USEARCH) throw new Error(toEnglish(failure).message);

export const hasUsearch = failure === null;
