import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { withBlock } from './document.ts';
import { readResults } from './results.ts';
import { allowed, differenceOf, tammesText } from './tammes/document.ts';
import { tammesResult } from './tammes/result.ts';

const results = await readResults('tammes', tammesResult);

test('docs/SPHERE.md shows the measured table; `npm run bench -- table` writes it', async () => {
  const text = await readFile(new URL('../../docs/SPHERE.md', import.meta.url), 'utf8');
  expect(withBlock(text, 'tammes', results.map(tammesText).join('\n\n'))).toBe(text);
});

test('the solver was measured on every size, and reaches the best known angle: to 1e-6 radians up to 50 points, to 1e-4 above', () => {
  const [{ entries }] = results as [(typeof results)[0]];
  expect(entries.map(({ count }) => count)).toEqual(Array.from({ length: 129 }, (_, i) => i + 2));
  for (const entry of entries)
    expect([entry.count, differenceOf(entry)]).toEqual([
      entry.count,
      expect.toSatisfy((found) => found > -allowed(entry.count)),
    ]);
});
