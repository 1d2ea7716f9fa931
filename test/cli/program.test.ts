import { expect, test } from 'vitest';
import { tammes, temporaryFolder } from '../helpers/cli.ts';

const library = await temporaryFolder();

test.each([
  [['ingest', '/nowhere/at/all'], 1, 'There is no folder /nowhere/at/all.'],
  [['train', '--loss', 'arcfase'], 2, 'There is no loss arcfase.'],
  [['train', '--loss', 'arcface', '--set', 'margin=9'], 2, 'margin cannot be 9.'],
  [['train', '--loss', 'arcface', '--dim', '5'], 2, 'head.dim'],
  [['train', '--loss', 'arcface'], 1, 'nobody'],
  [['train'], 2, 'No loss is named.'],
  [['train', '--resume', '9'], 1, 'There is no run 9.'],
  [['match', '/nowhere.jpg'], 1, '/nowhere.jpg does not exist.'],
  [['match'], 2, "missing required argument 'photos'"],
  [['sphere', '--head', 'none'], 2, 'There is no head none.'],
  [['sphere'], 1, 'two class centres'],
  [['enrol'], 2, 'The person to enrol is missing.'],
  [['fly'], 2, "unknown command 'fly'"],
] as const)('tammes %j ends with %i and says why', async (args, expected, text) => {
  const rest = args[0] === 'fly' ? [] : ['--library', library];
  const { code, stdout, stderr } = await tammes([...args, ...rest]);
  expect(stdout + stderr).toContain(text);
  expect(code).toBe(expected);
});

test('a reader who has read enough is no fault', async () => {
  expect(await tammes(['--help'], { unread: true })).toEqual({ code: 0, stdout: '', stderr: '' });
});
