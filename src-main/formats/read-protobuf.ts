/** Reads the wire format of Protocol Buffers, as far as files of other programs need it; `protobuf.ts` writes it. */

/** One field of a message: a whole number, or bytes. */
export interface Field {
  number: number;
  /** Of a varint; 0 for other kinds. */
  value: bigint;
  /** Of a string, a message or a packed list; empty for other kinds. */
  bytes: Uint8Array;
}

const none = new Uint8Array();

/** The fields of a message in their order. Nothing is copied. @throws Error if the bytes are no message. */
export function* fieldsOf(bytes: Uint8Array): Generator<Field> {
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = bytes[at++];
      if (byte === undefined) break;
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return BigInt.asUintN(64, value);
    }
    throw new Error('A number does not end.');
  };
  const skip = (length: number): Uint8Array => {
    if (at + length > bytes.length) throw new Error('A field is longer than its message.');
    at += length;
    return bytes.subarray(at - length, at);
  };
  while (at < bytes.length) {
    const key = varint();
    const number = Number(key >> 3n);
    const kind = Number(key & 7n);
    if (number === 0) throw new Error('A field has no number.');
    if (kind === 0) yield { number, value: varint(), bytes: none };
    else if (kind === 1) skip(8);
    else if (kind === 5) skip(4);
    else if (kind === 2) {
      const length = varint();
      if (length > BigInt(bytes.length)) throw new Error('A field is longer than its message.');
      yield { number, value: 0n, bytes: skip(Number(length)) };
    } else throw new Error('A field is of no known kind.');
  }
}

const decoder = new TextDecoder();
export const textOf = (bytes: Uint8Array): string => decoder.decode(bytes);
/** A whole number with a sign. */
export const integerOf = (value: bigint): number => Number(BigInt.asIntN(64, value));
