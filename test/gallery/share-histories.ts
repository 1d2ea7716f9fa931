/** Two desks with one shared gallery, and what can happen to them. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Sql } from 'postgres';
import { expect } from 'vitest';
import { undoChange } from '../../src-main/services/journal.ts';
import { merge, move, rename } from '../../src-main/services/people.ts';
import { forgetInGallery, initShare, joinShare, publishToShare } from '../../src-main/services/share.ts';
import { nextCorrection, noteCorrections } from '../../src-main/services/share-corrections.ts';
import {
  correctInGallery,
  decideInGallery,
  pullFromShare,
  pushToShare,
} from '../../src-main/services/share-sync.ts';
import { type Correction, readOutbox, type ShareOutbox } from '../../src-main/store/share-outbox.ts';
import { readSharedPeople } from '../../src-main/store/shared-people.ts';
import { type JoinedShare, shareOf } from '../../src-main/store/shared-server.ts';
import type { Store } from '../../src-main/store/store.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { temporaryFolder } from '../helpers/cli.ts';
import { Door } from '../helpers/cut-connections.ts';
import type { TestPostgres } from '../helpers/postgres.ts';
import { enrol, madeUpLibrary } from './enrolled.ts';

export const names = ['Anna', 'Bella', 'Cyd', 'Dora'] as const;

/** What happens; `desk` 0 is the owner's. `name`, `to`: places in `names`. */
export type Step =
  | { kind: 'enrol' | 'undo' | 'push' | 'pull'; desk: number; name: number }
  | { kind: 'rename' | 'correct' | 'move'; desk: number; name: number; to: number }
  | { kind: 'unheard'; desk: number; name: number; to: number; next: number }
  | { kind: 'cut'; desk: number; answers: number }
  | { kind: 'kill'; desk: number; answers: number }
  | { kind: 'gone' | 'back'; desk: number }
  | { kind: 'clash'; name: number; to: number; other: number }
  | { kind: 'both' }
  | { kind: 'publish' }
  | { kind: 'forget'; name: number };

interface Desk {
  store: Store;
  door: Door;
}

/** What may go wrong: the connection is cut, there is nobody to correct, or nothing to undo. */
const allowed = new Set([
  'share-lost',
  'share-person-unknown',
  'share-nothing-taken',
  'journal-empty',
  'journal-conflict',
]);

export class History {
  readonly sql: Sql;
  readonly desks: Desk[];
  /** All corrections that were ever made at a desk, by their numbers in the gallery. */
  readonly #made = new Map<string, Correction>();
  /** Those that somebody has given up, or made anew. */
  readonly #settled = new Set<string>();
  /** How often something was cut off, and how often a process was killed. */
  cuts = 0;
  kills = 0;
  /** How often a correction was made of which its desk did not hear. */
  unheard = 0;
  #photos = 0;

  private constructor(sql: Sql, desks: Desk[]) {
    this.sql = sql;
    this.desks = desks;
  }

  static async begin(postgres: TestPostgres, database: string): Promise<History> {
    const { address, sql } = await postgres.database(database);
    const desks: Desk[] = [];
    for (const _ of [0, 1]) {
      const door = await Door.start(`${postgres.folder}/.s.PGSQL.5432`);
      desks.push({ store: await madeUpLibrary(await temporaryFolder(), 0, 0), door });
    }
    for (const { store } of desks)
      store.db.exec(`CREATE TEMP TABLE seen_outboxes (value TEXT);
        ${['INSERT', 'UPDATE']
          .map(
            (
              change,
            ) => `CREATE TEMP TRIGGER see_${change} AFTER ${change} ON main.settings WHEN new.name = 'share-outbox'
            BEGIN INSERT INTO seen_outboxes VALUES (new.value); END;`,
          )
          .join('')}`);
    const [owner, other] = desks as [Desk, Desk];
    await initShare(owner.store, owner.door.through(address));
    await publishToShare(owner.store, undefined);
    await sql.unsafe(
      `CREATE ROLE ben_${database} LOGIN PASSWORD 'x'; GRANT tammes_enroller_${database} TO ben_${database}`,
    );
    await joinShare(other.store, other.door.through(address, `ben_${database}:x`));
    return new History(sql, desks);
  }

  async end(): Promise<void> {
    for (const { store, door } of this.desks) {
      door.cut();
      store.close();
    }
    await this.sql.end();
  }

  /** Does a step; what may fail may fail. */
  async do(step: Step): Promise<void> {
    try {
      await this.#do(step);
    } catch (error) {
      if (!(error instanceof TammesError) || !allowed.has(error.problem)) throw error;
      // A mistake of ours would be taken for a lost connection.
      expect(error.cause, String(error.cause)).not.toBeInstanceOf(TypeError);
    }
    this.#see();
    await this.#checkRefused();
  }

  /** Nobody is told that a correction was refused that was made. */
  async #checkRefused(): Promise<void> {
    const refused = this.desks.flatMap(({ store }) =>
      readOutbox(store.db).waiting.filter((one) => one.refused !== null),
    );
    if (refused.length === 0) return;
    const made = await this.#madeIds();
    expect(refused.filter(({ id }) => made.has(id)).map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
  }

  /** The numbers of corrections that the gallery has made. */
  async #madeIds(): Promise<Set<string>> {
    const rows = await this.sql`SELECT correction FROM tammes_shared.journal WHERE correction IS NOT NULL`;
    return new Set(rows.map(({ correction }) => correction));
  }

  /** Sees all corrections that have waited since the last time, be it for a moment. */
  #see(): void {
    for (const { store } of this.desks) {
      for (const { value } of store.db.prepare('SELECT value FROM seen_outboxes').all())
        for (const one of (JSON.parse(String(value)) as ShareOutbox).waiting) this.#made.set(one.id, one);
      store.db.exec('DELETE FROM seen_outboxes');
    }
  }

  async #do(step: Step): Promise<void> {
    if (step.kind === 'clash') {
      const [owner, other] = this.desks as [Desk, Desk];
      renameOrMerge(owner.store, names[step.name]!, names[step.to]!);
      renameOrMerge(other.store, names[step.name]!, names[step.other]!);
    }
    if (step.kind === 'both' || step.kind === 'clash') {
      const ends = await Promise.allSettled(this.desks.map(({ store }) => push(store)));
      for (const end of ends) if (end.status === 'rejected') throw end.reason;
      return;
    }
    if (step.kind === 'forget') {
      await forgetInGallery(this.desks[0]!.store, names[step.name]!);
      return;
    }
    if (step.kind === 'publish') {
      await publishToShare(this.desks[0]!.store, undefined);
      return;
    }
    if (step.kind === 'unheard') {
      await this.#unheard(step);
      return;
    }
    const { store, door } = this.desks[step.desk]!;
    if (step.kind === 'enrol') enrol(store, names[step.name]!, step.name, ++this.#photos);
    else if (step.kind === 'undo') undoChange(store);
    else if (step.kind === 'push') await push(store);
    else if (step.kind === 'gone') door.cut();
    else if (step.kind === 'back') await door.mend();
    else if (step.kind === 'correct')
      await correctInGallery(store, { from: names[step.name]!, to: names[step.to]!, mayMerge: true });
    else if (step.kind === 'move') moveOne(store, names[step.name]!, names[step.to]!);
    else if (step.kind === 'rename') renameOrMerge(store, names[step.name]!, names[step.to]!);
    else if (step.kind === 'kill') await this.#kill(store, door, step.answers);
    else if (step.kind === 'cut') await this.#cut(store, door, step.answers);
    else await pullFromShare(store, () => {});
  }

  async #cut(store: Store, door: Door, answers: number): Promise<void> {
    door.cutAfter(answers, () => this.cuts++);
    try {
      await push(store);
    } finally {
      await door.mend();
    }
  }

  /** A desk is cut off between a correction and the answer that it is made, and the other desk goes on from there. */
  async #unheard({ desk, name, to, next }: Step & { kind: 'unheard' }): Promise<void> {
    const [{ store, door }, other] = [this.desks[desk]!, this.desks[1 - desk]!];
    for (const one of this.desks) await one.door.mend();
    renameOrMerge(store, names[name]!, names[to]!);
    await note(store);
    if (nextCorrection(store) === null) return;
    const before = await this.#madeIds();
    let isMade = false;
    // So many answers until it is made, and one less until the desk hears of it.
    for (let answers = 0, isCut = true; isCut && !isMade; answers++) {
      isCut = false;
      door.cutAfter(answers, () => {
        isCut = true;
        this.cuts++;
      });
      await this.do({ kind: 'push', desk, name });
      await door.mend();
      isMade = (await this.#madeIds()).size > before.size;
    }
    const made = await this.#madeIds();
    if (readOutbox(store.db).waiting.some(({ id }) => made.has(id))) this.unheard++;
    await pullFromShare(other.store, () => {});
    renameOrMerge(other.store, names[to]!, names[next]!);
    await push(other.store);
  }

  /** Another process of the desk ends in the middle of sending, as by a loss of power. */
  async #kill(store: Store, door: Door, answers: number): Promise<void> {
    // The other process notes nothing that is not seen here.
    await note(store);
    const child = fork(fileURLToPath(new URL('push-child.ts', import.meta.url)), [store.folder]);
    const exit = once(child, 'exit');
    door.cutAfter(answers, () => {
      this.kills++;
      child.kill('SIGKILL');
    });
    await exit;
    await door.mend();
  }

  /** Both desks are connected, send and take what there is, and decide what was refused, until nothing is left to do. */
  async settle(whose: (number: number) => 'mine' | 'theirs'): Promise<void> {
    for (const { door } of this.desks) await door.mend();
    let before = '';
    for (let rounds = 0; rounds < 12; rounds++) {
      for (const [at, { store }] of this.desks.entries()) {
        await this.do({ kind: 'push', desk: at, name: 0 });
        for (const { number, refused } of readOutbox(store.db).waiting) {
          const waiting = () => readOutbox(store.db).waiting;
          if (refused === null || !waiting().some((one) => one.number === number)) continue;
          for (const one of waiting()) this.#settled.add(one.id);
          await decideInGallery(store, number, whose(number));
          this.#see();
          for (const one of waiting()) this.#settled.delete(one.id);
        }
      }
      const [row] = await this.sql`SELECT count(*)::integer AS entries FROM tammes_shared.journal`;
      const now = `${row!.entries} ${this.desks.map(({ store }) => readOutbox(store.db).waiting.length)}`;
      if (now === before) return;
      before = now;
    }
    expect.unreachable('the desks come to no end');
  }

  /** Whatever has happened: all have the same, nothing is lost, nothing is there twice. */
  async check(): Promise<void> {
    const faces = await this.sql<{ desk: string; number: string; person: string; name: string }[]>`
      SELECT f.desk, f.number, f.person, p.name FROM tammes_shared.faces f JOIN tammes_shared.people p ON p.id = f.person`;
    const gone = await this.sql`SELECT desk, number FROM tammes_shared.forgotten`;
    const forgotten = new Set(gone.map(({ desk, number }) => `${desk} ${number}`));
    for (const { store } of this.desks) {
      const { desk } = shareOf(store.folder) as JoinedShare;
      const own = store.db
        .prepare(
          'SELECT l.face_id AS number, p.name FROM labels l JOIN people p ON p.id = l.person_id ORDER BY 1',
        )
        .all()
        .filter(({ number }) => !forgotten.has(`${desk} ${number}`));
      const there = faces.filter((face) => face.desk === desk);
      expect(there.map(({ number, name }) => `${number} ${name}`).sort()).toEqual(
        own.map(({ number, name }) => `${number} ${name}`).sort(),
      );
      const taken = (await readSharedPeople(store.folder))!;
      const others = faces.filter((face) => face.desk !== desk).map(({ name }) => name);
      expect([...taken.persons].map((at) => taken.people[at]).sort()).toEqual(others.sort());
      expect(readOutbox(store.db).waiting).toEqual([]);
    }
    await this.#checkJournal();
  }

  /** Corrections are a serial history: each was made of what the one before had left, and each once, or somebody was told. */
  async #checkJournal(): Promise<void> {
    const entries = await this.sql<{ correction: string; change: string; rows: number }[]>`
      SELECT correction, change, rows FROM tammes_shared.journal
      WHERE correction IS NOT NULL AND change IN ('update people', 'insert merged') ORDER BY id`;
    const people = await this.sql<{ id: string; name: string; version: number }[]>`
      SELECT id, name, version FROM tammes_shared.people`;
    const ids = entries.map(({ correction }) => correction);
    expect(new Set(ids).size, 'made twice').toBe(ids.length);
    const serial = new Map<string, { name: string; version: number }>();
    for (const { correction } of entries) {
      const { person, version, to, into, from } = this.#made.get(correction)!;
      const known = serial.get(person) ?? { name: from, version: 1 };
      expect({ name: from, version }).toEqual(known);
      if (into === null) serial.set(person, { name: to, version: version + 1 });
      else serial.delete(person);
    }
    for (const { id, name, version } of people)
      expect({ name, version }).toEqual(serial.get(id) ?? { name, version: 1 });
    const there = new Map(people.map(({ id, name }) => [id, name]));
    const made = new Set(ids);
    for (const { id, person, to, into } of this.#made.values()) {
      if (made.has(id) || this.#settled.has(id)) continue;
      // Whoever was faster has said the same, or an owner has forgotten the person.
      const isSaid = [...this.#made.values()].some(
        (other) => made.has(other.id) && other.to === to && other.person === person,
      );
      const isGone = !there.has(person) || (into !== null && !there.has(into.person));
      expect(isSaid || isGone, `lost: ${to}`).toBe(true);
    }
  }
}

const push = (store: Store) => pushToShare(store, () => {});

/** Notes corrections that wait, as sending them would do first. */
async function note(store: Store): Promise<void> {
  const taken = await readSharedPeople(store.folder);
  if (taken !== null) noteCorrections(store, taken);
}

const idOf = ({ db }: Store, name: string): number | null => {
  const row = db
    .prepare(
      'SELECT id FROM people p WHERE name = ? AND EXISTS (SELECT 1 FROM labels WHERE person_id = p.id)',
    )
    .get(name);
  return row === undefined ? null : Number(row.id);
};

function renameOrMerge(store: Store, name: string, to: string): void {
  const [person, other] = [idOf(store, name), idOf(store, to)];
  if (person === null || name === to) return;
  if (other === null) rename(store, person, to);
  else merge(store, [person], other, { allowTwice: true });
}

/** Gives one face to somebody else. */
function moveOne(store: Store, name: string, to: string): void {
  const person = idOf(store, name);
  if (person === null || name === to) return;
  const row = store.db.prepare('SELECT max(face_id) AS id FROM labels WHERE person_id = ?').get(person)!;
  move(store, [Number(row.id)], { name: to }, { allowTwice: true });
  // Nothing can be seen on such a face: it has to be chosen.
  store.db.prepare('UPDATE labels SET chosen = 1 WHERE face_id = ?').run(row.id as number);
}
