/** Tokens of other programs: 256 random bits, of which only the SHA-256 is kept. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { TammesError } from '../../src-shared/errors/index.ts';
import { type Scope, scope } from './scopes.ts';

/** Requests a minute where nothing else is said. */
export const usualRate = 600;
/** Days until a token expires at the latest: one that is forgotten ends by itself. */
const mostDays = 366;
const day = 24 * 60 * 60 * 1000;
/** How exactly is noted when a token was used last, milliseconds. */
const usedEvery = 60_000;

/** What people see of a token. */
export const tokenInfo = z.object({
  id: z.string(),
  name: z.string(),
  scopes: z.array(scope),
  /** Requests a minute. */
  rate: z.int(),
  /** ISO 8601, as the others. */
  created: z.string(),
  expires: z.string(),
  /** Null: it was not used yet. */
  used: z.string().nullable(),
});
export type TokenInfo = z.infer<typeof tokenInfo>;

/** A token that a request came with. */
export interface Token extends TokenInfo {
  /** What only its holder has, and what is kept for the holder is sealed with. */
  secret: Buffer;
}

export interface NewToken {
  name: string;
  scopes: readonly Scope[];
  expires: Date;
  rate: number;
}

/** The tokens of a library. */
export class Tokens {
  readonly #db: DatabaseSync;
  readonly #library: string;
  readonly #now: () => number;

  constructor(db: DatabaseSync, library: string, now: () => number = Date.now) {
    this.#db = db;
    this.#library = library;
    this.#now = now;
  }

  /** @returns the token's text, which nothing gives again. @throws TammesError 'api-token-name-taken' */
  create({ name, scopes, expires, rate }: NewToken): { text: string; token: TokenInfo } {
    if (this.list().some((token) => token.name === name))
      throw new TammesError('api-token-name-taken', { name });
    const id = randomBytes(8).toString('hex');
    const secret = randomBytes(32);
    const created = new Date(this.#now()).toISOString();
    const token = {
      ...{ id, name, scopes: scope.options.filter((one) => scopes.includes(one)), rate },
      ...{ created, expires: expires.toISOString(), used: null },
    };
    this.#db
      .prepare(
        'INSERT INTO tokens (id, library, name, hash, scopes, rate, created, expires) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      )
      .run(
        ...[id, this.#library, name, hashOf(secret), JSON.stringify(token.scopes)],
        ...[rate, created, token.expires],
      );
    return { text: `tammes_${id}_${secret.toString('base64url')}`, token };
  }

  /** The oldest first; those that have expired, too. */
  list(): TokenInfo[] {
    return this.#db
      .prepare('SELECT * FROM tokens WHERE library = ? ORDER BY created, id')
      .all(this.#library)
      .map(infoOf);
  }

  /** Ends a token at once, and forgets what is kept for it. @param wanted its name or id. @throws TammesError 'api-token-not-named-so' */
  revoke(wanted: string): TokenInfo {
    const all = this.list();
    const token = all.find(({ id, name }) => name === wanted || id === wanted);
    if (token === undefined)
      throw new TammesError('api-token-not-named-so', { name: wanted, known: all.map(({ name }) => name) });
    this.#db.prepare('DELETE FROM answers WHERE token = ?').run(token.id);
    this.#db.prepare('DELETE FROM tokens WHERE id = ?').run(token.id);
    return token;
  }

  /**
   * The token that a text is.
   * @throws TammesError 'api-token-unknown' or 'api-token-expired'
   */
  find(text: string): Token {
    const [, id, secretText] = /^tammes_([0-9a-f]{16})_([\w-]{43})$/.exec(text) ?? [];
    const row =
      id === undefined
        ? undefined
        : this.#db.prepare('SELECT * FROM tokens WHERE id = ? AND library = ?').get(id, this.#library);
    const secret = Buffer.from(secretText ?? '', 'base64url');
    const kept = row === undefined ? Buffer.alloc(32) : Buffer.from(row.hash as Uint8Array);
    // Compared as well if there is none: how long it takes says nothing of which tokens there are.
    const isRight = timingSafeEqual(hashOf(secret), kept);
    if (row === undefined || !isRight) throw new TammesError('api-token-unknown', {});
    const info = infoOf(row);
    this.#refuseExpired(info);
    this.#noteUse(info);
    return { ...info, secret };
  }

  /** Whether a token of a stream that stays open still holds. */
  isThere({ id }: TokenInfo): boolean {
    const token = this.list().find((one) => one.id === id);
    return token !== undefined && Date.parse(token.expires) > this.#now();
  }

  /** @throws TammesError 'api-token-expired' */
  #refuseExpired({ name, expires }: TokenInfo): void {
    if (Date.parse(expires) <= this.#now())
      throw new TammesError('api-token-expired', { name, expired: expires });
  }

  #noteUse({ id, used }: TokenInfo): void {
    if (used !== null && this.#now() - Date.parse(used) < usedEvery) return;
    this.#db.prepare('UPDATE tokens SET used = ? WHERE id = ?').run(new Date(this.#now()).toISOString(), id);
  }
}

function hashOf(secret: Uint8Array): Buffer {
  return createHash('sha256').update(secret).digest();
}

function infoOf(row: Record<string, unknown>): TokenInfo {
  return tokenInfo.parse({ ...row, scopes: JSON.parse(String(row.scopes)) });
}

/**
 * When a token expires.
 * @param given days or hours from now, such as 30d or 12h, or the last day on which it holds.
 * @throws TammesError 'api-expiry-unusable'
 */
export function expiryOf(given: string, now: number = Date.now()): Date {
  const [, number, unit] = /^(\d{1,5})([dh])$/.exec(given) ?? [];
  const at =
    unit === undefined ? lastMomentOf(given) : now + Number(number) * (unit === 'd' ? day : day / 24);
  if (!(at > now && at <= now + mostDays * day))
    throw new TammesError('api-expiry-unusable', { given, mostDays });
  return new Date(at);
}

/** NaN for what is no day. */
function lastMomentOf(given: string): number {
  if (!z.iso.date().safeParse(given).success) return Number.NaN;
  const [year, month, date] = given.split('-').map(Number) as [number, number, number];
  return new Date(year, month - 1, date + 1).getTime();
}
