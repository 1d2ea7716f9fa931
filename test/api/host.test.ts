/** Who is let in, and what is borne: the interface for other programs as a stranger, a careless and a hostile client see it. */
import { request as requestEncrypted } from 'node:https';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApi } from '../../src-main/api/index.ts';
import { askRaw, formOf, orlPhoto, startTestApi, type TestApi } from '../helpers/api.ts';
import { certificateOf, hasOpenssl } from '../helpers/certificates.ts';
import { temporaryFolder } from '../helpers/cli.ts';
import { madeUpVision } from '../helpers/made-up-vision.ts';
import { sendLines } from '../helpers/raw-http.ts';

let api: TestApi;
let photo: Buffer;
beforeAll(async () => {
  api = await startTestApi({ heartbeat: 20 });
  photo = await orlPhoto(1, 1);
});
afterAll(async () => {
  expect(api.faults).toEqual([]);
  await api.close();
});

const people = (options: Parameters<TestApi['ask']>[2] = {}) => api.ask('GET', '/v1/people', options);

describe('who is refused', () => {
  test('whoever has no token, a wrong one, or a way of its own to send it', async () => {
    const right = api.token();
    for (const authorization of ['', 'Basic eDp5', right, 'Bearer', `Bearer ${right} x`, `Token ${right}`]) {
      const { status, headers } = await people({ token: null, headers: { authorization } });
      expect([authorization, status]).toEqual([authorization, 401]);
      expect(headers['www-authenticate']).toBe('Bearer');
    }
    const { status, json, headers } = await people({ token: `${right.slice(0, -2)}AA` });
    expect(status).toBe(401);
    expect(json.type).toBe('urn:tammes:problem:api-token-unknown');
    expect(headers['www-authenticate']).toContain('invalid_token');
    // Nor is it taken from the address, which logs keep.
    expect((await api.ask('GET', `/v1/people?access_token=${right}`, { token: null })).status).toBe(401);
    expect((await people({ token: right })).status).toBe(200);
  });

  test('a token that has expired or was revoked', async () => {
    const past = api.token(['people:read'], { expires: new Date(Date.now() - 1000) });
    expect((await people({ token: past })).json.type).toBe('urn:tammes:problem:api-token-expired');
    const token = api.token();
    const { id } = api.tokens.find(token);
    api.tokens.revoke(id);
    expect((await people({ token })).status).toBe(401);
  });

  test('a token without the scope, at each address', async () => {
    const body = { recognise: photo, form: formOf([photo], { name: 'Ada' }), json: {} };
    for (const [scope, method, path, sent] of [
      ['recognise', 'POST', '/v1/recognise', body.recognise],
      ['recognise', 'POST', '/v1/verify', body.form],
      ['people:read', 'GET', '/v1/people'],
      ['people:read', 'GET', '/v1/people/1'],
      ['people:read', 'GET', '/v1/people/1/faces'],
      ['people:write', 'POST', '/v1/people', body.form],
      ['people:write', 'POST', '/v1/people/1/faces', body.form],
      ['people:write', 'PATCH', '/v1/people/1', body.json],
      ['people:write', 'PUT', '/v1/faces/1/name', body.json],
      ['evaluate', 'POST', '/v1/evaluations', body.json],
      ['evaluate', 'GET', '/v1/evaluations'],
      ['evaluate', 'GET', '/v1/jobs/1'],
      ['events', 'GET', '/v1/events'],
    ] as const) {
      const all = ['recognise', 'people:read', 'people:write', 'evaluate', 'events'] as const;
      const token = api.token(all.filter((one) => one !== scope));
      const { status, json, headers } = await api.ask(method, path, { token, body: sent });
      expect([path, status]).toEqual([path, 403]);
      expect(json).toMatchObject({ code: 'refused', detail: expect.stringContaining(scope) });
      expect(headers['www-authenticate']).toContain(`scope="${scope}"`);
    }
    expect((await api.ask('GET', '/v1/people')).json.total).toBe(0);
  });

  test('whoever asks by another name, as a page whose name was pointed here does', async () => {
    const ask = (host: string) => people({ headers: { host } });
    for (const host of [
      'evil.example',
      `evil.example:${api.port}`,
      '127.0.0.1',
      `127.0.0.1:${api.port + 1}`,
      'localhost',
    ])
      expect([host, (await ask(host)).status]).toEqual([host, 421]);
    for (const host of [`127.0.0.1:${api.port}`, `LOCALHOST:${api.port}`, `[::1]:${api.port}`])
      expect([host, (await ask(host)).status]).toEqual([host, 200]);
    const without = ['GET /v1/people HTTP/1.1', 'Host: ', `Authorization: Bearer ${api.token()}`];
    expect(await sendLines(api.port, without)).toMatch(/^HTTP\/1\.1 421 /);
    // The page and the description, too.
    expect((await api.ask('GET', '/', { headers: { host: 'evil.example' } })).status).toBe(421);
  });

  test('pages of other sites, which get no permission from a browser either', async () => {
    for (const origin of ['https://evil.example', 'null', `http://127.0.0.1:${api.port + 1}`]) {
      const { status, headers } = await people({ headers: { origin } });
      expect([origin, status]).toEqual([origin, 403]);
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
    expect((await people({ headers: { origin: `http://127.0.0.1:${api.port}` } })).status).toBe(200);
    const preflight = await api.ask('OPTIONS', '/v1/people', {
      token: null,
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'GET' },
    });
    expect(preflight.status).toBe(403);
  });

  test('headers that come twice', async () => {
    const host = `127.0.0.1:${api.port}`;
    const lines = [
      'GET /v1/people HTTP/1.1',
      `Host: ${host}`,
      'Authorization: Bearer a',
      `Authorization: Bearer ${api.token()}`,
    ];
    expect(await sendLines(api.port, lines)).toMatch(/^HTTP\/1\.1 400 /);
  });

  test('another of the machine’s addresses', async () => {
    const others = Object.values(networkInterfaces())
      .flatMap((some) => some ?? [])
      .filter(({ address, family }) => family === 'IPv4' && address !== '127.0.0.1')
      .map(({ address }) => address);
    for (const host of ['127.0.0.2', ...others]) {
      const outcome = await new Promise((resolve) => {
        const socket = connect({ host, port: api.port }, () => resolve('connected'));
        socket.on('error', () => resolve('refused'));
      });
      expect([host, outcome]).toEqual([host, 'refused']);
    }
  });
});

describe('what is not there or not taken', () => {
  test.each([
    ['GET', '/v1/nothing', 404],
    ['GET', '/v1/people/1/faces/1', 404],
    ['GET', '/v1/../etc/passwd', 404],
    ['GET', '/v1/%2e%2e/package.json', 404],
    ['GET', '//evil.example/', 400],
    ['DELETE', '/v1/people/1', 405],
    ['GET', '/v1/recognise', 405],
    ['POST', '/v1/events', 404],
  ])('%s %s', async (method, path, status) => {
    const answer = await api.ask(method, path);
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    if (status === 405) expect(answer.headers.allow).toBeTruthy();
  });

  test('bodies of another kind', async () => {
    const as = (type: string) =>
      api.ask('POST', '/v1/recognise', { body: photo, headers: { 'content-type': type } });
    for (const type of ['', 'text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'])
      expect([type, (await as(type)).status]).toEqual([type, 415]);
    expect((await as('image/png')).status).not.toBe(415);
    const form = formOf([photo, photo]);
    for (const type of ['multipart/form-data', 'multipart/form-data; boundary=other'])
      expect(
        (await api.ask('POST', '/v1/verify', { body: form, headers: { 'content-type': type } })).status,
      ).toBe(400);
    const many = formOf([], Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`field${i}`, 'x'])));
    expect((await api.ask('POST', '/v1/verify', { body: many })).status).toBe(400);
    const extra = formOf([photo, photo], { other: 'x' });
    expect((await api.ask('POST', '/v1/verify', { body: extra })).status).toBe(400);
  });

  test('bodies that are too large, whether they say so or not', async () => {
    const body = Buffer.alloc(64 * 2 ** 10 + 1, ' ');
    const headers = { 'content-type': 'application/json' };
    const told = await api.ask('PATCH', '/v1/people/1', { body, headers });
    expect(told).toMatchObject({ status: 413, json: { detail: expect.stringContaining('64 KiB') } });
    const chunked = await askRaw(
      {
        ...{ port: api.port, method: 'PATCH', path: '/v1/people/1' },
        headers: {
          ...{ ...headers, authorization: `Bearer ${api.token()}` },
          ...{ 'transfer-encoding': 'chunked', 'content-length': [] },
        },
      },
      body,
    );
    expect(chunked.status).toBe(413);
    const large = { 'content-length': String(33 * 2 ** 20), 'content-type': 'image/jpeg' };
    const lines = Object.entries({
      ...large,
      Authorization: `Bearer ${api.token()}`,
      Host: `127.0.0.1:${api.port}`,
    });
    // Said before it comes.
    expect(
      await sendLines(api.port, ['POST /v1/recognise HTTP/1.1', ...lines.map((line) => line.join(': '))]),
    ).toMatch(/^HTTP\/1\.1 413 /);
  });

  test('is told in the language that is asked for', async () => {
    const { headers, json } = await api.ask('GET', '/v1/people/9', { headers: { 'accept-language': 'ja' } });
    expect(headers).toMatchObject({ 'content-language': 'ja', vary: 'Accept-Language' });
    expect(json.detail).toMatch(/[\u3040-\u30ff]/);
  });
});

describe('a token’s limits', () => {
  test('it asks as often as it may, and is told when it may again', async () => {
    const [token, other] = [api.token(['people:read'], { rate: 3 }), api.token()];
    for (let i = 0; i < 3; i++) expect((await people({ token })).status).toBe(200);
    const { status, headers, json } = await people({ token });
    expect(status).toBe(429);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    expect(Number(headers['retry-after'])).toBeLessThanOrEqual(20);
    expect(json).toMatchObject({ code: 'busy', type: 'urn:tammes:problem:api-too-often' });
    expect((await people({ token: other })).status).toBe(200);
  });
});

describe('an Idempotency-Key', () => {
  const add = (name: string, headers: Record<string, string>, token?: string) =>
    api.ask('POST', '/v1/people', {
      ...{ body: formOf([photo], { name }), headers },
      ...(token !== undefined && { token }),
    });
  const key = (text: string) => ({ 'idempotency-key': text });

  test('does the same once, and answers alike', async () => {
    const first = await add('Emmy', key('add-emmy'));
    expect(first.status).toBe(201);
    // The form has another boundary each time.
    const again = await add('Emmy', key('add-emmy'));
    expect(again).toMatchObject({
      status: 201,
      text: first.text,
      headers: { 'idempotency-replayed': 'true' },
    });
    expect((await people()).json.total).toBe(1);
    const other = await add('Sofia', key('add-emmy'));
    expect(other).toMatchObject({ status: 422, json: { type: 'urn:tammes:problem:api-key-reused' } });
    expect((await people()).json.total).toBe(1);
    // Without a key, and with another token's, it is another request.
    expect((await add('Emmy', {})).status).toBe(409);
    expect((await add('Emmy', key('add-emmy'), api.token())).status).toBe(409);
  });

  test('keeps a refusal, too', async () => {
    const first = await add('Emmy', key('add-emmy-again'));
    expect(first.status).toBe(409);
    const again = await add('Emmy', key('add-emmy-again'));
    expect(again).toMatchObject({ status: 409, text: first.text });
    expect(again.headers).toMatchObject({
      'content-type': 'application/problem+json',
      'idempotency-replayed': 'true',
    });
  });

  test('stands for one of two that come at once', async () => {
    const both = await Promise.all([add('Maria', key('at-once')), add('Maria', key('at-once'))]);
    const statuses = both.map(({ status }) => status).sort();
    // The other one is answered alike if it comes later, and told to come again if not.
    expect([
      [201, 201],
      [201, 409],
    ]).toContainEqual(statuses);
    expect((await api.ask('GET', '/v1/people?search=maria')).json.people).toMatchObject([{ faces: 1 }]);
  });

  test.each(['', ' ', 'two words', 'ä', 'x'.repeat(256)])('%j is none', async (text) => {
    expect((await add('Olga', key(Buffer.from(text).toString('latin1')))).status).toBe(400);
  });
});

describe('the stream of events', () => {
  /** Listens until the text has come. @returns it. */
  async function listen(token: string, until: RegExp, act: () => Promise<unknown>): Promise<string> {
    const response = await fetch(`${api.host.address}/v1/events`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    let text = '';
    const decoder = new TextDecoder();
    let acted: Promise<unknown> | null = null;
    for await (const chunk of response.body!) {
      text += decoder.decode(chunk, { stream: true });
      acted ??= act();
      if (until.test(text)) break;
    }
    await acted;
    return text;
  }

  test('tells of changes, without a name or a path, and shows that it lives', async () => {
    const change = () => api.ask('PATCH', '/v1/people/1', { body: { note: `of ${Date.now()}` } });
    const text = await listen(api.token(['events']), /still here[\s\S]*data: /, change);
    const [event] = /data: (.*)/
      .exec(text)!
      .slice(1)
      .map((line) => JSON.parse(line));
    expect(event).toMatchObject({ type: 'changed', namespaces: expect.arrayContaining(['people']) });
    expect(text).not.toContain('Emmy');
  });

  test('tells how a job comes on, without what it works on', async () => {
    const start = () => api.services.call('recognition.start', { folder: '/nowhere/of/somebody' });
    const text = await listen(api.token(['events']), /"type":"job".*"failed"/, start);
    const jobs = [...text.matchAll(/^data: (.*"type":"job".*)$/gm)].map(([, line]) => JSON.parse(line!));
    expect(jobs.at(-1)).toMatchObject({ job: { kind: 'recognise', status: 'failed' } });
    expect(text).not.toContain('somebody');
  });

  test('ends with its token', async () => {
    const token = api.token(['events']);
    const { id } = api.tokens.find(token);
    const text = await listen(token, /never/, async () => api.tokens.revoke(id));
    expect(text).toContain('welcome');
  });

  test('is there a few times for a token', async () => {
    const token = api.token(['events']);
    const stop = new AbortController();
    const open = () =>
      fetch(`${api.host.address}/v1/events`, {
        ...{ headers: { authorization: `Bearer ${token}` }, signal: stop.signal },
      });
    for (let i = 0; i < 8; i++) expect((await open()).status).toBe(200);
    expect((await open()).status).toBe(429);
    stop.abort();
    // Those that are closed make room.
    await expect.poll(async () => (await api.ask('GET', '/v1/heads', { token })).status).toBe(403);
    await expect
      .poll(async () => {
        const response = await fetch(`${api.host.address}/v1/events`, {
          headers: { authorization: `Bearer ${token}` },
        });
        await response.body!.cancel();
        return response.status;
      })
      .toBe(200);
  });
});

describe('work that takes too long', () => {
  test('is told, goes on, and is not done twice', async () => {
    const { promise: isLate, resolve: goOn } = Promise.withResolvers<void>();
    const pool = madeUpVision();
    const slow = await startTestApi({
      patience: 3,
      openPool: () => ({ ...pool, describe: (...asked) => isLate.then(() => pool.describe(...asked)) }),
    });
    const headers = { 'idempotency-key': 'slow' };
    const add = () => slow.ask('POST', '/v1/people', { body: formOf([bright], { name: 'Ada' }), headers });
    const bright = await orlPhoto(5, 1);
    const first = await add();
    expect(first).toMatchObject({ status: 504, json: { type: 'urn:tammes:problem:api-answer-too-late' } });
    expect(await add()).toMatchObject({
      status: 409,
      json: { type: 'urn:tammes:problem:api-key-unfinished' },
    });
    goOn();
    await expect.poll(async () => (await add()).headers['idempotency-replayed']).toBe('true');
    expect(Number((await slow.ask('GET', '/v1/people')).json.total)).toBeLessThanOrEqual(1);
    await slow.close();
  });
});

describe('where it listens', () => {
  const start = async (options: Partial<Parameters<typeof startApi>[1]>) =>
    startApi(api.services, {
      ...{ library: await temporaryFolder(), file: join(await temporaryFolder(), 'api.db') },
      ...{ port: 0, address: '127.0.0.1', onFault: () => {}, ...options },
    });

  test('other machines reach it only encrypted, or through a proxy that says so', async () => {
    for (const address of ['0.0.0.0', '::', '192.0.2.1', 'localhost', 'tammes.example'])
      await expect(start({ address })).rejects.toThrow('would read tokens and photos');
    const host = await start({ address: '0.0.0.0', proxied: ['faces.example'] });
    const port = Number(new URL(host.address).port);
    const ask = (name: string) =>
      askRaw({ port, method: 'GET', path: '/openapi.json', headers: { host: name } });
    expect((await ask('faces.example')).status).toBe(200);
    expect((await ask('FACES.example:443')).status).toBe(200);
    expect((await ask('evil.example')).status).toBe(421);
    await host.close();
  });

  test('a port that is taken is told', async () => {
    await expect(start({ port: api.port })).rejects.toThrow('cannot be used');
  });

  test.skipIf(!hasOpenssl())('with a certificate it is asked by the names that this has', async () => {
    const { certificate, keyFile, cert } = await certificateOf('DNS:tammes.example,IP:127.0.0.1');
    const host = await start({ tls: { certificate, key: keyFile } });
    const { port, protocol } = new URL(host.address);
    expect(protocol).toBe('https:');
    const ask = (name: string) =>
      new Promise((resolve, reject) => {
        const headers = { host: name };
        const sent = requestEncrypted(
          {
            host: '127.0.0.1',
            port,
            path: '/openapi.json',
            headers,
            ca: cert,
            agent: false,
            servername: 'tammes.example',
          },
          (response) => resolve(response.resume().statusCode),
        );
        sent.on('error', reject);
        sent.end();
      });
    expect(await ask(`tammes.example:${port}`)).toBe(200);
    expect(await ask(`127.0.0.1:${port}`)).toBe(200);
    expect(await ask(`evil.example:${port}`)).toBe(421);
    await expect(askRaw({ port: Number(port), method: 'GET', path: '/', headers: {} })).rejects.toThrow();
    await host.close();
    await expect(start({ tls: { certificate: keyFile, key: keyFile } })).rejects.toThrow('cannot be used');
    await expect(start({ tls: { certificate: '/nowhere.pem', key: keyFile } })).rejects.toThrow(
      '/nowhere.pem',
    );
  });
});
