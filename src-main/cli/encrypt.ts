/** `tammes encrypt`. */
import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import { z } from 'zod';
import { counted } from '../../src-shared/counted.ts';
import {
  changePassphrase,
  copiesInClear,
  decryptLibrary,
  encryptLibrary,
  recover,
  renewRecoveryKey,
} from '../services/encryption.ts';
import { jsonOption, libraryOption, print, progressLine } from './output.ts';
import { newPassphrase, passphraseFileOption, passphraseFrom, unlock } from './secrets.ts';

interface Options {
  library: string;
  json?: boolean;
  passphraseFile?: string;
  newPassphraseFile?: string;
  recoveryKeyFile?: string;
  off?: boolean;
  change?: boolean;
  recover?: boolean;
  newRecoveryKey?: boolean;
  yes?: boolean;
}

const answer = z.union([
  z.object({ encrypted: z.literal(false), wouldGo: z.array(z.string()) }),
  z.object({ encrypted: z.literal(true), library: z.string(), recoveryKey: z.string() }),
  z.object({ encrypted: z.literal(false), library: z.string() }),
  z.object({ changed: z.literal(true) }),
  z.object({ recoveryKey: z.string() }),
]);

export function encryptCommand(): Command {
  const uses = ['off', 'change', 'recover', 'newRecoveryKey'];
  const one = (flag: string, what: string) => {
    const option = new Option(flag, what);
    return option.conflicts(uses.filter((name) => name !== option.attributeName()));
  };
  return new Command('encrypt')
    .description('encrypt the library under a passphrase, or change the passphrase')
    .addOption(one('--off', 'remove the encryption'))
    .addOption(one('--change', 'change the passphrase'))
    .addOption(one('--recover', 'set a new passphrase with the recovery key'))
    .addOption(
      one('--new-recovery-key', 'show a new recovery key; the former one no longer opens the library'),
    )
    .addOption(passphraseFileOption())
    .option(
      '--new-passphrase-file <file>',
      'with --change and --recover: file whose first line is the new passphrase',
    )
    .option('--recovery-key-file <file>', 'with --recover: file whose first line is the recovery key')
    .option(
      '--yes',
      'remove the copies in the library’s folder that are not encrypted; without this option they are only listed',
    )
    .addOption(libraryOption())
    .addOption(jsonOption(answer))
    .addHelpText(
      'after',
      `
Everything in the library's folder is encrypted: its database, the files of its runs, and its backups. Photos are not in that folder. The recovery
key is shown once. Without the passphrase and the recovery key, nobody can open the library again.
The command asks for the passphrase on the terminal. Scripts name a file with --passphrase-file or the variable TAMMES_PASSPHRASE_FILE.`,
    )
    .action(async (options: Options) => {
      if (options.off) return turnOff(options);
      if (options.change) return change(options);
      if (options.recover) return recoverAccess(options);
      if (options.newRecoveryKey) return renew(options);
      return turnOn(options);
    });
}

const once = [
  'Write it down and keep it apart from this machine. It is not shown again. Whoever has it can open the library.',
];

async function turnOn({ library, json, passphraseFile, yes }: Options): Promise<void> {
  const copies = copiesInClear(library);
  if (copies.length > 0 && yes !== true) {
    print(json, answer, { encrypted: false, wouldGo: copies }, () =>
      [
        `Would go: ${counted(copies.length, 'copy', 'copies')} of the library in clear: ${copies.join(', ')}.`,
        'Nothing was changed. Copy elsewhere what you want to keep, and add --yes.',
      ].join('\n'),
    );
    return;
  }
  const passphrase = await newPassphrase(passphraseFile);
  const recoveryKey = await withProgress('Encrypting', (tell) =>
    encryptLibrary(library, { passphrase, keychain: null }, { onProgress: tell }),
  );
  print(json, answer, { encrypted: true, library: resolve(library), recoveryKey }, () =>
    [`The library ${library} is encrypted.`, `Recovery key: ${recoveryKey}`, ...once].join('\n'),
  );
}

async function turnOff({ library, json, passphraseFile }: Options): Promise<void> {
  await unlock(library, passphraseFile);
  await withProgress('Decrypting', (tell) => decryptLibrary(library, { onProgress: tell }));
  print(
    json,
    answer,
    { encrypted: false, library: resolve(library) },
    () =>
      `The library ${library} is no longer encrypted. Earlier backups are still encrypted, each under the passphrase of its time.`,
  );
}

async function change({ library, json, passphraseFile, newPassphraseFile }: Options): Promise<void> {
  await unlock(library, passphraseFile);
  await changePassphrase(library, await newPassphrase(newPassphraseFile));
  print(
    json,
    answer,
    { changed: true },
    () => 'The passphrase was changed. Earlier backups keep the former passphrase.',
  );
}

async function recoverAccess({ library, json, recoveryKeyFile, newPassphraseFile }: Options): Promise<void> {
  const recoveryKey = await passphraseFrom(recoveryKeyFile, 'Recovery key: ');
  await recover(library, recoveryKey, await newPassphrase(newPassphraseFile));
  print(
    json,
    answer,
    { changed: true },
    () => 'The library has a new passphrase. The recovery key stays as it is.',
  );
}

async function renew({ library, json, passphraseFile }: Options): Promise<void> {
  await unlock(library, passphraseFile);
  const recoveryKey = renewRecoveryKey(library);
  print(json, answer, { recoveryKey }, () => [`Recovery key: ${recoveryKey}`, ...once].join('\n'));
}

async function withProgress<T>(
  label: string,
  work: (tell: (share: number) => void) => Promise<T>,
): Promise<T> {
  const line = progressLine(label, 100);
  try {
    return await work((share) => line.update(Math.floor(100 * share)));
  } finally {
    line.end();
  }
}
