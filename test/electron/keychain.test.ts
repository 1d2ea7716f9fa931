/** The system's keychain in the desktop app, on the double of Electron. */
import { afterEach, expect, test, vi } from 'vitest';
import { keychain } from '../../src-main/electron/keychain.ts';
import { encryptionOf } from '../../src-main/services/encryption.ts';
import { openServices, type Services } from '../../src-main/services/index.ts';
import { lockLibrary } from '../../src-main/store/encryption/keyring.ts';
import { openStore } from '../../src-main/store/store.ts';
import type { Input, MethodName, Output } from '../../src-shared/contract/index.ts';
import { hasCiphers } from '../helpers/ciphers.ts';
import { temporaryFolder } from '../helpers/cli.ts';
import { vault } from '../helpers/electron/app.ts';

vi.mock('electron', () => import('../helpers/electron/app.ts'));

afterEach(() => Object.assign(vault, { backend: 'gnome_libsecret', secret: 'of this user' }));

test('a secret comes back to this user alone, and is kept nowhere that everybody can read', () => {
  const secret = Uint8Array.from({ length: 32 }, (_, i) => i);
  const kept = keychain.protect(secret);
  expect(Uint8Array.from(keychain.reveal(kept))).toEqual(secret);
  expect(keychain.why()).toBeNull();
  vault.secret = 'of another user';
  expect(() => keychain.reveal(kept)).toThrow();
  vault.backend = 'basic_text';
  expect(keychain.why()).toBe(process.platform === 'linux' ? 'plain' : null);
});

test.skipIf(!hasCiphers)(
  'the app opens a library by the keychain, and by the recovery key once that is lost',
  async () => {
    const library = await temporaryFolder();
    openStore(library).close();
    let services: Services = await openServices({ library, host: 'electron', keychain });
    const call = <M extends MethodName>(method: M, input: Input<M>) =>
      services.call(method, input) as Promise<Output<M>>;
    const startAgain = async () => {
      await services.close();
      lockLibrary(library);
      services = await openServices({ library, host: 'electron', keychain });
      return (await call('encryption.state', undefined)).state;
    };
    expect(await call('encryption.state', undefined)).toMatchObject({ state: 'clear', hasKeychain: true });
    const { recoveryKey } = await call('encryption.turnOn', { passphrase: null, keychain: true });
    expect(encryptionOf(library)).toMatchObject({ passphrase: false, keychain: true });
    expect(await startAgain()).toBe('open');
    vault.secret = 'after the system was installed anew';
    expect(await startAgain()).toBe('locked');
    await call('encryption.recover', { recoveryKey, passphrase: 'a passphrase instead' });
    expect(await call('people.list', undefined)).toEqual([]);
    // The keychain is asked again only if that is wanted.
    expect(await startAgain()).toBe('locked');
    await call('encryption.unlock', { passphrase: 'a passphrase instead' });
    await services.close();
  },
);
