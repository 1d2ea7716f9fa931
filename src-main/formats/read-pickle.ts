/**
 * Lists of bytes and truth values that Python has pickled, of protocols 2 to 5 (pickletools.py of CPython names the opcodes). A pickle is a
 * program, and may do anything where Python loads it: what would call or import something is refused here, and nothing is ever run.
 */
export type Pickled = Uint8Array | boolean | Pickled[];

/** What was pickled is more than bytes and truth values. */
export class Refusal extends Error {}

const mark = Symbol('mark');
type Item = Pickled | typeof mark;

/** @throws Refusal if it holds anything else. @throws Error if it is damaged or cut off. */
export function readPickle(bytes: Uint8Array): Pickled {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const stack: Item[] = [];
  const memo = new Map<number, Item>();
  let at = 0;
  const take = (size: number): number => {
    if (at + size > bytes.length) throw new Error('It is cut off.');
    at += size;
    return at - size;
  };
  const byte = () => bytes[take(1)]!;
  const uint32 = () => view.getUint32(take(4), true);
  const uint64 = () => Number(view.getBigUint64(take(8), true));
  const bytesOf = (size: number) => bytes.subarray(take(size), at);
  const pop = (): Pickled => {
    const item = stack.pop();
    if (item === undefined || item === mark) throw new Error('It is damaged.');
    return item;
  };
  const popToMark = (): Pickled[] => {
    const place = stack.lastIndexOf(mark);
    if (place < 0) throw new Error('It is damaged.');
    return stack.splice(place).slice(1) as Pickled[];
  };
  const extend = (more: readonly Pickled[]) => {
    const list = stack.at(-1);
    if (!Array.isArray(list)) throw new Error('It is damaged.');
    for (const item of more) list.push(item);
  };
  const remember = (place: number) => memo.set(place, stack.at(-1) ?? mark);
  const recall = (place: number) => stack.push(memo.get(place) ?? mark);
  const steps: Readonly<Record<number, () => unknown>> = {
    // PROTO and FRAME: nothing follows from them.
    128: () => byte(),
    149: () => uint64(),
    // MARK, EMPTY_LIST, EMPTY_TUPLE, APPEND, APPENDS
    40: () => stack.push(mark),
    93: () => stack.push([]),
    41: () => stack.push([]),
    97: () => extend([pop()]),
    101: () => extend(popToMark()),
    // TUPLE, TUPLE1, TUPLE2
    116: () => stack.push(popToMark()),
    133: () => stack.push([pop()]),
    134: () => {
      const second = pop();
      stack.push([pop(), second]);
    },
    // NEWTRUE, NEWFALSE
    136: () => stack.push(true),
    137: () => stack.push(false),
    // BINBYTES, SHORT_BINBYTES, BINBYTES8; BINSTRING and SHORT_BINSTRING are Python 2's bytes.
    66: () => stack.push(bytesOf(uint32())),
    67: () => stack.push(bytesOf(byte())),
    142: () => stack.push(bytesOf(uint64())),
    84: () => stack.push(bytesOf(uint32())),
    85: () => stack.push(bytesOf(byte())),
    // BINPUT, LONG_BINPUT, MEMOIZE, BINGET, LONG_BINGET
    113: () => remember(byte()),
    114: () => remember(uint32()),
    148: () => remember(memo.size),
    104: () => recall(byte()),
    106: () => recall(uint32()),
  };
  for (;;) {
    const code = byte();
    // STOP
    if (code === 0x2e) break;
    const step = steps[code];
    if (step === undefined) throw new Refusal(`Opcode ${code} is not read.`);
    step();
  }
  return pop();
}
