/** Result files: one a bench and kind of machine. */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { describeCommit, describeMachine, machineSchema } from './machine.ts';

const folder = join(import.meta.dirname, 'results');

/** What every result says of itself. */
export const headerSchema = z.object({
  /** When it was measured, ISO 8601. */
  at: z.string(),
  /** See `describeCommit`. */
  commit: z.string().nullable(),
  machine: machineSchema,
  /** Versions by name. */
  versions: z.record(z.string(), z.string()),
});

export type Header = z.infer<typeof headerSchema>;

/** The header of what is measured now with nothing but Node. */
export async function headerNow(): Promise<Header> {
  return {
    at: new Date().toISOString(),
    commit: await describeCommit(),
    machine: await describeMachine(),
    versions: { node: process.version },
  };
}

/** @returns the file's path in the repository. */
export async function writeResult(bench: string, tag: string, result: object): Promise<string> {
  await mkdir(folder, { recursive: true });
  const name = `${bench}-${tag}.json`;
  await writeFile(join(folder, name), `${JSON.stringify(result, null, 2)}\n`);
  return `test/bench/results/${name}`;
}

/** All results of a bench, by the names of their files. */
export async function readResults<S extends z.ZodType>(bench: string, schema: S): Promise<z.output<S>[]> {
  const names = (await readdir(folder)).filter(
    (name) => name.startsWith(`${bench}-`) && name.endsWith('.json'),
  );
  const texts = names.sort().map((name) => readFile(join(folder, name), 'utf8'));
  return (await Promise.all(texts)).map((text) => schema.parse(JSON.parse(text)));
}
