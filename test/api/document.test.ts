/** docs/API.md: its commands do what it says, and its tables name what there is. */
import { execFile, spawnSync } from 'node:child_process';
import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventRoute, routes } from '../../src-main/api/routes/index.ts';
import { root } from '../../src-main/app-files.ts';
import { orlFile, startTestApi, type TestApi } from '../helpers/api.ts';
import { temporaryFolder } from '../helpers/cli.ts';

const document = await readFile(join(root, 'docs', 'API.md'), 'utf8');
/** Indented lines that begin with curl, with those that go on. */
const examples = [...document.matchAll(/^ {4}(curl (?:.*\\\n)*.*)$/gm)].map(([, command]) => command!);
const hasCurl = spawnSync('curl', ['--version']).status === 0;
if (!hasCurl && process.env.TAMMES_REQUIRE_API_PEERS) throw new Error('There is no curl.');

let api: TestApi;
let folder: string;
beforeAll(async () => {
  [api, folder] = [await startTestApi(), await temporaryFolder()];
  for (const number of [1, 2, 3]) await copyFile(orlFile(1, number), join(folder, `ada-${number}.jpg`));
});
afterAll(() => api.close());

test('its table has each address with its scopes, and no other', () => {
  const told = [...document.matchAll(/^\| `(\w+) (\S+)` \| (.*?) \|/gm)].map(([, ...cells]) => cells);
  const there = [...routes, eventRoute].map(({ method, path, scopes }) => [
    ...[method, path, scopes.map((scope) => `\`${scope}\``).join(' or ')],
  ]);
  expect(told.sort()).toEqual(there.sort());
});

test.skipIf(!hasCurl)('its commands do what they say', async () => {
  expect(examples.length).toBeGreaterThanOrEqual(10);
  const answers: Record<string, unknown>[] = [];
  for (const command of examples.filter((one) => !one.includes('/v1/events'))) {
    const { stdout } = await promisify(execFile)('sh', ['-c', command], {
      ...{
        cwd: folder,
        env: { ...process.env, URL: api.host.address, TOKEN: api.token(), PERSON: '1', FACE: '2' },
      },
    });
    const answer = JSON.parse(stdout);
    // No problem.
    expect(answer, command).not.toHaveProperty('remedy');
    answers.push(answer);
  }
  expect(answers).toMatchObject([
    ...[{ added: 2, person: { id: 1, name: 'Ada' } }, { added: 1 }, { faces: [{ person: { name: 'Ada' } }] }],
    ...[{ same: expect.any(Boolean) }, { total: 1 }, { name: 'Ada Lovelace' }, { faceId: 2 }],
    ...[{ kind: 'evaluate' }, { id: 1, kind: 'evaluate' }],
  ]);
});
