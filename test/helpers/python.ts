/** Python with NumPy, where it is: the peer that reads what is exported. */
import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';

/** Whether Python and these modules are there. */
export const hasModules = (modules: readonly string[]) =>
  spawnSync('python3', ['-c', `import ${modules.join(', ')}`]).status === 0;

export const hasNumpy = hasModules(['numpy']);
export const hasPandas = hasNumpy && hasModules(['pandas', 'pyarrow']);

/** Runs a script. @returns what it prints as JSON. @throws Error with what it says if it fails. */
export async function python(script: string, ...args: string[]): Promise<unknown> {
  const { stdout } = await promisify(execFile)('python3', ['-c', script, ...args], {
    maxBuffer: 2 ** 28,
  });
  return JSON.parse(stdout);
}
