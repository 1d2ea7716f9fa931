import { idOf } from '../../../src-main/store/encryption/keys.ts';

const key = new Uint8Array(32).fill(5);
/** A library key that several processes know. Nothing else opens what it locks. */
export const fixedKeys = {
  key,
  keys: {
    format: 'tammes-keys' as const,
    id: idOf(key),
    passphrase: null,
    recovery: { locked: '' },
    keychain: null,
  },
};
