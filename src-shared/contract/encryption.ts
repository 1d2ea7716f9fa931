import { z } from 'zod';
import { failureSchema } from '../errors/index.ts';
import { method } from './method.ts';

/** Characters of a passphrase. */
export const shortestPassphrase = 10;

export const passphrase = z.string().max(1000);
/** The passphrase of now, where a library has one: whoever sits down at an open window may not change it. */
const current = z.object({ current: passphrase.nullable() });

/** What opens a library beside its recovery key. */
const locks = z.object({
  /** null: no passphrase. */
  passphrase: passphrase.nullable(),
  /** Whether the system's keychain opens it for this user. */
  keychain: z.boolean(),
});

const recoveryKey = z.object({
  /** Shown once, and kept nowhere. */
  recoveryKey: z.string(),
});

const encryptionState = z.object({
  /** `clear`: not encrypted; `locked`: encrypted, and nothing else is answered; `open`: encrypted and unlocked. */
  state: z.enum(['clear', 'locked', 'open']),
  /** Its folder. */
  library: z.string(),
  /** Why libraries cannot be encrypted here; null: they can. */
  why: failureSchema.nullable(),
  /** What opens it. */
  passphrase: z.boolean(),
  keychain: z.boolean(),
  /** Whether this host has a keychain that keeps secrets. */
  hasKeychain: z.boolean(),
  /** Copies of a library in clear that would go with its encryption, by name. */
  copies: z.array(z.string()),
});
export type EncryptionState = z.infer<typeof encryptionState>;

/** Encryption of the library. These are answered while it is locked, too. */
export const encryptionMethods = {
  'encryption.state': method(z.undefined(), encryptionState),
  'encryption.unlock': method(z.object({ passphrase }), z.void()),
  /** Opens the library by its recovery key and gives it a new passphrase. */
  'encryption.recover': method(z.object({ recoveryKey: z.string().max(200), passphrase }), z.void()),
  /** Encrypts the library, which is closed meanwhile. Runs and jobs end in order before. */
  'encryption.turnOn': method(locks, recoveryKey),
  'encryption.turnOff': method(current, z.void()),
  'encryption.change': method(current.extend({ to: locks }), z.void()),
  /** Makes another recovery key; the one before opens the library no more. */
  'encryption.renew': method(current, recoveryKey),
};
