import { request } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { decode, encode } from '@msgpack/msgpack';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Services } from '../../src-main/services/index.ts';
import { startWebHost, type WebHost } from '../../src-main/web/index.ts';
import { readMessagePack } from '../../src-main/web/message-pack.ts';
import type { AppEvent } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { sendLines } from '../helpers/raw-http.ts';

const listeners = new Set<(event: AppEvent) => void>();
const services: Omit<Services, 'sent'> = {
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

/** Opens an address as a browser does for the first time. @returns the cookie that it is given. */
async function open(address: string): Promise<string> {
  const { pathname, search } = new URL(address);
  const { headers } = await ask(pathname + search, { headers: { cookie: '' } });
  return String(headers['set-cookie']).split(';')[0]!;
}

beforeAll(async () => {
  host = await startWebHost(services, { port: 0 });
  port = Number(new URL(host.newAddress()).port);
  cookie = await open(host.newAddress());
});
afterAll(() => host.close());

describe('the web host', () => {
  test('trades the address’s secret for a cookie that scripts cannot read', async () => {
    const { pathname, search, searchParams } = new URL(host.newAddress());
    const { status, headers } = await ask(pathname + search, { headers: { cookie: '' } });
    expect(status).toBe(303);
    expect(headers.location).toBe('/');
    expect(String(headers['set-cookie'])).toMatch(/HttpOnly; SameSite=Strict/);
    expect(String(headers['set-cookie'])).not.toContain(searchParams.get('key'));
  });

  test('is not reached by another of the machine’s addresses', async () => {
    const others = Object.values(networkInterfaces())
      .flatMap((some) => some ?? [])
      .filter(({ address, family }) => family === 'IPv4' && address !== '127.0.0.1')
      .map(({ address }) => address);
    for (const address of ['127.0.0.2', ...others]) {
      const outcome = await new Promise((resolve) => {
        const socket = connect({ host: address, port, timeout: 2000 }, () => resolve('connected'));
        socket.on('error', () => resolve('refused'));
        socket.on('timeout', () => resolve('refused'));
      });
      expect([address, outcome]).toEqual([address, 'refused']);
    }
  });

  test('takes an address’s secret once, also if somebody only asks what is there', async () => {
    const { pathname, search, searchParams } = new URL(host.newAddress());
    const without = { headers: { cookie: '' } };
    expect((await ask(pathname + search, { ...without, method: 'HEAD' })).status).toBe(401);
    expect((await ask(pathname + search, without)).status).toBe(303);
    expect((await ask(pathname + search, without)).status).toBe(401);
    // Nor is it a cookie.
    const stolen = { headers: { cookie: `tammes-${port}=${searchParams.get('key')}` } };
    expect((await ask('/', stolen)).status).toBe(401);
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

  test('lets a browser keep its own code alone', async () => {
    const page = await ask('/');
    const script = /\/assets\/[^"]*\.js/.exec(page.body.toString())![0];
    expect((await ask(script)).headers['cache-control']).toContain('immutable');
    for (const answer of [page, await ask('/media/chip/7'), await call('echo', {})])
      expect(answer.headers['cache-control']).toBe('no-store');
  });

  test.each([
    ['a whole address, as proxies get', 'GET http://127.0.0.1/ HTTP/1.1', [], 400],
    ['an address of another host', 'GET //evil.example/ HTTP/1.1', [], 400],
    ['no address', 'OPTIONS * HTTP/1.1', [], 400],
    ['two hosts', 'GET / HTTP/1.1', ['Host: evil.example'], 400],
    ['two origins', 'GET / HTTP/1.1', ['Origin: http://evil.example', 'Origin: http://evil.example'], 400],
    ['TRACE', 'TRACE / HTTP/1.1', [], 405],
  ])('refuses %s', async (_, first, more, status) => {
    expect(await sendLines(port, [first, `Host: 127.0.0.1:${port}`, `Cookie: ${cookie}`, ...more])).toMatch(
      new RegExp(`^HTTP/1.1 ${status} `),
    );
  });

  test('answers HEAD as GET, without a body, and says what else it takes', async () => {
    const head = await ask('/media/chip/7', { method: 'HEAD' });
    expect([head.status, head.body.length, head.headers['content-type']]).toEqual([200, 0, 'image/webp']);
    for (const [path, method, allow] of [
      ['/', 'DELETE', 'GET, HEAD'],
      ['/api/echo', 'GET', 'POST'],
      ['/api/events', 'HEAD', 'GET'],
    ] as const) {
      const { status, headers } = await ask(path, { method });
      expect([status, headers.allow]).toEqual([405, allow]);
    }
  });

  test('lists within lists and more values than fit are refused before they take memory', async () => {
    const headers = { 'x-tammes': '1' };
    const post = async (body: Uint8Array) =>
      decode((await ask('/api/matching.decode', { method: 'POST', headers, body })).body);
    const before = process.memoryUsage().rss;
    expect(await post(new Uint8Array(50_000_000).fill(0x91))).toMatchObject({
      failure: { problem: 'request-too-nested' },
    });
    expect(await post(Uint8Array.of(0xdd, 0xff, 0xff, 0xff, 0xff))).toMatchObject({
      failure: { problem: 'request-too-nested' },
    });
    expect(process.memoryUsage().rss - before).toBeLessThan(600 * 2 ** 20);
    // What the contract sends passes.
    const [features, wide] = [[[...Array(256).keys()], [0.5, -1, 2 ** 40]], 'x'.repeat(70_000)];
    const input = { features, wide, at: new Date(5), bytes: new Uint8Array(300), nothing: null };
    expect(decode((await call('echo', { ...input, wide: 'x'.repeat(300) })).body)).toMatchObject({
      ok: true,
      value: { features, at: input.at, nothing: null },
    });
    expect(readMessagePack(encode(input))).toEqual(input);
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

  test.each([
    ['people.list', 63, 'method-unknown'],
    ['people.list', 65, 'request-too-large'],
    ['people.moveFaces', 3000, 'method-unknown'],
    ['people.moveFaces', 5000, 'request-too-large'],
    ['people.chooseFaces', 3000, 'method-unknown'],
    ['journal.list', 65, 'request-too-large'],
    ['matching.decode', 5000, 'method-unknown'],
    ['library.storePhoto', 5000, 'method-unknown'],
    ['people.enrolNew', 5000, 'method-unknown'],
    ['matching.match', 3000, 'method-unknown'],
  ])(
    'a request of %s may have %i KiB or not: settings are small, lists larger, pictures largest',
    async (method, size, problem) => {
      const headers = { 'x-tammes': '1' };
      const body = encode({ input: new Uint8Array(size * 2 ** 10) });
      const answer = decode((await ask(`/api/${method}`, { method: 'POST', headers, body })).body);
      expect(answer).toMatchObject({ failure: { problem } });
    },
  );

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

describe('a web host with small limits', () => {
  let small: WebHost;
  let release = () => {};
  beforeAll(async () => {
    const slow: Omit<Services, 'sent'> = {
      ...services,
      call: (method, input) => (method === 'sleep' ? new Promise(() => {}) : services.call(method, input)),
    };
    small = await startWebHost(slow, {
      port: 0,
      limits: { bodies: 100_000, head: 300, request: 600, answer: 200 },
    });
    const before = [port, cookie] as const;
    release = () => {
      [port, cookie] = before;
    };
    port = Number(new URL(small.newAddress()).port);
    cookie = await open(small.newAddress());
  });
  afterAll(async () => {
    release();
    await small.close();
  });

  test('says so when there is no answer', async () => {
    expect(decode((await call('sleep', 1)).body)).toMatchObject({ failure: { problem: 'answer-too-late' } });
  });

  test('ends a request that is never sent to its end', async () => {
    const head = ['POST /api/echo HTTP/1.1', `Host: 127.0.0.1:${port}`, `Cookie: ${cookie}`, 'X-Tammes: 1'];
    expect(await sendLines(port, [...head, 'Content-Length: 100'])).toMatch(/^HTTP\/1.1 (408|200) /);
  });

  test('holds only so many bytes of bodies at a time, and goes on afterwards', async () => {
    const post = (size: number) =>
      ask('/api/matching.decode', {
        method: 'POST',
        headers: { 'x-tammes': '1' },
        body: encode({ input: new Uint8Array(size) }),
      });
    expect(decode((await post(200_000)).body)).toMatchObject({ failure: { problem: 'requests-too-many' } });
    expect(decode((await post(50_000)).body)).toMatchObject({ failure: { problem: 'method-unknown' } });
    expect(decode((await post(50_000)).body)).toMatchObject({ failure: { problem: 'method-unknown' } });
  });
});
