import { readFile } from 'node:fs/promises';
import { type Backend, checkBackend } from '../../src-shared/compute/index.ts';
import { selfCheckFile } from '../app-files.ts';

/** Results of this process, by backend. */
const results = new Map<string, Promise<void>>();

/** `checkBackend`, once a process and backend. */
export function selfCheck(backend: Backend): Promise<void> {
  const result = results.get(backend.id) ?? readCases().then((cases) => checkBackend(backend, cases));
  results.set(backend.id, result);
  return result;
}

async function readCases(): Promise<unknown> {
  return JSON.parse(await readFile(selfCheckFile, 'utf8'));
}
