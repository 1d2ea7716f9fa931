/**
 * Decrypts a page of an encrypted database without SQLite, where that refuses it: as SQLite3 Multiple Ciphers writes it with its cipher
 * ChaCha20-Poly1305. A page ends in its nonce (16 bytes) and its tag (16 bytes), which is not looked at here: damage changes single bits,
 * and each row has a checksum of its own. https://utelle.github.io/SQLite3MultipleCiphers/docs/ciphers/cipher_chacha20/
 */
import { createDecipheriv } from 'node:crypto';

const [nonceBytes, tagBytes] = [16, 16];
/** Of the first page these bytes are in clear: the number of the key, and what SQLite needs to know the size of pages. */
const clearBytes = 24;
const magic = Buffer.from('SQLite format 3\0');

/** @param number of the page, from 1. @returns what SQLite uses of it. */
export function decryptPage(page: Buffer, number: number, key: Uint8Array): Buffer {
  const usable = page.length - nonceBytes - tagBytes;
  const nonce = page.subarray(usable, usable + nonceBytes);
  const counter = (nonce.readUInt32LE(12) ^ number) >>> 0;
  // The second half of this block is the key of the page; the first is that of the tag.
  const pageKey = chacha20(key, counter, nonce, Buffer.alloc(64)).subarray(32);
  const plain = chacha20(
    pageKey,
    (counter + 1) >>> 0,
    nonce,
    page.subarray(number === 1 ? clearBytes : 0, usable),
  );
  return number === 1 ? Buffer.concat([magic, page.subarray(magic.length, clearBytes), plain]) : plain;
}

function chacha20(key: Uint8Array, counter: number, nonce: Buffer, bytes: Buffer): Buffer {
  const start = Buffer.alloc(16);
  start.writeUInt32LE(counter);
  nonce.copy(start, 4, 0, 12);
  return createDecipheriv('chacha20', key, start).update(bytes);
}
