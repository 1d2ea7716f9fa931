import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { crc32 } from 'node:zlib';
import { type Random, randomFrom } from '../../src-shared/random.ts';

/** A photo file, damaged on purpose. */
export interface Mutant {
  /** The number and the file that it was made from. */
  name: string;
  bytes: Uint8Array;
}

const folder = new URL('../fixtures/photos/', import.meta.url);
const seeds = readdirSync(fileURLToPath(folder))
  .filter((name) => name !== 'README.md')
  .sort()
  .map((name) => ({ name, bytes: new Uint8Array(readFileSync(new URL(encodeURIComponent(name), folder))) }));

/** Values at the edges of what a field may hold. */
const edges = [0, 1, 0x7f, 0x80, 0xff];

/** Mutant number `index` of a seed: always the same. */
export function mutant(seed: number, index: number): Mutant {
  const random = randomFrom(seed, index);
  const source = seeds[index % seeds.length]!;
  const bytes = damaged(source.bytes, () => seeds[random.integer(seeds.length)]!.bytes, random, 6);
  // A PNG with a wrong sum is refused before its content does anything: every other one gets right sums.
  if (random.uniform() < 0.5) repairSums(bytes);
  return { name: `${index}-${source.name}`, bytes };
}

/** A changed file. @param other gives one whose end may take the place of its own. @param most changes. */
export function damaged(
  sound: Uint8Array,
  other: () => Uint8Array,
  random: Random,
  most: number,
): Uint8Array {
  const whole = (below: number) => (below === 0 ? 0 : random.integer(below));
  // A slice of a Buffer would be the same bytes.
  let bytes: Uint8Array = new Uint8Array(sound);
  /** Most of what can go wrong is decided in the first bytes. */
  const place = () => whole(random.uniform() < 0.5 ? Math.min(bytes.length, 600) : bytes.length);
  const changes: (() => void)[] = [
    () => {
      const at = place();
      bytes[at] = bytes[at]! ^ (1 << whole(8));
    },
    () => {
      bytes[place()] = edges[whole(edges.length)]!;
    },
    () => {
      bytes.fill(edges[whole(edges.length)]!, place(), place() + 4);
    },
    () => {
      const at = place();
      for (let i = at; i < Math.min(at + 1 + whole(64), bytes.length); i++) bytes[i] = whole(256);
    },
    () => {
      bytes = bytes.slice(0, whole(bytes.length + 1));
    },
    () => {
      const at = place();
      bytes = joined(bytes.subarray(0, at), bytes.subarray(at + 1 + whole(256)));
    },
    () => {
      const [at, from] = [place(), place()];
      bytes = joined(bytes.subarray(0, at), bytes.subarray(from, from + 1 + whole(4096)), bytes.subarray(at));
    },
    () => {
      const end = other();
      bytes = joined(bytes.subarray(0, place()), end.subarray(whole(end.length)));
    },
  ];
  for (let left = 1 + whole(most); left > 0 && bytes.length > 0; left--) changes[whole(changes.length)]!();
  return bytes;
}

function joined(...pieces: Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(pieces));
}

function repairSums(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 8 || view.getUint32(0) !== 0x89504e47) return;
  for (let at = 8; at + 12 <= bytes.length; ) {
    const end = at + 8 + view.getUint32(at);
    if (end + 4 > bytes.length) return;
    view.setUint32(end, crc32(bytes.subarray(at + 4, end)));
    at = end + 4;
  }
}
