import { expect, test } from 'vitest';
import { chooseProcessor, tasksBeforeTrial } from '../../src-main/vision/choose-processor.ts';

/** Processors of so many tasks after the trial was begun and answered. */
async function processorsAfter(trial: () => Promise<{ gain: number } | null>, workers: number) {
  let trials = 0;
  const choice = chooseProcessor(() => {
    trials++;
    return trial();
  }, workers);
  const before = Array.from({ length: tasksBeforeTrial }, () => choice.next());
  expect(before.every((processor) => processor === 'cpu')).toBe(true);
  await Promise.resolve().then(() => {});
  const after = [choice.next(), choice.next()];
  choice.giveUp();
  return { trials, after, givenUp: choice.next() };
}

test('the graphics processor is taken if it is faster than all processes together, until one ends at it', async () => {
  expect(await processorsAfter(async () => ({ gain: 2.1 }), 2)).toEqual({
    trials: 1,
    after: ['webgpu', 'webgpu'],
    givenUp: 'cpu',
  });
});

test.each([
  ['it is slower than they are', async () => ({ gain: 2 })],
  ['there is none, or it gives other numbers', async () => null],
  ['its driver crashes', () => Promise.reject(new Error('ended'))],
])('the CPU stays if %s', async (_, trial) => {
  expect((await processorsAfter(trial, 2)).after).toEqual(['cpu', 'cpu']);
});

test('a few tasks try nothing', () => {
  const choice = chooseProcessor(() => {
    throw new Error('tried');
  }, 1);
  const processors = Array.from({ length: tasksBeforeTrial - 1 }, () => choice.next());
  expect(new Set(processors)).toEqual(new Set(['cpu']));
});
