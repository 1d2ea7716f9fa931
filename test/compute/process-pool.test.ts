import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createProcessPool, type ProcessPool } from '../../src-main/compute/process-pool.ts';

let pool: ProcessPool<'answer' | 'end', number>;

beforeEach(() => {
  pool = createProcessPool(fileURLToPath(new URL('pool-entry.ts', import.meta.url)), { size: 2, depth: 2 });
});
afterEach(() => pool.close());

const answers = (count: number) => Promise.all(Array.from({ length: count }, () => pool.run('answer')));

test('there are no more processes than it may have, and one that has nothing to do stays', async () => {
  const seen = new Set<number>();
  for (let round = 0; round < 3; round++) {
    for (const pid of await answers(7)) seen.add(pid);
    await pause(50);
  }
  expect(seen.size).toBe(2);
});

test('a single task starts a single process', async () => {
  const [pid] = await answers(1);
  expect(await answers(1)).toEqual([pid]);
});

test('a task that ends its process fails, and all others are answered', async () => {
  const tasks = [
    ...Array<'answer'>(5).fill('answer'),
    'end',
    ...Array<'answer'>(5).fill('answer'),
    'end',
  ] as const;
  const outcomes = await Promise.allSettled(tasks.map((task) => pool.run(task)));
  expect(outcomes.map(({ status }) => status)).toEqual(
    tasks.map((task) => (task === 'end' ? 'rejected' : 'fulfilled')),
  );
  expect(outcomes[5]).toMatchObject({ reason: { message: expect.stringContaining('SIGKILL') } });
});

test('what has no answer fails when it is closed', async () => {
  const outcome = Promise.allSettled([pool.run('answer'), pool.run('answer')]);
  await pool.close();
  for (const { status } of await outcome) expect(status).toBe('rejected');
});
