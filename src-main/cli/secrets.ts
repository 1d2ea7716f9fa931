/** Passphrases for commands: from a file, or asked for on the terminal. They are never arguments, which others can list. */
import { readFileSync } from 'node:fs';
import { Option } from 'commander';
import { TammesError, toEnglish, toFailure } from '../../src-shared/errors/index.ts';
import { encryptionOf, unlockByPassphrase } from '../services/encryption.ts';

export const passphraseFileOption = () =>
  new Option('--passphrase-file <file>', 'file whose first line is the passphrase').env(
    'TAMMES_PASSPHRASE_FILE',
  );

/** Wrong passphrases on the terminal until the command gives up. */
const mostTries = 3;

/** Lets this process read a library, if it is encrypted. @throws TammesError 'passphrase-wrong' or 'passphrase-missing' */
export async function unlock(library: string, file = process.env.TAMMES_PASSPHRASE_FILE): Promise<void> {
  if (encryptionOf(library)?.locked !== true) return;
  for (let left = mostTries; ; left--) {
    try {
      return await unlockByPassphrase(library, await passphraseFrom(file, `Passphrase of ${library}: `));
    } catch (error) {
      const failure = toFailure(error);
      if (file !== undefined || failure.problem !== 'passphrase-wrong' || left === 1) throw error;
      process.stderr.write(`${toEnglish(failure).message}\n`);
    }
  }
}

/** A new passphrase, asked for twice. @throws TammesError 'passphrases-differ' */
export async function newPassphrase(file: string | undefined): Promise<string> {
  const passphrase = await passphraseFrom(file, 'New passphrase: ');
  if (file === undefined && (await ask('Once more: ')) !== passphrase)
    throw new TammesError('passphrases-differ', {});
  return passphrase;
}

/** The first line of a file, or what is written on the terminal, which does not show it. */
export async function passphraseFrom(file: string | undefined, question: string): Promise<string> {
  if (file === undefined) return ask(question);
  try {
    return readFileSync(file, 'utf8').split(/\r?\n/)[0]!;
  } catch (cause) {
    throw new TammesError('input-not-readable', { path: file }, { cause });
  }
}

/** @throws TammesError 'passphrase-missing' where there is no terminal, or when nothing was entered. */
function ask(question: string): Promise<string> {
  const { stdin, stderr } = process;
  if (!stdin.isTTY) throw new TammesError('passphrase-missing', {});
  stderr.write(question);
  stdin.setRawMode(true);
  stdin.setEncoding('utf8');
  stdin.resume();
  return new Promise<string>((resolve, reject) => {
    let text = '';
    const end = (work: () => void) => {
      stdin.off('data', take);
      stdin.setRawMode(false);
      stdin.pause();
      stderr.write('\n');
      work();
    };
    const take = (typed: string) => {
      for (const key of typed) {
        if (key === '\r' || key === '\n') return end(() => resolve(text));
        if (key === '\x03' || key === '\x04')
          return end(() => reject(new TammesError('passphrase-missing', {})));
        text = key === '\x7f' || key === '\b' ? [...text].slice(0, -1).join('') : text + key;
      }
    };
    stdin.on('data', take);
  });
}
