/** Files of an export for other programs: all of them or none, and noted for its undo. */
import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { ExportInfo } from '../../src-shared/contract/index.ts';
import type { Append } from '../formats/table.ts';
import { addExport, forgetExported, noteExported } from '../store/exports.ts';
import type { Store } from '../store/store.ts';
import { refuseThere, writeNew } from './new-files.ts';

/** A file that is to be written. */
export interface DataFile {
  /** Absolute. */
  path: string;
  write(append: Append): Promise<void>;
}

export const textFile = (path: string, text: string): DataFile =>
  bytesFile(path, new TextEncoder().encode(text));

export const bytesFile = (path: string, bytes: Uint8Array): DataFile => ({
  path,
  write: (append) => append(bytes),
});

/** What was written, and its number for `exports.undo`. */
export const writtenFiles = z.object({ files: z.array(z.string()), exportId: z.int() });
export type WrittenFiles = z.infer<typeof writtenFiles>;

/**
 * @param kind `data` if they name people: whoever forgets one is told of them.
 * @throws TammesError 'file-there' or 'file-not-written', or whatever writing throws: then none of them is there.
 */
export async function writeDataFiles(
  { db }: Store,
  kind: ExportInfo['kind'] & ('head' | 'data'),
  files: readonly [DataFile, ...DataFile[]],
): Promise<WrittenFiles> {
  for (const { path } of files) await refuseThere(path);
  const exportId = addExport(db, kind, dirname(files[0].path));
  const notes: number[] = [];
  const written: string[] = [];
  try {
    for (const { path, write } of files) {
      await writeNew(path, write, (hash) => {
        notes.push(noteExported(db, exportId, { path, hash, previous: null }));
      });
      written.push(path);
    }
  } catch (error) {
    for (const path of written) await rm(path, { force: true });
    for (const note of notes) forgetExported(db, note);
    throw error;
  }
  return { files: written, exportId };
}
