/** What is noted of libraries in the user's own folder, and not in them: their copies lead nowhere and carry no password. */
import {
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { userFolder } from '../user-folder.ts';
import { privateFile, privateFolder } from './private-files.ts';

/** A note for each library, by its folder. */
export interface AddressBook<T> {
  /** Null: there is none. */
  of(folder: string): T | null;
  keep(folder: string, entry: T): void;
  drop(folder: string): void;
}

/** @param name of the file. */
export function addressBook<T>(name: string, entry: z.ZodType<T>): AddressBook<T> {
  const file = join(userFolder, name);
  const entries = z.record(z.string(), entry);

  /** Null: there is none, or it is damaged, as after being written by hand: nothing is connected. */
  function readAll(): Record<string, T> | null {
    try {
      return entries.parse(JSON.parse(readFileSync(file, 'utf8')));
    } catch {
      return null;
    }
  }

  function writeAll(all: Record<string, T>): void {
    mkdirSync(dirname(file), { recursive: true, mode: privateFolder });
    const part = `${file}.${process.pid}.tmp`;
    rmSync(part, { force: true });
    writeFileSync(part, JSON.stringify(all, null, 2), { mode: privateFile, flag: 'wx', flush: true });
    // Addresses of other libraries may still be read in it.
    if (readAll() === null && existsSync(file)) renameSync(file, `${file}.damaged`);
    renameSync(part, file);
  }

  return {
    of: (folder) => readAll()?.[realpathSync(folder)] ?? null,
    keep: (folder, to) => writeAll({ ...readAll(), [realpathSync(folder)]: to }),
    drop(folder) {
      const { [realpathSync(folder)]: _, ...others } = readAll() ?? {};
      writeAll(others);
    },
  };
}
