/**
 * The keys of an encrypted library. A random one, the library key, encrypts everything. The file `keys-ID.json` has it locked: by
 * what is made of the passphrase, by the recovery key, and by the system's keychain. ID follows from the library key, and is the
 * beginning of the database: so each database says which key it needs.
 */
import { createHash, randomBytes, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { z } from 'zod';
import { shortestPassphrase } from '../../../src-shared/contract/index.ts';
import { TammesError } from '../../../src-shared/errors/index.ts';
import { newRecoverySecret, recoverySecret, recoveryText } from './recovery-key.ts';
import { derive, openBytes, sealBytes } from './seal-bytes.ts';

/** 128 MiB and about half a second: each guess at a passphrase costs as much. */
const effort = { N: 2 ** 17, r: 8, p: 1 };
/** What files of other versions may ask for. */
const mostMemory = 2 ** 30;

const base64 = z.base64();
const content = z.object({
  format: z.literal('tammes-keys'),
  /** See `idOf`. */
  id: z.string().regex(/^[0-9a-f]{32}$/),
  passphrase: z
    .object({
      salt: base64,
      N: z.int().min(2 ** 14),
      r: z.int().min(1),
      p: z.int().min(1).max(16),
      locked: base64,
    })
    .nullable(),
  recovery: z.object({ locked: base64 }),
  /** As the keychain gave it. */
  keychain: z.object({ locked: base64 }).nullable(),
});
const withSum = z.object({ keys: content, sha256: z.string() });

/** What `keys-ID.json` holds. */
export type KeyFile = z.infer<typeof content>;

/** The library key, in memory. */
export type LibraryKey = Uint8Array;

/** Says which library key it is, and nothing of it. */
export const idOf = (key: LibraryKey) => Buffer.from(derive(key, 'id', 16)).toString('hex');

/** The key of a database and the beginning of its file, as SQLite takes them. */
export const databaseKey = (key: LibraryKey): Uint8Array =>
  Buffer.concat([derive(key, 'database'), derive(key, 'id', 16)]);

/** The key of the files beside the database. */
export const filesKey = (key: LibraryKey): Uint8Array => derive(key, 'files');

/** A new library key without any lock but a recovery key, which is told once. */
export function newKeys(): { key: LibraryKey; keys: KeyFile; recoveryKey: string } {
  const key = new Uint8Array(randomBytes(32));
  const { keys, recoveryKey } = withNewRecoveryKey(
    { format: 'tammes-keys', id: idOf(key), passphrase: null, recovery: { locked: '' }, keychain: null },
    key,
  );
  return { key, keys, recoveryKey };
}

export function withNewRecoveryKey(keys: KeyFile, key: LibraryKey): { keys: KeyFile; recoveryKey: string } {
  const secret = newRecoverySecret();
  const locked = lock(derive(secret, 'recovery'), keys, 'recovery', key);
  return { keys: { ...keys, recovery: { locked } }, recoveryKey: recoveryText(secret) };
}

/** @param passphrase null: takes it away. @throws TammesError 'passphrase-short' */
export async function withPassphrase(
  keys: KeyFile,
  key: LibraryKey,
  passphrase: string | null,
): Promise<KeyFile> {
  if (passphrase === null) return { ...keys, passphrase: null };
  if ([...passphrase].length < shortestPassphrase)
    throw new TammesError('passphrase-short', { least: shortestPassphrase });
  const salt = randomBytes(16);
  const locked = lock(await stretched(passphrase, salt, effort), keys, 'passphrase', key);
  return { ...keys, passphrase: { salt: salt.toString('base64'), ...effort, locked } };
}

/** @param protectedKey what the keychain made of the library key; null: none has it any more. */
export function withKeychain(keys: KeyFile, protectedKey: Uint8Array | null): KeyFile {
  return {
    ...keys,
    keychain: protectedKey === null ? null : { locked: Buffer.from(protectedKey).toString('base64') },
  };
}

/** @throws TammesError 'passphrase-wrong', also if there is none */
export async function openByPassphrase(keys: KeyFile, passphrase: string): Promise<LibraryKey> {
  const { passphrase: locked } = keys;
  if (locked === null) throw new TammesError('passphrase-wrong', {});
  const own = await stretched(passphrase, Buffer.from(locked.salt, 'base64'), locked);
  const key = unlock(own, keys, 'passphrase', locked.locked);
  if (key === null) throw new TammesError('passphrase-wrong', {});
  return key;
}

/** @throws TammesError 'recovery-key-mistyped', or 'recovery-key-wrong' if it is another library's or an older one */
export function openByRecoveryKey(keys: KeyFile, text: string): LibraryKey {
  const key = unlock(derive(recoverySecret(text), 'recovery'), keys, 'recovery', keys.recovery.locked);
  if (key === null) throw new TammesError('recovery-key-wrong', {});
  return key;
}

const context = ({ id }: KeyFile, by: string) => `tammes keys ${id} ${by}`;

const lock = (by: Uint8Array, keys: KeyFile, name: string, key: LibraryKey) =>
  sealBytes(by, context(keys, name), key).toString('base64');

function unlock(by: Uint8Array, keys: KeyFile, name: string, locked: string): LibraryKey | null {
  const key = openBytes(by, context(keys, name), Buffer.from(locked, 'base64'));
  return key === null || idOf(key) !== keys.id ? null : new Uint8Array(key);
}

/** Systems write the same letters in several ways. */
function stretched(passphrase: string, salt: Uint8Array, { N, r, p }: typeof effort): Promise<Buffer> {
  const derived = promisify<string, Uint8Array, number, object, Buffer>(scrypt);
  return derived(passphrase.normalize('NFKC'), salt, 32, { N, r, p, maxmem: mostMemory });
}

/** As text with a checksum: damage is told from a wrong passphrase. */
export function keysText(keys: KeyFile): string {
  return `${JSON.stringify({ keys, sha256: sumOf(keys) }, null, 2)}\n`;
}

/** null: it is damaged. */
export function parseKeys(text: string): KeyFile | null {
  try {
    const { keys, sha256 } = withSum.parse(JSON.parse(text));
    return sha256 === sumOf(keys) ? keys : null;
  } catch {
    return null;
  }
}

const sumOf = (keys: KeyFile) =>
  createHash('sha256')
    .update(JSON.stringify(content.parse(keys)))
    .digest('hex');
