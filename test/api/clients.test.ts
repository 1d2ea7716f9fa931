/** Clients that are generated from the description, in TypeScript and Python, do the main job. */
import { execFile } from 'node:child_process';
import { cp, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createClient } from '@hey-api/openapi-ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { root } from '../../src-main/app-files.ts';
import { orlFile, startTestApi, type TestApi } from '../helpers/api.ts';
import { hasApiPeers, peer } from '../helpers/api-peers.ts';
import { temporaryFolder } from '../helpers/cli.ts';

const run = promisify(execFile);
const jobs = join(root, 'test', 'api', 'clients');
const done = {
  ...{ name: 'Ada', faces: 2, recognised: 'Ada', same: true, problem: 'unknown-id', remedy: true },
};

let api: TestApi;
let folder: string;
let description: string;
let asked: string[];
beforeEach(async () => {
  [api, folder] = [await startTestApi(), await temporaryFolder()];
  description = join(folder, 'openapi.json');
  await writeFile(description, (await api.ask('GET', '/openapi.json', { token: null })).text);
  const nobody = join(folder, 'nobody.png');
  await writeFile(nobody, 'no photo');
  asked = [api.host.address, api.token(), orlFile(1, 1), orlFile(1, 2), nobody];
});
afterEach(() => api.close());

test('in TypeScript, and its types fit', async () => {
  const output = { path: join(folder, 'client'), importFileExtension: '.js' } as const;
  await createClient({ input: description, output, logs: { level: 'silent', file: false } });
  await cp(join(jobs, 'main-job.ts.txt'), join(folder, 'main-job.ts'));
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  const settings = {
    compilerOptions: {
      ...{ strict: true, target: 'es2024', module: 'nodenext', lib: ['es2024', 'dom', 'dom.iterable'] },
      ...{ types: ['node'], outDir: 'built', skipLibCheck: true },
    },
    include: ['main-job.ts', 'client'],
  };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(settings));
  await writeFile(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
  const { stdout: faults } = await run(process.execPath, [
    ...[join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', folder],
  ]).catch((error: { stdout: string }) => error);
  expect(faults).toBe('');
  const { stdout } = await run(process.execPath, [join(folder, 'built', 'main-job.js'), ...asked]);
  expect(JSON.parse(stdout)).toEqual(done);
  expect(api.faults).toEqual([]);
});

test.skipIf(!hasApiPeers)('in Python', async () => {
  const to = ['--output-path', join(folder, 'client'), '--meta', 'none'];
  await run(peer('openapi-python-client'), ['generate', '--path', description, ...to], {
    // It tidies what it has made by a program beside it.
    env: { ...process.env, PATH: `${join(peer('python'), '..')}:${process.env.PATH}` },
  });
  const { stdout } = await run(peer('python'), [join(jobs, 'main_job.py'), ...asked], {
    env: { ...process.env, PYTHONPATH: folder },
  });
  expect(JSON.parse(stdout)).toEqual(done);
  expect(api.faults).toEqual([]);
});
