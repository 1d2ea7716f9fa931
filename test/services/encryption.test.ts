import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { backUp, restore } from '../../src-main/services/backups.ts';
import {
  changePassphrase,
  encryptionOf,
  encryptLibrary,
  type Keychain,
  unlockByPassphrase,
} from '../../src-main/services/encryption.ts';
import { checkLibrary } from '../../src-main/services/health.ts';
import { openServices, type Services } from '../../src-main/services/index.ts';
import { mergeWith, previewMerge } from '../../src-main/services/merge-library.ts';
import { moveTo, planMove } from '../../src-main/services/move-library.ts';
import { repairLibrary } from '../../src-main/services/repair.ts';
import {
  isEncrypted,
  keyOf,
  keysFileOf,
  lockLibrary,
  unlockLibrary,
} from '../../src-main/store/encryption/keyring.ts';
import { openStore } from '../../src-main/store/store.ts';
import type { AppEvent, Input, MethodName, Output } from '../../src-shared/contract/index.ts';
import { toFailure } from '../../src-shared/errors/index.ts';
import { enrol, featureOf, madeUpLibrary } from '../gallery/enrolled.ts';
import { hasCiphers } from '../helpers/ciphers.ts';
import { temporaryFolder } from '../helpers/cli.ts';

const passphrase = 'correct horse battery';
const another = 'staple of the other horse';

describe.skipIf(!hasCiphers)('an encrypted library', () => {
  let library = '';
  let services: Services;
  const said: string[] = [];
  const open = async (keychain?: Keychain) => {
    services = await openServices({ library, host: 'web', keychain });
    services.on((event: AppEvent) => said.push(JSON.stringify(event)));
  };
  const call = <M extends MethodName>(method: M, input: Input<M>) =>
    services.call(method, input) as Promise<Output<M>>;
  const problemOf = <M extends MethodName>(method: M, input: Input<M>) =>
    call(method, input).then(
      () => null,
      (error: unknown) => {
        said.push(JSON.stringify(toFailure(error)), String((error as Error).stack));
        return toFailure(error).problem;
      },
    );
  const again = async (keychain?: Keychain) => {
    await services.close();
    lockLibrary(library);
    await open(keychain);
  };
  const state = async () => (await call('encryption.state', undefined)).state;
  const nameOf = async () => {
    const { matches } = await call('matching.match', { headId: 1, features: [featureOf(1, 9)] });
    return matches[0]!.candidates[0]!.name;
  };
  const jobsEnded = () =>
    vi.waitUntil(
      async () => (await call('jobs.list', undefined)).every(({ status }) => status !== 'running'),
      { timeout: 60_000 },
    );

  beforeEach(async () => {
    library = await temporaryFolder();
    (await madeUpLibrary(library, 5, 4)).close();
    said.length = 0;
    await open();
  });
  afterEach(async () => {
    await services.close();
    lockLibrary(library);
  });

  test('can be moved, and stays encrypted', async () => {
    await call('encryption.turnOn', { passphrase, keychain: false });
    await services.close();
    const to = join(await temporaryFolder(), 'moved');
    await moveTo(await planMove(library, to));
    expect([isEncrypted(to), existsSync(join(library, 'library.db'))]).toEqual([true, false]);
    library = to;
    await open();
    expect([await state(), await nameOf()]).toEqual(['open', 'person 1']);
    await again();
    expect(await state()).toBe('locked');
    expect((await checkLibrary(library, true).catch(toFailure)) as object).toMatchObject({
      problem: 'library-locked',
    });
  });

  test('is merged into another one once it is unlocked', async () => {
    await call('encryption.turnOn', { passphrase, keychain: false });
    await services.close();
    lockLibrary(library);
    const store = await madeUpLibrary(await temporaryFolder(), 2, 4);
    try {
      expect(() => previewMerge(store, library)).toThrow(/encrypted/);
      await unlockByPassphrase(library, passphrase);
      expect(mergeWith(store, library).report.added).toMatchObject({ people: 3 });
      expect(isEncrypted(store.folder)).toBe(false);
    } finally {
      store.close();
      lockLibrary(library);
      await open();
    }
  });

  test('works like one in clear: galleries, reviews, checks, backups and restores', async () => {
    expect(await state()).toBe('clear');
    await call('encryption.turnOn', { passphrase, keychain: false });
    expect(await state()).toBe('open');
    expect(await nameOf()).toBe('person 1');
    await call('review.groups', {});
    await call('storage.check', undefined);
    await call('storage.backUp', undefined);
    await jobsEnded();
    expect((await call('storage.report', undefined))!.faults).toEqual([]);
    const [backup] = await call('storage.backups', undefined);
    expect(isEncrypted(join(library, 'backups', backup!.name))).toBe(true);
    const [person] = await call('people.list', undefined);
    await call('people.rename', { personId: person!.id, name: 'Ada' });
    await call('storage.restore', { name: backup!.name });
    expect((await call('people.list', undefined)).map(({ name }) => name)).not.toContain('Ada');
    expect(await nameOf()).toBe('person 1');
  });

  test('is locked until the passphrase is entered, and says nothing before', async () => {
    const { recoveryKey } = await call('encryption.turnOn', { passphrase, keychain: false });
    const key = keyOf(library)!;
    const secrets = [passphrase, another, recoveryKey, Buffer.from(key).toString('hex')];
    await again();
    expect(await state()).toBe('locked');
    expect(await problemOf('people.list', undefined)).toBe('library-locked');
    expect(await services.media('/media/chip/1')).toBeNull();
    expect(await problemOf('storage.restore', { name: 'x' })).toBe('library-locked');
    expect(await problemOf('encryption.renew', { current: passphrase })).toBe('library-locked');
    expect(await problemOf('encryption.unlock', { passphrase: 'correct horse batter' })).toBe(
      'passphrase-wrong',
    );
    await Promise.all([call('encryption.unlock', { passphrase }), call('encryption.unlock', { passphrase })]);
    expect(await state()).toBe('open');
    expect(await nameOf()).toBe('person 1');
    // Another passphrase is set with the one of now alone.
    const to = { passphrase: another, keychain: false };
    expect(await problemOf('encryption.change', { current: another, to })).toBe('passphrase-wrong');
    expect(await problemOf('encryption.turnOff', { current: null })).toBe('passphrase-wrong');
    expect(
      await problemOf('encryption.change', { current: passphrase, to: { ...to, passphrase: null } }),
    ).toBe('passphrase-short');
    expect(
      await problemOf('encryption.change', { current: passphrase, to: { passphrase: null, keychain: true } }),
    ).toBe('keychain-unusable');
    await call('encryption.change', { current: passphrase, to });
    await again();
    expect(await problemOf('encryption.unlock', { passphrase })).toBe('passphrase-wrong');
    await call('encryption.unlock', { passphrase: another });
    await call('encryption.turnOff', { current: another });
    expect(await state()).toBe('clear');
    expect(await nameOf()).toBe('person 1');
    for (const secret of secrets) expect(said.filter((text) => text.includes(secret))).toEqual([]);
    expect(said.length).toBeGreaterThan(9);
  });

  test('is opened by its recovery key, which sets another passphrase', async () => {
    const { recoveryKey } = await call('encryption.turnOn', { passphrase, keychain: false });
    await again();
    const slip = recoveryKey.replace(/.$/, (last) => (last === '7' ? '8' : '7'));
    expect(await problemOf('encryption.recover', { recoveryKey: slip, passphrase: another })).toBe(
      'recovery-key-mistyped',
    );
    expect(await problemOf('encryption.recover', { recoveryKey, passphrase: 'short' })).toBe(
      'passphrase-short',
    );
    expect(await state()).toBe('locked');
    await call('encryption.recover', { recoveryKey: recoveryKey.toLowerCase(), passphrase: another });
    expect(await nameOf()).toBe('person 1');
    const renewed = await call('encryption.renew', { current: another });
    await again();
    expect(await problemOf('encryption.recover', { recoveryKey, passphrase })).toBe('recovery-key-wrong');
    await call('encryption.recover', { recoveryKey: renewed.recoveryKey, passphrase });
    expect(await state()).toBe('open');
  });

  test('is still opened by the keychain when the command line has changed its passphrase', async () => {
    const turned = (bytes: Uint8Array) => bytes.map((byte) => byte ^ 0x5a);
    const keychain: Keychain = { why: () => null, protect: turned, reveal: turned };
    await again(keychain);
    await call('encryption.turnOn', { passphrase, keychain: true });
    await changePassphrase(library, another);
    await again(keychain);
    expect(await state()).toBe('open');
    await again();
    expect(await problemOf('encryption.unlock', { passphrase })).toBe('passphrase-wrong');
    await call('encryption.unlock', { passphrase: another });
    expect(await state()).toBe('open');
  });

  test('is opened by the keychain, and by the recovery key if that is lost', async () => {
    const turned = (bytes: Uint8Array) => bytes.map((byte) => byte ^ 0x33);
    const keychain: Keychain = { why: () => null, protect: turned, reveal: turned };
    await again(keychain);
    const { recoveryKey } = await call('encryption.turnOn', { passphrase: null, keychain: true });
    await again(keychain);
    expect(await state()).toBe('open');
    expect(await nameOf()).toBe('person 1');
    for (const lost of [
      { ...keychain, reveal: (bytes: Uint8Array) => bytes },
      {
        ...keychain,
        reveal: () => {
          throw new Error('There is no such secret.');
        },
      },
      undefined,
    ]) {
      await again(lost);
      expect(await state()).toBe('locked');
    }
    await call('encryption.recover', { recoveryKey, passphrase });
    expect(await call('encryption.state', undefined)).toMatchObject({ state: 'open', passphrase: true });
    await again();
    await call('encryption.unlock', { passphrase });
    expect(await nameOf()).toBe('person 1');
  });

  test('whose keys are damaged, or gone, says so, and opens with those of a backup', async () => {
    await call('encryption.turnOn', { passphrase, keychain: false });
    const store = openStore(library);
    const { folder: backup } = backUp(store);
    store.close();
    await services.close();
    const path = keysFileOf(library)!;
    const sound = readFileSync(path, 'utf8');
    writeFileSync(path, sound.replace('"salt": "', '"salt": "A'));
    await expect(openServices({ library, host: 'web' })).rejects.toMatchObject({ problem: 'keys-damaged' });
    renameSync(path, `${path}.away`);
    await expect(openServices({ library, host: 'web' })).rejects.toMatchObject({ problem: 'keys-missing' });
    writeFileSync(path, readFileSync(join(backup, path.split(/[/\\]/).at(-1)!)));
    await open();
    expect(await nameOf()).toBe('person 1');
  });

  test('is replaced by a backup of another time, with the keys that this needs, and back', async () => {
    const store = openStore(library);
    const { folder: clear } = backUp(store, await temporaryFolder());
    store.close();
    await call('encryption.turnOn', { passphrase, keychain: false });
    await services.close();
    const encrypted = openStore(library);
    enrol(encrypted, 'person 9', 9, 1);
    const { folder: backup } = backUp(encrypted);
    encrypted.close();
    const { aside } = restore(clear, library, true);
    expect([isEncrypted(library), isEncrypted(aside!)]).toEqual([false, true]);
    expect(readdirSync(library).filter((name) => name.startsWith('keys-'))).toEqual([]);
    await open();
    expect(await nameOf()).toBe('person 1');
    await services.close();
    restore(backup, library, true);
    lockLibrary(library);
    await open();
    expect(await state()).toBe('locked');
    await call('encryption.unlock', { passphrase });
    expect((await call('people.list', undefined)).map(({ name }) => name)).toContain('person 9');
  });

  test('that is damaged is told from one that is locked, and is repaired into another encrypted one', async () => {
    await call('encryption.turnOn', { passphrase, keychain: false });
    await services.close();
    const key = Uint8Array.from(keyOf(library)!);
    lockLibrary(library);
    await expect(checkLibrary(library, true)).rejects.toMatchObject({ problem: 'library-locked' });
    unlockLibrary(library, key);
    const before = openStore(library).db;
    const people = before.prepare('SELECT * FROM people').all().length;
    before.close();
    const path = join(library, 'library.db');
    const content = readFileSync(path);
    // A bit of every third page, but for the first.
    for (let at = 4096 * 2 + 1000; at < content.length; at += 3 * 4096) content[at]! ^= 4;
    writeFileSync(path, content);
    expect((await checkLibrary(library, true)).faults.length).toBeGreaterThan(0);
    const into = join(await temporaryFolder(), 'new');
    const { tables, check } = await repairLibrary(library, into);
    expect(check.faults).toEqual([]);
    expect(isEncrypted(into)).toBe(true);
    const found = tables.find(({ table }) => table === 'people')!;
    expect(found.saved).toBeGreaterThan(people / 2);
    const faces = tables.find(({ table }) => table === 'faces')!;
    expect(faces.saved).toBeGreaterThan(15);
    lockLibrary(into);
    expect(() => openStore(into)).toThrow(expect.objectContaining({ problem: 'library-locked' }));
    // Even where SQLite finds no table: a first page of zeros.
    const zeroed = readFileSync(path);
    zeroed.fill(0, 100, 4096);
    writeFileSync(path, zeroed);
    const second = join(await temporaryFolder(), 'new');
    expect(
      (await repairLibrary(library, second)).tables.find(({ table }) => table === 'faces')!.saved,
    ).toBeGreaterThan(15);
    library = await temporaryFolder();
    await open();
  });
});

test('a library of which there is none is not encrypted', async () => {
  const folder = await temporaryFolder();
  expect(encryptionOf(folder)).toBeNull();
  expect(encryptionOf(join(folder, 'nowhere'))).toBeNull();
  if (hasCiphers)
    await expect(encryptLibrary(folder, { passphrase, keychain: null })).rejects.toMatchObject({
      problem: 'library-absent',
    });
  expect(existsSync(join(folder, 'library.db'))).toBe(false);
});
