/** Damage as disks, power cuts and people do it to a library's files. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from '../../src-shared/random.ts';

export const damages = ['bits', 'pages', 'truncation', 'swap'] as const;
export type Damage = (typeof damages)[number];

const pageSize = 4096;

/** @returns what was done, to be found again. */
export function damageLibrary(folder: string, damage: Damage, random: Random): string {
  // Most damage is of what is largest.
  const files = filesOf(folder);
  const file = random.uniform() < 0.75 ? 'library.db' : files[random.integer(files.length)]!;
  const path = join(folder, file);
  const bytes = readFileSync(path);
  const pages = Math.max(1, Math.floor(bytes.length / pageSize));
  const page = () => pageSize * random.integer(pages);
  switch (damage) {
    case 'bits': {
      const bits = 1 + random.integer(8);
      for (let i = 0; i < bits; i++) {
        const at = random.integer(bytes.length);
        bytes[at]! ^= 1 << random.integer(8);
      }
      break;
    }
    case 'pages':
      for (let left = 1 + random.integer(3); left > 0; left--) {
        const at = page();
        const kind = random.integer(4);
        if (kind === 3) bytes.copyWithin(at, page(), pageSize);
        else
          for (let i = at; i < Math.min(at + pageSize, bytes.length); i++)
            bytes[i] = kind === 0 ? 0 : kind === 1 ? 0xff : random.integer(256);
      }
      break;
    case 'truncation':
      writeFileSync(path, bytes.subarray(0, random.integer(bytes.length)));
      return `${file} cut off`;
    case 'swap':
      return swap(folder, files, random);
  }
  writeFileSync(path, bytes);
  return `${damage} of ${file}`;
}

/** Two files of the library change places, two pages of its database, or a file is gone. */
function swap(folder: string, files: readonly string[], random: Random): string {
  const kind = random.integer(3);
  if (kind === 0) {
    const path = join(folder, 'library.db');
    const bytes = readFileSync(path);
    const [a, b] = [1, 1].map(() => pageSize * random.integer(Math.floor(bytes.length / pageSize))) as [
      number,
      number,
    ];
    const kept = Buffer.from(bytes.subarray(a, a + pageSize));
    bytes.copyWithin(a, b, b + pageSize);
    kept.copy(bytes, b);
    writeFileSync(path, bytes);
    return 'pages of library.db swapped';
  }
  const [a, b] = [files[random.integer(files.length)]!, files[random.integer(files.length)]!];
  if (kind === 1) {
    rmSync(join(folder, a));
    return `${a} gone`;
  }
  // The files of a run are of one kind: most likely a whole folder was copied to a wrong place.
  const ofOther = a.startsWith('runs/1/') ? a.replace('runs/1/', 'runs/2/') : b;
  const [contentA, contentB] = [readFileSync(join(folder, a)), readFileSync(join(folder, ofOther))];
  writeFileSync(join(folder, a), contentB);
  writeFileSync(join(folder, ofOther), contentA);
  return `${a} and ${ofOther} swapped`;
}

const filesOf = (folder: string) =>
  (readdirSync(folder, { recursive: true }) as string[])
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => /\.\w+$/.test(name))
    .sort();
