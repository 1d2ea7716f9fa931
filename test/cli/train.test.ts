import { expect, test } from 'vitest';
import { tammes } from '../helpers/cli.ts';

import { madeUpLibrary } from '../helpers/made-up-library.ts';

test('the same training twice gives identical weights, and the hash is printed', async () => {
  const library = await madeUpLibrary(6, 6);
  const args = [
    'train',
    '--library',
    library,
    '--loss',
    'arcface',
    '--set',
    'margin=0.5',
    '--dim',
    '128',
    '--epochs',
    '5',
  ];
  const run = async (seed: string) => {
    const { code, stdout } = await tammes([...args, '--backend', 'wasm', '--seed', seed, '--json']);
    expect(code).toBe(0);
    return JSON.parse(stdout).hash as string;
  };
  const first = await run('7');
  expect(first).toMatch(/^[0-9a-f]{64}$/);
  expect(await run('7')).toBe(first);
  expect(await run('8')).not.toBe(first);
});

test('a training that is killed is resumed from its checkpoint to the same weights', async () => {
  const library = await madeUpLibrary(6, 6);
  const args = [
    'train',
    '--library',
    library,
    '--loss',
    'normface',
    '--epochs',
    '300',
    '--seed',
    '3',
    '--backend',
    'wasm',
  ];
  const killed = await tammes(args, {
    onStderr: (text, kill) => {
      if (/ \d+\/300/.test(text)) kill();
    },
  });
  expect(killed.code).toBeNull();
  const resumed = JSON.parse(
    (await tammes(['train', '--resume', '1', '--library', library, '--json'])).stdout,
  );
  expect(resumed).toMatchObject({ id: 1, status: 'finished', lastEpoch: { epoch: 300 } });
  const whole = JSON.parse((await tammes([...args, '--json'])).stdout);
  expect(resumed.hash).toBe(whole.hash);
  // Four commands after each other, on a machine that may be busy.
}, 180_000);
