import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/**
 * Has three processes make the tables of a database at the same time.
 * @param whose the search engine's, or a shared gallery's. @returns exit code and signal of each.
 */
export async function makeAtOnce(address: string, whose: 'engine' | 'share'): Promise<unknown[]> {
  const child = fileURLToPath(new URL('make-at-once-child.ts', import.meta.url));
  const children = Array.from({ length: 3 }, () => fork(child, [address, whose]));
  await Promise.all(children.map((one) => once(one, 'message')));
  const ends = children.map((one) => once(one, 'exit'));
  for (const one of children) one.send('go');
  return Promise.all(ends);
}
