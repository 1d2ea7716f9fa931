/** Fields in the wire format of Protocol Buffers, as far as graphs for other programs need it. */

/** A field that holds a whole number. */
export function number(field: number, value: number): Uint8Array {
  return concat([varint(field * 8), varint(value)]);
}

export function float(field: number, value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setFloat32(0, value, true);
  return concat([varint(field * 8 + 5), bytes]);
}

/** A field that holds bytes, or another message. */
export function message(field: number, bytes: Uint8Array): Uint8Array {
  return concat([varint(field * 8 + 2), varint(bytes.length), bytes]);
}

export const text = (field: number, value: string) => message(field, new TextEncoder().encode(value));

export const concat = (parts: readonly Uint8Array[]): Uint8Array => Buffer.concat(parts);

/** Seven bits a byte, the lowest first; negative ones as 64 bits. */
function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  while (rest > 127n) {
    bytes.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  return Uint8Array.from([...bytes, Number(rest)]);
}
