/** Encrypts libraries at rest, and opens those that are. */
import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { shortestPassphrase } from '../../src-shared/contract/index.ts';
import { type Failure, TammesError, toError } from '../../src-shared/errors/index.ts';
import { whyNoCiphers } from '../store/ciphers.ts';
import { leftInClear, writeKeys } from '../store/encryption/convert.ts';
import { keyOf, lockLibrary, readKeys, unlockLibrary } from '../store/encryption/keyring.ts';
import {
  idOf,
  type KeyFile,
  type LibraryKey,
  newKeys,
  openByPassphrase,
  openByRecoveryKey,
  withKeychain,
  withNewRecoveryKey,
  withPassphrase,
} from '../store/encryption/keys.ts';
import { openStore } from '../store/store.ts';
import { isLibrary } from './health.ts';
import { doUpkeep } from './upkeep-thread.ts';

/** The system's keychain, as a host that has one hands it over. */
export interface Keychain {
  /** Why it keeps no secret; null: it does. */
  why(): 'absent' | 'plain' | null;
  /** Bytes that this user alone can turn back on this machine. */
  protect(secret: Uint8Array): Uint8Array;
  /** @throws if they are another user's, or the keychain was lost. */
  reveal(bytes: Uint8Array): Uint8Array;
}

/** Why libraries cannot be encrypted here; null: they can. */
export const whyNotEncrypted = (): Failure | null => whyNoCiphers();

/** How a library is encrypted; null: it is in clear. */
export interface Encryption {
  locked: boolean;
  passphrase: boolean;
  keychain: boolean;
}

/** @throws TammesError 'keys-missing' or 'keys-damaged' */
export function encryptionOf(library: string): Encryption | null {
  const folder = resolve(library);
  const keys = existsSync(folder) ? readKeys(folder) : null;
  if (keys === null) return null;
  return {
    locked: !isUnlocked(folder, keys),
    passphrase: keys.passphrase !== null,
    keychain: keys.keychain !== null,
  };
}

function isUnlocked(folder: string, { id }: KeyFile): boolean {
  const key = keyOf(folder);
  return key !== null && idOf(key) === id;
}

/** @throws TammesError 'library-not-encrypted' */
function keysOf(folder: string): KeyFile {
  const keys = readKeys(folder);
  if (keys === null) throw new TammesError('library-not-encrypted', { folder });
  return keys;
}

function unlockedKey(folder: string): LibraryKey {
  const key = keyOf(folder);
  if (key === null) throw new TammesError('library-locked', { folder });
  return key;
}

/** The key of an encrypted library. @throws TammesError 'library-not-encrypted' or 'passphrase-wrong' */
export function keyByPassphrase(library: string, passphrase: string): Promise<LibraryKey> {
  return openByPassphrase(keysOf(resolve(library)), passphrase);
}

/** Opens a library for this process. @throws TammesError as `keyByPassphrase` */
export async function unlockByPassphrase(library: string, passphrase: string): Promise<void> {
  unlockLibrary(resolve(library), await keyByPassphrase(library, passphrase));
}

/**
 * Opens a library by its recovery key and gives it a new passphrase: whoever needs the key has lost the old one.
 * @throws TammesError 'recovery-key-mistyped', 'recovery-key-wrong' or 'passphrase-short'
 */
export async function recover(library: string, recoveryKey: string, passphrase: string): Promise<void> {
  const folder = resolve(library);
  const keys = keysOf(folder);
  const key = openByRecoveryKey(keys, recoveryKey);
  writeKeys(folder, await withPassphrase(keys, key, passphrase));
  unlockLibrary(folder, key);
}

/** Opens a library by the keychain if that has its key. @throws TammesError 'keychain-unusable' if it has lost it */
export function unlockByKeychain(library: string, keychain: Keychain): void {
  const folder = resolve(library);
  const { id, keychain: locked } = keysOf(folder);
  const why = keychain.why();
  if (why !== null) throw new TammesError('keychain-unusable', { why });
  let key: LibraryKey | null = null;
  try {
    key = locked && new Uint8Array(keychain.reveal(Buffer.from(locked.locked, 'base64')));
  } catch {
    // Its words may say what it holds.
  }
  if (key === null || idOf(key) !== id) throw new TammesError('keychain-unusable', { why: 'lost' });
  unlockLibrary(folder, key);
}

/** What opens a library beside its recovery key. */
export interface Locks {
  /** null: none. */
  passphrase: string | null;
  /** null: none. */
  keychain: Keychain | null;
}

/**
 * @param passphrase null: the library has none.
 * @throws TammesError 'library-locked', or 'passphrase-wrong'
 */
export async function checkPassphrase(library: string, passphrase: string | null): Promise<void> {
  const folder = resolve(library);
  const keys = keysOf(folder);
  unlockedKey(folder);
  if (keys.passphrase !== null) await openByPassphrase(keys, passphrase ?? '');
}

/** Work that closes a library. */
interface Conversion {
  /** Closes it, once nothing stands in the way. */
  close?: () => Promise<void>;
  onProgress?: (share: number) => void;
}

/** Copies of a library in clear that go with its encryption, by name. */
export const copiesInClear = (library: string): string[] =>
  leftInClear(resolve(library)).map((path) => basename(path));

/**
 * Encrypts a library that nobody has open.
 * @returns the recovery key, which is told this once.
 * @throws TammesError why it cannot be; the library is then as it was.
 */
export async function encryptLibrary(
  library: string,
  locks: Locks,
  { close, onProgress }: Conversion = {},
): Promise<string> {
  const folder = resolve(library);
  const why = whyNoCiphers();
  if (why !== null) throw toError(why);
  if (!isLibrary(folder)) throw new TammesError('library-absent', { folder });
  if (readKeys(folder) !== null) throw new TammesError('library-encrypted', { folder });
  const { key, keys, recoveryKey } = newKeys();
  const locked = await withLocks(keys, key, locks);
  await close?.();
  // Brings it to this version, and ends what another process has left undone.
  openStore(folder).close();
  await doUpkeep({ kind: 'form', folder, to: { key, keys: locked } }, { onProgress });
  unlockLibrary(folder, key);
  return recoveryKey;
}

async function withLocks(keys: KeyFile, key: LibraryKey, { passphrase, keychain }: Locks): Promise<KeyFile> {
  // The recovery key alone would be asked for each day.
  if (passphrase === null && keychain === null)
    throw new TammesError('passphrase-short', { least: shortestPassphrase });
  const why = keychain?.why() ?? null;
  if (why !== null) throw new TammesError('keychain-unusable', { why });
  const locked = await withPassphrase(keys, key, passphrase);
  return withKeychain(locked, keychain === null ? null : keychain.protect(key));
}

/** Decrypts a library that is unlocked, and that nobody has open. @throws TammesError why it cannot be */
export async function decryptLibrary(library: string, { close, onProgress }: Conversion = {}): Promise<void> {
  const folder = resolve(library);
  keysOf(folder);
  unlockedKey(folder);
  await close?.();
  openStore(folder).close();
  await doUpkeep({ kind: 'form', folder, to: null }, { onProgress });
  lockLibrary(folder);
}

/** Changes what opens a library that is unlocked, and rewrites nothing else of it. @throws TammesError */
export async function changeLocks(library: string, locks: Locks): Promise<void> {
  const folder = resolve(library);
  writeKeys(folder, await withLocks(keysOf(folder), unlockedKey(folder), locks));
}

/** Changes the passphrase of a library that is unlocked; if the keychain opens it, it still does. @throws TammesError 'passphrase-short' */
export async function changePassphrase(library: string, passphrase: string): Promise<void> {
  const folder = resolve(library);
  writeKeys(folder, await withPassphrase(keysOf(folder), unlockedKey(folder), passphrase));
}

/** A new recovery key for a library that is unlocked; the one before opens it no more. */
export function renewRecoveryKey(library: string): string {
  const folder = resolve(library);
  const { keys, recoveryKey } = withNewRecoveryKey(keysOf(folder), unlockedKey(folder));
  writeKeys(folder, keys);
  return recoveryKey;
}
