import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { Answers } from '../../src-main/api/answers.ts';
import { openApiFile, Tokens } from '../../src-main/api/index.ts';
import type { Token } from '../../src-main/api/tokens.ts';
import { temporaryFolder } from '../helpers/cli.ts';

const day = 24 * 3_600_000;
const answer = { status: 201, type: 'application/json', body: '{"name":"Ada Lovelace"}' };
let now: number;
let file: string;
const token: Pick<Token, 'id' | 'secret'> = { id: 'a1', secret: randomBytes(32) };

beforeEach(async () => {
  now = Date.parse('2027-03-01');
  file = join(await temporaryFolder(), 'api.db');
});

/** As another process, or one that was started again, has them. */
const open = () => new Answers(openApiFile(file), () => now);

/** Begins what is to come for the first time. */
function begin(answers = open(), key = 'key', request = 'request', whose = token) {
  const begun = answers.begin(whose, key, request);
  if ('status' in begun) throw new Error('It came before.');
  return begun;
}

test('the same request gives the same answer for a day, also after a restart', () => {
  begin().keep(answer);
  expect(open().begin(token, 'key', 'request')).toEqual(answer);
  now += day;
  expect(open().begin(token, 'key', 'request')).toEqual(answer);
  now += 1;
  expect(open().begin(token, 'key', 'request')).not.toHaveProperty('status');
});

test('another request with the key is refused, whether the first is done or not', () => {
  const begun = begin();
  expect(() => open().begin(token, 'key', 'other')).toThrow('came with another request');
  begun.keep(answer);
  expect(() => open().begin(token, 'key', 'other')).toThrow('came with another request');
});

test('a request that is under way, or was cut off, is not done again', () => {
  begin();
  expect(() => open().begin(token, 'key', 'request')).toThrow('is under way');
});

test('what did nothing may come again', () => {
  begin().drop();
  begin().keep(answer);
  expect(open().begin(token, 'key', 'request')).toEqual(answer);
});

test('another token has keys of its own', () => {
  begin().keep(answer);
  const other = { id: 'b2', secret: token.secret };
  expect(() => begin(open(), 'key', 'other', other)).not.toThrow();
});

test('nobody reads a name, a key or a request in the file', () => {
  begin(open(), 'a-key-of-somebody', 'a request of somebody').keep(answer);
  const bytes = readFileSync(file);
  expect(bytes.length).toBeGreaterThan(4096);
  for (const text of ['Lovelace', 'a-key-of-somebody', 'a request of somebody'])
    expect(bytes.includes(text)).toBe(false);
});

test('what is kept for a token goes with it', () => {
  const db = openApiFile(file);
  const tokens = new Tokens(db, '/library', () => now);
  const { text, token: info } = tokens.create({
    name: 'x',
    scopes: ['events'],
    expires: new Date(now + day),
    rate: 1,
  });
  begin(open(), 'key', 'request', tokens.find(text)).keep(answer);
  const count = () => Number(db.prepare('SELECT count(*) AS n FROM answers').get()!.n);
  expect(count()).toBe(1);
  tokens.revoke(info.name);
  expect(count()).toBe(0);
});
