import type { Database } from './sql.ts';

/** Answers that are kept: those of the screens that are looked at. */
const most = 12;

/** Answers that take long, kept while nothing changes: who scrolls through a hundred thousand faces asks for many pages of one list. */
export class Kept {
  readonly #db: Database;
  /** By question, the one asked last at the end. */
  readonly #answers = new Map<string, unknown>();
  #state = '';

  constructor(db: Database) {
    this.#db = db;
  }

  /** @param question has the same answer as long as the library is the same. */
  get<T>(question: unknown, answer: () => T): T {
    const { own } = this.#db.prepare('SELECT total_changes() AS own').get()!;
    const { data_version: others } = this.#db.prepare('PRAGMA data_version').get()!;
    if (this.#state !== `${own} ${others}`) this.#answers.clear();
    this.#state = `${own} ${others}`;
    const key = JSON.stringify(question);
    const kept = this.#answers.has(key) ? (this.#answers.get(key) as T) : answer();
    this.#answers.delete(key);
    this.#answers.set(key, kept);
    for (const old of [...this.#answers.keys()].slice(0, -most)) this.#answers.delete(old);
    return kept;
  }
}
