/** Whether libraries can be encrypted on this machine. Elsewhere their tests are skipped: `npm run ciphers` brings what they need. */
import { whyNoCiphers } from '../../src-main/store/ciphers.ts';
import { toEnglish } from '../../src-shared/errors/index.ts';

const failure = whyNoCiphers();
if (failure !== null && process.env.TAMMES_REQUIRE_CIPHERS) throw new Error(toEnglish(failure).message);

export const hasCiphers = failure === null;
