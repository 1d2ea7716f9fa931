/** The namespace `encryption`. */
import type { EncryptionState } from '../../src-shared/contract/index.ts';
import {
  changeLocks,
  checkPassphrase,
  copiesInClear,
  decryptLibrary,
  encryptionOf,
  encryptLibrary,
  type Keychain,
  type Locks,
  recover,
  renewRecoveryKey,
  unlockByPassphrase,
  whyNotEncrypted,
} from './encryption.ts';
import type { Handlers } from './handlers.ts';

/** @param folderNow where the library lies. @param closedMeanwhile does what needs the library closed, and opens it afterwards if it is unlocked. */
export function encryptionHandlers(
  folderNow: () => string,
  keychain: Keychain | undefined,
  closedMeanwhile: <T>(work: (close: () => Promise<void>) => Promise<T>) => Promise<T>,
): Handlers<'encryption'> {
  const locksOf = (to: { passphrase: string | null; keychain: boolean }): Locks => ({
    passphrase: to.passphrase,
    keychain: to.keychain ? (keychain ?? noKeychain) : null,
  });
  return {
    'encryption.state': async () => stateOf(folderNow(), keychain),
    'encryption.unlock': ({ passphrase }) =>
      closedMeanwhile(() => unlockByPassphrase(folderNow(), passphrase)),
    'encryption.recover': ({ recoveryKey, passphrase }) =>
      closedMeanwhile(() => recover(folderNow(), recoveryKey, passphrase)),
    'encryption.turnOn': (to) =>
      closedMeanwhile(async (close) => ({
        recoveryKey: await encryptLibrary(folderNow(), locksOf(to), { close }),
      })),
    'encryption.turnOff': async ({ current }) => {
      await checkPassphrase(folderNow(), current);
      return closedMeanwhile((close) => decryptLibrary(folderNow(), { close }));
    },
    'encryption.change': async ({ current, to }) => {
      await checkPassphrase(folderNow(), current);
      return changeLocks(folderNow(), locksOf(to));
    },
    'encryption.renew': async ({ current }) => {
      await checkPassphrase(folderNow(), current);
      return { recoveryKey: renewRecoveryKey(folderNow()) };
    },
  };
}

const noKeychain: Keychain = {
  why: () => 'absent',
  protect: (secret) => secret,
  reveal: (bytes) => bytes,
};

function stateOf(folder: string, keychain: Keychain | undefined): EncryptionState {
  const encryption = encryptionOf(folder);
  return {
    library: folder,
    state: encryption === null ? 'clear' : encryption.locked ? 'locked' : 'open',
    why: whyNotEncrypted(),
    passphrase: encryption?.passphrase ?? false,
    keychain: encryption?.keychain ?? false,
    hasKeychain: keychain !== undefined && keychain.why() === null,
    copies: encryption === null ? copiesInClear(folder) : [],
  };
}
