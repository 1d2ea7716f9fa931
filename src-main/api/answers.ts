/**
 * Answers to requests that had an Idempotency-Key, for a day, so that a request that is sent again does nothing twice. Each is sealed with
 * the token and the key that asked for it: who has the file reads no name in it, of whatever library.
 */
import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { TammesError } from '../../src-shared/errors/index.ts';
import type { Token } from './tokens.ts';

/** How long an answer is kept, milliseconds. */
const lifetime = 24 * 60 * 60 * 1000;

/** An answer as it was sent. */
export interface KeptAnswer {
  status: number;
  /** Its content type. */
  type: string;
  body: string;
}

/** A request that came for the first time. */
interface Begun {
  keep(answer: KeptAnswer): void;
  /** Nothing was done: it may come again. */
  drop(): void;
}

export class Answers {
  readonly #db: DatabaseSync;
  readonly #now: () => number;

  constructor(db: DatabaseSync, now: () => number = Date.now) {
    this.#db = db;
    this.#now = now;
  }

  /**
   * Notes that a request begins, before anything is done.
   * @param request all that tells it from another. @returns the answer if it was given before.
   * @throws TammesError 'api-key-reused' for another request, or 'api-key-unfinished'
   */
  begin(token: Pick<Token, 'id' | 'secret'>, key: string, request: string): KeptAnswer | Begun {
    this.#db.prepare('DELETE FROM answers WHERE at < ?').run(this.#now() - lifetime);
    const id = createHash('sha256').update(`${token.id}\n${key}`).digest();
    const seal = Buffer.from(hkdfSync('sha256', token.secret, token.id, `tammes answer ${key}`, 32));
    const fingerprint = createHmac('sha256', seal).update(request).digest();
    const { changes } = this.#db
      .prepare('INSERT INTO answers (id, token, at, request) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING')
      .run(id, token.id, this.#now(), fingerprint);
    if (Number(changes) === 0) return this.#kept(id, seal, fingerprint);
    return {
      keep: (answer) =>
        void this.#db
          .prepare('UPDATE answers SET answer = ? WHERE id = ?')
          .run(sealed(JSON.stringify(answer), seal), id),
      drop: () => void this.#db.prepare('DELETE FROM answers WHERE id = ?').run(id),
    };
  }

  #kept(id: Buffer, seal: Buffer, fingerprint: Buffer): KeptAnswer {
    const row = this.#db.prepare('SELECT request, answer FROM answers WHERE id = ?').get(id);
    // Gone in between: the first one did nothing, and whoever asks again begins anew.
    if (row === undefined) throw new TammesError('api-key-unfinished', {});
    if (!fingerprint.equals(row.request as Uint8Array)) throw new TammesError('api-key-reused', {});
    if (row.answer === null) throw new TammesError('api-key-unfinished', {});
    return JSON.parse(opened(Buffer.from(row.answer as Uint8Array), seal)) as KeptAnswer;
  }
}

function sealed(text: string, key: Buffer): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const content = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), content]);
}

function opened(bytes: Buffer, key: Buffer): string {
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
}
