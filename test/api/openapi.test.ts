/** The description of the interface, and that what is answered keeps to it. */
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { routes } from '../../src-main/api/routes/index.ts';
import { type Asking, formOf, orlPhoto, startTestApi, type TestApi } from '../helpers/api.ts';
import { description, faultIn, operationOf } from '../helpers/described.ts';

test('the description is OpenAPI 3.1', async () => {
  const { valid, errors } = await new Validator().validate(JSON.parse(JSON.stringify(description)));
  expect(errors).toBeUndefined();
  expect(valid).toBe(true);
  expect(description).toMatchObject({ openapi: '3.1.0', info: { version: '1.2.3' } });
});

test('each address is described once, under a name of its own, with its scope', () => {
  const described = Object.values(description.paths).flatMap((all) => Object.values(all));
  const ids = described.map(({ operationId }) => operationId);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.sort()).toEqual([...routes.map(({ id }) => id), 'listenToEvents'].sort());
  for (const route of routes) {
    const operation = operationOf(route.method, route.path) as unknown as { description: string };
    for (const scope of route.scopes) expect(operation.description).toContain(`\`${scope}\``);
  }
});

describe('what is answered', () => {
  let api: TestApi;
  const seen = new Set<string>();
  beforeAll(async () => {
    api = await startTestApi();
  });
  afterAll(() => api.close());

  /** Asks, and holds the answer to the description. */
  async function ask(method: string, path: string, expected: number, asking: Asking = {}) {
    const answer = await api.ask(method, path, asking);
    expect(answer.status, answer.text).toBe(expected);
    const operation = operationOf(method, path);
    const type = answer.headers['content-type']!;
    expect(faultIn(operation, { status: answer.status, type, content: answer.json })).toBeNull();
    if (answer.status < 300) seen.add(operation.operationId);
    return answer.json as Record<string, never>;
  }

  test('keeps to the description, address by address', async () => {
    const photos = await Promise.all([1, 2, 3].map((number) => orlPhoto(1, number)));
    const others = await Promise.all([1, 2, 3].map((number) => orlPhoto(2, number)));
    expect(await ask('GET', '/v1/people', 200)).toEqual({ total: 0, people: [] });
    const ada = await ask('POST', '/v1/people', 201, { body: formOf(photos.slice(0, 2), { name: 'Ada' }) });
    expect(ada).toMatchObject({ added: 2, skipped: [], person: { id: 1, name: 'Ada', faces: 2 } });
    await ask('POST', '/v1/people', 201, { body: formOf(others, { name: 'Grace' }) });
    await ask('POST', '/v1/people', 409, { body: formOf(photos, { name: 'Ada' }) });
    expect(
      await ask('POST', '/v1/people/1/faces', 201, { body: formOf([photos[2]!, Buffer.from('no photo')]) }),
    ).toMatchObject({ added: 1, skipped: [{ code: 'not-an-image', status: 422 }], person: { faces: 3 } });
    expect(await ask('GET', '/v1/people?search=ad&limit=1', 200)).toMatchObject({ total: 1 });
    expect(
      await ask('PATCH', '/v1/people/1', 200, { body: { name: 'Ada L.', note: 'n', birthYear: 1815 } }),
    ).toMatchObject({ name: 'Ada L.', note: 'n', birthYear: 1815, hidden: false });
    await ask('PATCH', '/v1/people/1', 409, { body: { name: 'Grace' } });
    expect(await ask('GET', '/v1/people/1', 200)).toMatchObject({ name: 'Ada L.' });
    const { faces } = await ask('GET', '/v1/people/1/faces?limit=2', 200);
    expect(faces).toHaveLength(2);
    expect(await ask('GET', '/v1/heads', 200)).toMatchObject({
      heads: [{ active: true, name: 'pretrained' }],
    });
    expect(await ask('POST', '/v1/recognise?candidates=1', 200, { body: photos[0]! })).toMatchObject({
      faces: [{ known: true, person: { id: 1, name: 'Ada L.' }, candidates: [{ personId: 1 }] }],
    });
    expect(await ask('POST', '/v1/verify', 200, { body: formOf([photos[0]!, photos[0]!]) })).toMatchObject({
      same: true,
      photos: [{ faces: 1 }, { faces: 1 }],
    });
    const [{ id: face }] = faces as unknown as [{ id: number }];
    expect(await ask('PUT', `/v1/faces/${face}/name`, 200, { body: { name: 'Kurt' } })).toEqual({
      ...{ faceId: face, personId: 3 },
      entryId: expect.any(Number),
    });
    expect(await ask('PUT', `/v1/faces/${face}/name`, 200, { body: { name: null } })).toMatchObject({
      personId: null,
    });
  });

  test('so does an evaluation, from its start to what it found', async () => {
    const asked = { settings: { protocol: 'pairs' }, name: 'Nightly' };
    const { id } = await ask('POST', '/v1/evaluations', 202, { body: asked });
    await expect.poll(async () => (await ask('GET', `/v1/jobs/${id}`, 200)).status).toBe('done');
    const { evaluationId } = await ask('GET', `/v1/jobs/${id}`, 200);
    expect(await ask('GET', '/v1/evaluations', 200)).toMatchObject({
      evaluations: [{ id: evaluationId, name: 'Nightly' }],
    });
    const found = await ask('GET', `/v1/evaluations/${evaluationId}`, 200);
    expect(found).toMatchObject({ result: { people: 2, pairs: { heads: [{ points: expect.any(Array) }] } } });
    expect(JSON.stringify(found)).not.toContain('Grace');
    const { id: next } = await ask('POST', '/v1/evaluations', 202, { body: asked });
    expect(['cancelled', 'done']).toContain((await ask('POST', `/v1/jobs/${next}/cancel`, 200)).status);
  });

  test('so do refusals', async () => {
    await ask('GET', '/v1/people/99', 404);
    await ask('GET', '/v1/people/x', 400);
    await ask('GET', '/v1/people?limit=0', 400);
    await ask('GET', '/v1/people?limt=1', 400);
    await ask('GET', '/v1/people?limit=1&limit=2', 400);
    await ask('PATCH', '/v1/people/1', 400, { body: { name: ' ' } });
    await ask('PATCH', '/v1/people/1', 400, {
      body: Buffer.from('{'),
      headers: { 'content-type': 'application/json' },
    });
    await ask('GET', '/v1/jobs/99', 404);
    await ask('GET', '/v1/evaluations/99', 404);
    await ask('POST', '/v1/recognise?head=99', 404, { body: await orlPhoto(1, 1) });
    await ask('PUT', '/v1/faces/99/name', 404, { body: { name: 'Ada' } });
    await ask('POST', '/v1/verify', 400, { body: formOf([await orlPhoto(1, 1)]) });
    await ask('POST', '/v1/evaluations', 400, {
      body: { settings: { protocol: 'list', list: '/etc/passwd' } },
    });
  });

  test('no address was left out', () => {
    expect(routes.map(({ id }) => id).filter((id) => !seen.has(id))).toEqual([]);
    expect(api.faults).toEqual([]);
  });
});
