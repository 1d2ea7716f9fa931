import { expect, test } from 'vitest';
import { addEvaluation } from '../../src-main/store/evaluations.ts';
import { openStore } from '../../src-main/store/store.ts';
import { tammes, temporaryFolder } from '../helpers/cli.ts';
import { madeUpEvaluation as result } from '../helpers/made-up-evaluation.ts';

test('evaluations are listed, shown, removed and restored', { timeout: 120_000 }, async () => {
  const library = await temporaryFolder();
  const store = openStore(library);
  addEvaluation(store.db, 'Before', result);
  addEvaluation(store.db, '', result);
  store.close();
  const run = (...args: string[]) => tammes([...args, '--library', library]);
  const list = await run('evaluations');
  expect(list.stdout).toMatch(/pairs-2 .*pairs .*5 .*pretrained 91 % \(90 to 92\), cosface-2 95 %/);
  const one = await run('evaluations', 'Before');
  expect(one.stdout).toContain('pretrained was trained on none of these people.');
  expect(one.stdout).toContain('cosface-2 was trained on 3 of these people (9 faces');
  expect(one.stdout).toMatch(/FAR 1 % +91 % \(90 to 92\) +95 % \(94 to 96\) +\+4 \(\+3 to \+5\)/);
  expect(one.stdout).toContain('too few: 1000 needed');
  const compared = await run('evaluations', 'pairs-2', '--compare', 'Before');
  expect(compared.stderr).toContain('Before cannot be compared: an older version of Tammes made it');
  expect((await run('evaluations', 'Before', '--remove')).stdout).toContain('Removed: Before');
  const names = async () =>
    JSON.parse((await run('evaluations', '--json')).stdout).map(({ name }: { name: string }) => name);
  expect(await names()).toEqual(['pairs-2']);
  await run('undo');
  expect(await names()).toEqual(['pairs-2', 'Before']);
  expect((await run('evaluations', 'After')).stderr).toContain(
    'Evaluations of the library: pairs-2, Before.',
  );
  expect((await run('evaluations', '--remove')).stderr).toContain('No evaluation is named.');
});
