import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressFor, nameOfServer, parseServer } from '../../src-main/store/gallery-server.ts';
import { TammesError } from '../../src-shared/errors/index.ts';

describe('the address of a database', () => {
  test.each([
    ['postgres://ada@db.example/people', 'ada@db.example:5432/people', { tls: true, password: null }],
    ['postgresql://ada:p%40%25@db.example:6000/people', 'ada@db.example:6000/people', { password: 'p@%' }],
    [
      'postgres://ada@[2001:db8::1]/people',
      'ada@[2001:db8::1]:5432/people',
      { host: '2001:db8::1', tls: true },
    ],
    ['postgres://ada@[::1]/people', 'ada@[::1]:5432/people', { tls: false }],
    ['postgres://ada@/people?host=/run/postgresql', 'ada@/run/postgresql:5432/people', { tls: false }],
    ['postgres://ada@db/people?sslmode=disable', 'ada@db:5432/people', { tls: false }],
    ['postgres://ada@localhost/people?sslmode=verify-full', 'ada@localhost:5432/people', { tls: true }],
  ])('%s is %s', (text, name, parts) => {
    const server = parseServer(text);
    expect(nameOfServer(server)).toBe(name);
    expect(server).toMatchObject(parts);
  });

  test('is passed on without password and files, and is read as the same database', () => {
    const host = fc.constantFrom(
      'db.example',
      'localhost',
      '127.0.0.1',
      '2001:db8::1',
      '::1',
      '/run/postgre sql',
    );
    const name = fc.string({ minLength: 1, unit: 'grapheme' }).filter((text) => !/^\.{1,2}$/.test(text));
    fc.assert(
      fc.property(
        host,
        fc.constantFrom(5432, 6000),
        name,
        name,
        fc.boolean(),
        (host, port, database, login, tls) => {
          const server = {
            host,
            port,
            database,
            user: 'owner',
            password: 'p',
            tls,
            rootCertificates: '/ca.pem',
          };
          const address = addressFor(server, login);
          expect(parseServer(address)).toEqual({
            ...server,
            user: login,
            password: null,
            rootCertificates: null,
          });
        },
      ),
    );
  });

  test.each([
    ['people', 'form'],
    ['https://ada@db/people', 'form'],
    ['postgres://db/people', 'form'],
    ['postgres://ada@db', 'form'],
    ['postgres://ada@/people', 'form'],
    ['postgres://ada:100%@db/people', 'form'],
    ['postgres://a%zz@db/people', 'form'],
    ['postgres://ada@db:port/people', 'form'],
    ['postgres://ada@db/people?sslmode=require', 'tls'],
    ['postgres://ada@db/people?options=-csearch_path', 'option'],
  ])('%s is refused for its %s', (text, fault) => {
    expect(() => parseServer(text)).toThrow(
      expect.objectContaining({ problem: 'gallery-address-wrong', parameters: { fault } }),
    );
  });

  test('any text is read or refused with a reason', () => {
    const parts = fc.array(
      fc.oneof(
        fc.string(),
        fc.constantFrom('postgres://', '@', ':', '/', '?', '%', '[', ']', '&host=', 'sslmode='),
      ),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(parts, (some) => {
        try {
          expect(parseServer(some.join('')).host).not.toBe('');
        } catch (error) {
          expect(error).toBeInstanceOf(TammesError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
