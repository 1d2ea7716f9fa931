import { expect, test } from 'vitest';
import { tammes, temporaryFolder } from '../helpers/cli.ts';

test('doctor says what is missing and why', async () => {
  const { code, stdout } = await tammes(['doctor', '--library', await temporaryFolder(), '--json']);
  expect(code).toBe(0);
  const { backends } = JSON.parse(stdout);
  const wasm = backends.find(({ id }: { id: string }) => id === 'wasm');
  expect(wasm).toMatchObject({ available: true, reason: '' });
  for (const { available, reason } of backends) expect(available || reason.length > 20).toBe(true);
});
