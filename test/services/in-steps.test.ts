import { expect, test } from 'vitest';
import { inSteps } from '../../src-main/services/in-steps.ts';
import { randomFrom } from '../../src-shared/random.ts';
import { capsInSteps, capsOf, spreadInSteps, spreadOf } from '../../src-shared/sphere/index.ts';

const random = randomFrom(5);
const centres = Array.from({ length: 1500 }, () => Float64Array.from({ length: 64 }, () => random.normal()));
const labels = centres.map((_, i) => i);

test('a large spread gives way to other work, reports its progress, and gives the same result as without pauses', async () => {
  let turns = 0;
  const ticking = setInterval(() => turns++, 0);
  const shares: number[] = [];
  const spread = await inSteps(spreadInSteps(centres), { onProgress: (share) => shares.push(share) });
  clearInterval(ticking);
  expect(turns).toBeGreaterThan(1);
  expect(shares.length).toBeGreaterThan(1);
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  expect([shares[0]! > 0, shares.at(-1)! < 1]).toEqual([true, true]);
  expect(spread).toEqual(spreadOf(centres));
  expect(await inSteps(capsInSteps(centres, centres, labels), {})).toEqual(capsOf(centres, centres, labels));
});

test('it stops when asked', async () => {
  const controller = new AbortController();
  let steps = 0;
  const work = inSteps(spreadInSteps(centres), {
    signal: controller.signal,
    onProgress: () => {
      steps++;
      controller.abort();
    },
  });
  await expect(work).rejects.toMatchObject({ code: 'cancelled' });
  expect(steps).toBe(1);
});
