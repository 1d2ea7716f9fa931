/** Reads MessagePack from outside: a look at its structure comes before anything is made of it. */
import { decode } from '@msgpack/msgpack';
import { TammesError } from '../../src-shared/errors/index.ts';

/** Lists within lists; the contract needs six. */
const deepest = 32;
/** Values altogether: a list of some bytes could ask for memory as for a thousand times as many. */
const mostValues = 2 ** 20;

/** @throws TammesError 'request-not-messagepack', or 'request-too-nested' before memory is taken for it. */
export function readMessagePack(bytes: Uint8Array): unknown {
  refuseNested(bytes);
  try {
    return decode(bytes);
  } catch (cause) {
    throw new TammesError('request-not-messagepack', {}, { cause });
  }
}

function refuseNested(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  /** Values that are still to come, of each list that is open. */
  const open = [1];
  let values = 0;
  for (let at = 0; open.length > 0; ) {
    if (open.at(-1) === 0) {
      open.pop();
      continue;
    }
    open[open.length - 1]!--;
    if (++values > mostValues) throw new TammesError('request-too-nested', {});
    // What is cut off is for the decoder to say.
    if (at >= bytes.length) return;
    const { size, within } = headOf(view, at);
    at += size;
    if (within === 0) continue;
    if (open.length >= deepest || values + within > mostValues)
      throw new TammesError('request-too-nested', {});
    open.push(within);
  }
}

/** Bytes after the first that hold a length. */
const lengthBytes: Readonly<Record<number, 1 | 2 | 4>> = {
  ...{ 196: 1, 197: 2, 198: 4, 199: 1, 200: 2, 201: 4, 217: 1, 218: 2, 219: 4 },
  ...{ 220: 2, 221: 4, 222: 2, 223: 4 },
};
/** Of values whose size the first byte says: with it. */
const fixedSizes: Readonly<Record<number, number>> = {
  ...{ 202: 5, 203: 9, 204: 2, 205: 3, 206: 5, 207: 9, 208: 2, 209: 3, 210: 5, 211: 9 },
  ...{ 212: 3, 213: 4, 214: 6, 215: 10, 216: 18 },
};

/** @returns the bytes of the value at a place, without those of the values within it, and how many these are. */
function headOf(view: DataView, at: number): { size: number; within: number } {
  const first = view.getUint8(at);
  if (first >= 0x80 && first < 0x90) return { size: 1, within: 2 * (first & 15) };
  if (first >= 0x90 && first < 0xa0) return { size: 1, within: first & 15 };
  if (first >= 0xa0 && first < 0xc0) return { size: 1 + (first & 31), within: 0 };
  const wide = lengthBytes[first];
  if (wide === undefined) return { size: fixedSizes[first] ?? 1, within: 0 };
  if (at + wide >= view.byteLength) return { size: view.byteLength, within: 0 };
  const length =
    wide === 1 ? view.getUint8(at + 1) : wide === 2 ? view.getUint16(at + 1) : view.getUint32(at + 1);
  if (first >= 222) return { size: 1 + wide, within: 2 * length };
  if (first >= 220) return { size: 1 + wide, within: length };
  // An extension has one byte more, for its kind.
  return { size: 1 + wide + length + (first >= 199 && first <= 201 ? 1 : 0), within: 0 };
}
