/** AES-256-GCM around bytes: nonce, what was encrypted, and tag. */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const [nonceBytes, tagBytes] = [12, 16];
/** Bytes that encryption adds. */
export const sealOverhead = nonceBytes + tagBytes;

/** @param context what the bytes are: they open with the same alone. */
export function sealBytes(key: Uint8Array, context: string, plain: Uint8Array): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** null: the key is another one, or the bytes were changed. */
export function openBytes(key: Uint8Array, context: string, sealed: Uint8Array): Buffer | null {
  if (sealed.length < sealOverhead) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes))
    .setAAD(Buffer.from(context))
    .setAuthTag(sealed.subarray(-tagBytes));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(nonceBytes, -tagBytes)), decipher.final()]);
  } catch {
    return null;
  }
}

/** A key for one purpose, made of a key that is as random (HKDF of RFC 5869 with SHA-256). */
export function derive(key: Uint8Array, purpose: string, length = 32): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', key, new Uint8Array(), `tammes ${purpose}`, length));
}
