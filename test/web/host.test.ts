import { request } from 'node:http';
import { decode, encode } from '@msgpack/msgpack';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Services } from '../../src-main/services/index.ts';
import { startWebHost, type WebHost } from '../../src-main/web/index.ts';
import type { AppEvent } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';

const listeners = new Set<(event: AppEvent) => void>();
const services: Services = {
  async call(method, input) {
    if (method === 'echo') return input;
    throw new TammesError('method-unknown', { method });
  },
  on(listener) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  media: async (path) =>
    path === '/media/chip/7' ? { type: 'image/webp', bytes: Uint8Array.of(1, 2, 3) } : null,
  close: async () => {},
};

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

let host: WebHost;
let port: number;
let cookie: string;

/**
 * A request as it goes over the wire: fetch would mend or forbid some of these headers. Each has a connection of its own: the host
 * closes one that was idle for five seconds, and a client that takes it at that moment must ask again, as browsers do.
 */
function ask(
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: Uint8Array } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { method = 'GET', headers = {}, body } = options;
    const sent = request(
      { agent: false, host: '127.0.0.1', port, path, method, headers: { cookie, ...headers } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode!, headers: response.headers, body: Buffer.concat(chunks) }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

const call = (method: string, input: unknown) =>
  ask(`/api/${method}`, {
    method: 'POST',
    headers: { 'x-tammes': '1', 'content-type': 'application/msgpack' },
    body: encode({ input }),
  });

beforeAll(async () => {
  host = await startWebHost(services, { port: 0 });
  const { port: own, searchParams } = new URL(host.url);
  port = Number(own);
  cookie = `tammes-${port}=${searchParams.get('key')}`;
});
afterAll(() => host.close());

describe('the web host', () => {
  test('trades the address’s secret for a cookie that scripts cannot read', async () => {
    const { pathname, search } = new URL(host.url);
    const { status, headers } = await ask(pathname + search, { headers: { cookie: '' } });
    expect(status).toBe(303);
    expect(headers.location).toBe('/');
    expect(String(headers['set-cookie'])).toMatch(/HttpOnly; SameSite=Strict/);
  });

  test.each([
    ['no cookie', '/', { headers: { cookie: '' } }, 401],
    ['a wrong cookie', '/', { headers: { cookie: 'tammes-1=x' } }, 401],
    ['a wrong secret', '/?key=guess', { headers: { cookie: '' } }, 401],
    ['a name that was pointed here', '/', { headers: { host: 'evil.example' } }, 421],
    ['another site', '/', { headers: { origin: 'http://evil.example' } }, 403],
    ['a form of another page', '/api/echo', { method: 'POST' }, 403],
    ['another method', '/', { method: 'DELETE' }, 405],
    ['a file outside', '/../../package.json', {}, 404],
    ['a file outside, encoded', '/%2e%2e/%2e%2e/package.json', {}, 404],
    ['no such chip', '/media/chip/8', {}, 404],
    ['a broken address', '/%E0%A4%A', {}, 400],
  ] as const)('refuses %s', async (_, path, options, status) => {
    expect((await ask(path, options)).status).toBe(status);
  });

  test('answers calls, errors and pictures, each with the security headers', async () => {
    const echo = await call('echo', { bytes: Uint8Array.of(0, 255), text: '写真' });
    const { value } = decode(echo.body) as { value: { bytes: Uint8Array } };
    expect([...value.bytes]).toEqual([0, 255]);
    expect(decode(echo.body)).toMatchObject({ ok: true, value: { text: '写真' } });
    expect(decode((await call('fly', 1)).body)).toMatchObject({ ok: false, failure: { code: 'bad-input' } });
    const chip = await ask('/media/chip/7');
    expect([...chip.body]).toEqual([1, 2, 3]);
    for (const { headers } of [echo, chip]) {
      expect(headers['content-security-policy']).toContain("default-src 'self'");
      expect(headers['x-content-type-options']).toBe('nosniff');
    }
  });

  test('streams events', async () => {
    const heard = await new Promise<string>((resolve) => {
      const sent = request(
        { host: '127.0.0.1', port, path: '/api/events', headers: { cookie } },
        (response) => {
          let text = '';
          response.on('data', (chunk) => {
            text += chunk;
            if (text.includes('data:')) {
              resolve(text);
              sent.destroy();
            } else
              for (const listener of listeners)
                listener({ type: 'training', runId: 3, event: { type: 'checkpoint', epoch: 1 } });
          });
        },
      );
      sent.on('error', () => {});
      sent.end();
    });
    expect(heard).toContain('"runId":3');
  });

  test('a request that is too large is refused, and the host goes on', async () => {
    const headers = { 'x-tammes': '1' };
    const large = await ask('/api/echo', { method: 'POST', headers, body: new Uint8Array(65 * 2 ** 20) });
    expect(decode(large.body)).toMatchObject({
      ok: false,
      failure: { problem: 'request-too-large' },
    });
    expect((await ask('/media/chip/7')).status).toBe(200);
  });

  test('settings may be as large as settings are, pictures larger', async () => {
    const headers = { 'x-tammes': '1' };
    const body = encode({ input: new Uint8Array(5 * 2 ** 20) });
    const answerTo = async (method: string) =>
      decode((await ask(`/api/${method}`, { method: 'POST', headers, body })).body);
    expect(await answerTo('echo')).toMatchObject({ failure: { problem: 'request-too-large' } });
    expect(await answerTo('matching.decode')).toMatchObject({ failure: { problem: 'method-unknown' } });
  });

  test('no path or body crashes it or reaches a file outside', async () => {
    const segment = fc.oneof(
      fc.constantFrom('..', '%2e%2e', '.', 'assets', 'package.json', 'media', 'api', '%00', '%5c'),
      fc.string({ unit: 'binary', maxLength: 8 }).map(encodeURIComponent),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(segment, { maxLength: 6 }),
        fc.uint8Array({ maxLength: 60 }),
        async (parts, body) => {
          const path = `/${parts.join('/')}`;
          const got = await ask(path);
          expect(got.status).toBeLessThan(500);
          expect(got.body.toString()).not.toContain('"devDependencies"');
          const posted = await ask('/api/echo', { method: 'POST', headers: { 'x-tammes': '1' }, body });
          expect(posted.status).toBeLessThan(500);
        },
      ),
      { numRuns: 200 },
    );
  });
});
