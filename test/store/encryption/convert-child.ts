/** Encrypts a library or decrypts it, and kills itself at a step. Arguments: library, what, the number of the step. */
import { changeForm } from '../../../src-main/store/encryption/convert.ts';
import { unlockLibrary } from '../../../src-main/store/encryption/keyring.ts';
import { fixedKeys } from './fixed-keys.ts';

const [library, what, at] = process.argv.slice(2) as [string, string, string];
if (what === 'off') unlockLibrary(library, fixedKeys.key);
let step = 0;
changeForm(library, what === 'on' ? fixedKeys : null, () => {
  if (++step === Number(at)) process.kill(process.pid, 'SIGKILL');
});
