import { randomBytes } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { expiryOf, openApiFile, Tokens } from '../../src-main/api/index.ts';
import { temporaryFolder } from '../helpers/cli.ts';

const hour = 3_600_000;
const start = Date.parse('2027-03-01T12:00:00Z');
let now: number;
let file: string;
let tokens: Tokens;

beforeEach(async () => {
  now = start;
  file = join(await temporaryFolder(), 'of', 'user', 'api.db');
  tokens = new Tokens(openApiFile(file), '/library', () => now);
});

const make = (name = 'archive', expires = new Date(start + hour)) =>
  tokens.create({ name, scopes: ['events', 'recognise'], expires, rate: 60 });

test('a token is known again by its text, with what it allows', () => {
  const { text, token } = make();
  expect(tokens.find(text)).toMatchObject({ ...token, scopes: ['recognise', 'events'], rate: 60 });
});

test('the file is its owner’s, and has no secret in it', () => {
  const { text } = make();
  const secret = text.split('_').slice(2).join('_');
  expect(secret).toHaveLength(43);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(statSync(join(file, '..')).mode & 0o777).toBe(0o700);
  const bytes = readFileSync(file);
  expect(bytes.includes('archive')).toBe(true);
  expect(bytes.includes(secret)).toBe(false);
  expect(bytes.includes(Buffer.from(secret, 'base64url'))).toBe(false);
});

test('no other text is a token', () => {
  const { text } = make();
  const [, id, secret] = /^tammes_([^_]+)_(.+)$/.exec(text)!;
  const others = [
    ...[
      '',
      'tammes',
      id!,
      secret!,
      `tammes_${id}_`,
      `tammes_${id}_${secret}x`,
      ` ${text}`,
      text.toUpperCase(),
    ],
    `tammes_${id}_${randomBytes(32).toString('base64url')}`,
    `tammes_${'0'.repeat(16)}_${secret}`,
  ];
  for (const other of others) expect(() => tokens.find(other), other).toThrow('not one of this library');
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: text.length - 1 }),
      fc.string({ minLength: 1, maxLength: 1 }),
      (at, one) => {
        const changed = text.slice(0, at) + one + text.slice(at + 1);
        // The last character of the text has two bits that no byte has.
        if (changed === text || at === text.length - 1) return;
        expect(() => tokens.find(changed)).toThrow('not one of this library');
      },
    ),
  );
});

test('a token opens its own library alone', () => {
  const { text } = make();
  const others = new Tokens(openApiFile(file), '/another', () => now);
  expect(() => others.find(text)).toThrow('not one of this library');
  expect(others.list()).toEqual([]);
  // Each has its own names.
  expect(() =>
    others.create({ name: 'archive', scopes: ['events'], expires: new Date(now + hour), rate: 1 }),
  ).not.toThrow();
});

test('a token expires to the millisecond', () => {
  const { text, token } = make();
  now = start + hour - 1;
  expect(tokens.find(text).name).toBe('archive');
  expect(tokens.isThere(token)).toBe(true);
  now = start + hour;
  expect(() => tokens.find(text)).toThrow('expired at 2027-03-01T13:00:00.000Z');
  expect(tokens.isThere(token)).toBe(false);
});

test('a token that is revoked, by name or id, is gone at once, also for another process', () => {
  const [first, second] = [make('first'), make('second')];
  const server = new Tokens(openApiFile(file), '/library', () => now);
  expect(server.find(first.text).name).toBe('first');
  tokens.revoke('first');
  tokens.revoke(second.token.id);
  for (const { text, token } of [first, second]) {
    expect(() => server.find(text)).toThrow('was revoked');
    expect(server.isThere(token)).toBe(false);
  }
  expect(() => tokens.revoke('first')).toThrow('There is no token first.');
});

test('a name is there once', () => {
  make();
  expect(() => make()).toThrow('There is a token archive already.');
});

test('its last use is noted, to the minute', () => {
  const { text } = make();
  expect(tokens.list()[0]!.used).toBeNull();
  tokens.find(text);
  now += 59_000;
  tokens.find(text);
  expect(tokens.list()[0]!.used).toBe('2027-03-01T12:00:00.000Z');
  now += 1000;
  tokens.find(text);
  expect(tokens.list()[0]!.used).toBe('2027-03-01T12:01:00.000Z');
});

test.each([
  ['30d', start + 30 * 24 * hour],
  ['12h', start + 12 * hour],
  ['2027-03-02', new Date(2027, 2, 3).getTime()],
])('%s is when it expires', (given, at) => {
  expect(expiryOf(given, start).getTime()).toBe(at);
});

test.each([
  '',
  '0d',
  '367d',
  '99999d',
  '-1d',
  '1.5d',
  '30',
  '2027-02-28',
  '2027-02-30',
  '2029-01-01',
  'soon',
  '30d ',
])('%j is none', (given) => {
  expect(() => expiryOf(given, start)).toThrow('is no time at which a token can expire');
});
