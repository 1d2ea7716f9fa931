/** `tammes api token` and `tammes serve --api`, as a person runs them: with the networks, and on an encrypted library. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '../../src-main/store/store.ts';
import { askRaw, formOf, orlPhoto } from '../helpers/api.ts';
import { hasCiphers } from '../helpers/ciphers.ts';
import { tammes, temporaryFolder } from '../helpers/cli.ts';

let [library, state] = ['', ''];
const children: ChildProcess[] = [];
beforeAll(async () => {
  [library, state] = [await temporaryFolder(), await temporaryFolder()];
});
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
});

const environment = () => ({ XDG_STATE_HOME: state, HOME: state });
const run = (args: readonly string[], env: Record<string, string> = {}) =>
  tammes([...args, '--library', library], { env: { ...environment(), ...env } });

async function makeToken(
  name: string,
  scopes: readonly string[],
  env: Record<string, string> = {},
): Promise<string> {
  const { stdout, stderr } = await run(
    ['api', 'token', 'create', '--name', name, '--scope', ...scopes, '--json'],
    env,
  );
  expect(stderr).toBe('');
  return JSON.parse(stdout).token;
}

/** Starts the interface. @returns its port, and what it says at its end. */
function serve(env: Record<string, string> = {}): Promise<{ port: number; end(): Promise<string> }> {
  const entry = fileURLToPath(new URL('../../src-main/cli/main.ts', import.meta.url));
  const child = spawn(process.execPath, [entry, 'serve', '--api', '--library', library], {
    env: { ...process.env, ...environment(), ...env },
  });
  children.push(child);
  let said = '';
  child.stderr.on('data', (text) => {
    said += text;
  });
  return new Promise((resolve, reject) => {
    child.on('close', (code) => reject(new Error(`It ended with ${code}: ${said}`)));
    child.stdout.on('data', (text) => {
      const [, port] = /http:\/\/127\.0\.0\.1:(\d+)\/v1/.exec(String(text)) ?? [];
      if (port === undefined) return;
      const end = () =>
        new Promise<string>((ended) => {
          child.once('close', () => ended(said));
          child.kill('SIGTERM');
        });
      resolve({ port: Number(port), end });
    });
  });
}

describe('tokens', () => {
  test('are made, listed and revoked, and shown once', async () => {
    const { code, stdout } = await run([
      'api',
      'token',
      'create',
      '--name',
      'archive',
      '--scope',
      'recognise',
      '--expires',
      '30d',
    ]);
    expect(code).toBe(0);
    const [text] = /tammes_[0-9a-f]{16}_[\w-]{43}/.exec(stdout)!;
    const listed = await run(['api', 'token', 'list']);
    expect(listed.stdout).toContain('archive');
    expect(listed.stdout).not.toContain(text.split('_').slice(2).join('_'));
    expect(statSync(join(state, 'tammes', 'api.db')).mode & 0o777).toBe(0o600);
    // The library has nothing of it, and so no copy or backup.
    for (const name of readdirSync(library))
      if (name.endsWith('.db')) expect(readFileSync(join(library, name)).includes('archive')).toBe(false);
    expect((await run(['api', 'token', 'revoke', 'archive'])).stdout).toBe('Token archive is revoked.\n');
    expect((await run(['api', 'token', 'list'])).stdout).toContain('No tokens.');
  });

  test.each([
    [['create', '--name', 'x'], 2, '--scope'],
    [['create', '--name', 'x', '--scope', 'everything'], 2, 'Allowed choices'],
    [['create', '--scope', 'events'], 2, '--name'],
    [['create', '--name', ' ', '--scope', 'events'], 2, '1 to 100 characters'],
    [
      ['create', '--name', 'x', '--scope', 'events', '--expires', 'never'],
      2,
      'no time at which a token can expire',
    ],
    [['create', '--name', 'x', '--scope', 'events', '--rate', '0'], 2, '1 to 1,000,000'],
    [['revoke', 'nobody'], 2, 'There is no token nobody.'],
  ] as const)('%j ends with %i and says why', async (args, expected, text) => {
    const { code, stderr } = await run(['api', 'token', ...args]);
    expect(stderr).toContain(text);
    expect(code).toBe(expected);
  });
});

test.each([
  [['--address', '0.0.0.0'], 'is for the interface for other programs'],
  [['--behind-proxy', 'faces.example'], 'is for the interface for other programs'],
  [['--api', '--address', '0.0.0.0'], 'would read tokens and photos'],
  [['--api', '--tls-cert', 'x.pem'], '--tls-cert and --tls-key belong together.'],
])('serve %j is refused', async (args, text) => {
  const { code, stderr } = await run(['serve', ...args]);
  expect(stderr).toContain(text);
  expect(code).toBe(2);
});

describe('a program', () => {
  const fixtures = join('test', 'fixtures', 'photos');
  let [port, token] = [0, ''];
  let end: () => Promise<string>;
  beforeAll(async () => {
    token = await makeToken('program', ['recognise', 'people:read', 'people:write']);
    // What is written for a moment would lie here.
    mkdirSync(join(state, 'tmp'));
    ({ port, end } = await serve({ TMPDIR: join(state, 'tmp') }));
  });

  async function ask(method: string, path: string, type: string, body?: Uint8Array) {
    const headers = { authorization: `Bearer ${token}`, ...(body && { 'content-type': type }) };
    return askRaw({ port, method, path, headers }, body);
  }
  async function send(path: string, form: FormData) {
    const response = new Response(form);
    const body = new Uint8Array(await response.arrayBuffer());
    return ask('POST', path, response.headers.get('content-type')!, body);
  }

  test('adds somebody, who is known from then on, by the networks', async () => {
    const [first, second, other] = [await orlPhoto(1, 1), await orlPhoto(1, 2), await orlPhoto(2, 1)];
    expect(await send('/v1/people', formOf([first], { name: 'Ada' }))).toMatchObject({ status: 201 });
    const { status, json } = await ask('POST', '/v1/recognise', 'image/png', first);
    expect([status, json]).toMatchObject([200, { faces: [{ known: true, person: { name: 'Ada' } }] }]);
    const same = await send('/v1/verify', formOf([first, second]));
    const different = await send('/v1/verify', formOf([first, other]));
    expect(Number(same.json.cosine)).toBeGreaterThan(Number(different.json.cosine));
  });

  test.each(
    readdirSync(fixtures).filter((name) =>
      /^(bomb|bit-rot|empty|evil|header-only|no-face|truncated|not-)/.test(name),
    ),
  )('sends the hostile photo %s, and is told', async (name) => {
    const { status, json } = await ask(
      'POST',
      '/v1/recognise',
      'application/octet-stream',
      await readFile(join(fixtures, name)),
    );
    expect([200, 422], JSON.stringify(json)).toContain(status);
    if (status === 422) expect(json).toMatchObject({ remedy: expect.stringMatching(/\w/) });
  });

  test('leaves no photo behind, and no fault', async () => {
    expect(readdirSync(join(state, 'tmp'))).toEqual([]);
    const people = await ask('GET', '/v1/people', '');
    expect(people).toMatchObject({ status: 200, json: { total: 1 } });
    expect(await end()).toBe('');
    const store = openStore(library);
    expect(store.db.prepare('SELECT path FROM photos').all()).toEqual([
      { path: expect.stringMatching(/^enrolled:/) },
    ]);
    store.close();
  });
});

test.skipIf(!hasCiphers)(
  'an encrypted library is served with its passphrase alone, and nothing of it lies in clear',
  async () => {
    const passphrase = join(state, 'passphrase');
    await writeFile(passphrase, 'correct horse battery\n');
    await run(['encrypt', '--passphrase-file', passphrase, '--yes']);
    await expect(serve()).rejects.toThrow('There is no passphrase');
    const env = { TAMMES_PASSPHRASE_FILE: passphrase };
    const token = await makeToken('sealed', ['people:read', 'people:write'], env);
    const { port, end } = await serve(env);
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': 'k',
    };
    const body = Buffer.from(JSON.stringify({ name: 'Lovelace-Byron' }));
    const path = '/v1/people/1';
    const first = await askRaw({ port, method: 'PATCH', path, headers }, body);
    expect(first).toMatchObject({ status: 200, json: { name: 'Lovelace-Byron' } });
    await end();
    // Answers that are kept for a day are sealed.
    expect(readFileSync(join(state, 'tammes', 'api.db')).includes('Lovelace')).toBe(false);
    const again = await serve(env);
    const replayed = await askRaw({ port: again.port, method: 'PATCH', path, headers }, body);
    expect(replayed).toMatchObject({ text: first.text, headers: { 'idempotency-replayed': 'true' } });
    await again.end();
  },
);
