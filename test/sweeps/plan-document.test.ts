import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { sweepPlan } from '../../src-shared/contract/index.ts';
import { candidatesOf, countTrials, rungsOf } from '../../src-shared/sweeps/index.ts';

test('the plan in docs/USING.md can be carried out', async () => {
  const document = await readFile(new URL('../../docs/USING.md', import.meta.url), 'utf8');
  const plan = sweepPlan.parse(parse(document.match(/```yaml\n(.*?)```/s)![1]!));
  const candidates = candidatesOf(plan);
  expect(candidates).toHaveLength(24);
  expect(countTrials(rungsOf(plan, candidates.length))).toBeLessThan(24 * plan.seeds);
});
