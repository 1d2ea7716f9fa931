import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createProcessPool, type ProcessPool } from '../../src-main/vision/process-pool.ts';

let pool: ProcessPool<'answer' | 'end', number>;

const entry = fileURLToPath(new URL('../helpers/pool-entry.ts', import.meta.url));

beforeEach(() => {
  pool = createProcessPool(entry, { size: 2, depth: 2 });
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
  // Nobody would end a process that were started now.
  await expect(pool.run('answer')).rejects.toThrow('closed');
});

test('a process whose parent was killed ends without a word', async () => {
  const script = join(await mkdtemp(join(tmpdir(), 'tammes-pool-')), 'parent.mjs');
  const module = new URL('../../src-main/vision/process-pool.ts', import.meta.url);
  await writeFile(
    script,
    `import { createProcessPool } from ${JSON.stringify(module)};
     const pool = createProcessPool(${JSON.stringify(entry)}, { size: 1, depth: 1 });
     await pool.run('answer');
     pool.run('compute');
     setTimeout(() => process.kill(process.pid, 'SIGKILL'), 300);`,
  );
  const parent = spawn(process.execPath, [script], { stdio: ['ignore', 'ignore', 'pipe'] });
  const [said, [, signal]] = await Promise.all([text(parent.stderr), once(parent, 'exit')]);
  expect([said, signal]).toEqual(['', 'SIGKILL']);
});

test('a host that cannot fork Node, such as Electron, starts its processes itself', async () => {
  const env = { ...process.env, TAMMES_TEST_UTILITY: '1' };
  const utilities = createProcessPool<'answer' | 'end', number>(entry, {
    size: 1,
    depth: 1,
    spawn(module) {
      const child = fork(module, { env });
      return {
        send: (message) => child.send(message as object),
        onMessage: (listener) => child.on('message', listener),
        onExit: (listener) => child.on('exit', (code) => listener(`code ${code}`)),
        kill: () => child.kill('SIGKILL'),
      };
    },
  });
  expect(await utilities.run('answer')).toBeGreaterThan(0);
  await expect(utilities.run('end')).rejects.toThrow('code null');
  expect(await utilities.run('answer')).toBeGreaterThan(0);
  await utilities.close();
});
