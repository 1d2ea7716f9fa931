import { expect, test } from 'vitest';
import { runToEnd } from '../../../../src-renderer/screens/story/run-to-end.ts';

async function* counting(closed: () => void): AsyncGenerator<number, string, undefined> {
  try {
    for (let i = 0; i < 5; i++) yield i;
    return 'end';
  } finally {
    closed();
  }
}

test('a computation is followed frame by frame to its result', async () => {
  const seen: number[] = [];
  const signal = new AbortController().signal;
  expect(
    await runToEnd(
      counting(() => {}),
      (frame) => seen.push(frame),
      signal,
    ),
  ).toBe('end');
  expect(seen).toEqual([0, 1, 2, 3, 4]);
});

test('a stop asks for no more frames and lets the computation clean up', async () => {
  const controller = new AbortController();
  let isClosed = false;
  const seen: number[] = [];
  const run = counting(() => {
    isClosed = true;
  });
  const result = await runToEnd(
    run,
    (frame) => {
      seen.push(frame);
      if (frame === 1) controller.abort();
    },
    controller.signal,
  );
  expect([result, seen, isClosed]).toEqual([null, [0, 1], true]);
});
