/** Recovery keys: 160 random bits as letters and digits that are not taken for each other, with a check for slips of the pen. */
import { createHash, randomBytes } from 'node:crypto';
import { TammesError } from '../../../src-shared/errors/index.ts';

/** Crockford's: without I, L, O and U. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const bytes = 20;
/** Of 32 characters that carry five bits each, and four that check these. */
const [carrying, checking, group] = [32, 4, 6];

/** A new one. */
export const newRecoverySecret = (): Uint8Array => randomBytes(bytes);

/** As people write it down: six groups of six. */
export function recoveryText(secret: Uint8Array): string {
  const all = base32(secret) + checkOf(secret);
  return all.match(new RegExp(`.{${group}}`, 'g'))!.join('-');
}

/** What was written down; case, spaces and hyphens do not matter. @throws TammesError 'recovery-key-mistyped' */
export function recoverySecret(text: string): Uint8Array {
  const letters = text
    .toUpperCase()
    .replace(/[\s\-‐-―−]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  const values = [...letters].map((letter) => alphabet.indexOf(letter));
  if (values.length === carrying + checking && !values.includes(-1)) {
    const bits = values
      .slice(0, carrying)
      .map((value) => value.toString(2).padStart(5, '0'))
      .join('');
    const secret = Uint8Array.from({ length: bytes }, (_, i) =>
      Number.parseInt(bits.slice(8 * i, 8 * i + 8), 2),
    );
    if (checkOf(secret) === letters.slice(carrying)) return secret;
  }
  throw new TammesError('recovery-key-mistyped', {});
}

function base32(data: Uint8Array): string {
  const bits = Array.from(data, (byte) => byte.toString(2).padStart(8, '0')).join('');
  return bits
    .match(/.{5}/g)!
    .map((five) => alphabet[Number.parseInt(five, 2)])
    .join('');
}

const checkOf = (secret: Uint8Array) =>
  base32(createHash('sha256').update('tammes recovery key').update(secret).digest().subarray(0, 20)).slice(
    0,
    checking,
  );
