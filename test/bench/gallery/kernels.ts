/** What a bench of searches needs. */
import { existsSync } from 'node:fs';
import { kernelsFile } from '../../../src-main/app-files.ts';

/** @throws Error without the compiled kernels: a loop would be measured in their place, without a word. */
export function expectKernels(): void {
  if (!existsSync(kernelsFile))
    throw new Error('There are no compiled kernels, and a loop would be measured: npm run build.');
}
