/** Desks of a shared gallery in a database that each test has to itself. */
import type { Sql } from 'postgres';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { initShare, joinShare, publishToShare } from '../../src-main/services/share.ts';
import { pullFromShare, pushToShare } from '../../src-main/services/share-sync.ts';
import type { Store } from '../../src-main/store/store.ts';
import { temporaryFolder } from '../helpers/cli.ts';
import { Door } from '../helpers/cut-connections.ts';
import { hasPostgres, TestPostgres } from '../helpers/postgres.ts';
import { madeUpLibrary } from './enrolled.ts';

export interface Desks {
  /** Of the database that this test has. */
  readonly address: string;
  readonly database: string;
  readonly sql: Sql;
  /** Through which desks go that ask for it. */
  readonly door: Door;
  /** A library that has joined nothing. */
  library(people?: number, each?: number): Promise<Store>;
  /** The owner's, with a gallery whose head is published. */
  owner(people?: number, each?: number): Promise<Store>;
  /** One that has joined. @param login of a role that is made for it; absent: the owner's. */
  desk(options?: { people?: number; each?: number; login?: 'reader' | 'enroller' }): Promise<Store>;
}

/** To be called at the top of a test file: starts a server, and ends what tests begin. @param prefix of databases. */
export function useDesks(prefix: string): Desks {
  let postgres: TestPostgres;
  let door: Door;
  let now: { address: string; database: string; sql: Sql };
  let databases = 0;
  const stores: Store[] = [];
  beforeAll(async () => {
    if (!hasPostgres) return;
    postgres = await TestPostgres.start();
    door = await Door.start(`${postgres.folder}/.s.PGSQL.5432`);
  }, 120_000);
  beforeEach(async () => {
    if (!hasPostgres) return;
    const database = `${prefix}_${++databases}`;
    now = { ...(await postgres.database(database)), database };
    await door.mend();
    return async () => {
      for (const store of stores.splice(0)) store.close();
      await now.sql.end();
    };
  });
  afterAll(async () => {
    door?.cut();
    await postgres?.stop();
  });
  const library = async (people = 0, each = 0) => {
    const store = await madeUpLibrary(await temporaryFolder(), people, each);
    stores.push(store);
    return store;
  };
  let logins = 0;
  return {
    get address() {
      return now.address;
    },
    get database() {
      return now.database;
    },
    get sql() {
      return now.sql;
    },
    get door() {
      return door;
    },
    library,
    async owner(people, each) {
      const store = await library(people, each);
      await initShare(store, now.address);
      await publishToShare(store, undefined);
      return store;
    },
    async desk({ people, each, login } = {}) {
      const store = await library(people, each);
      if (login === undefined) await joinShare(store, door.through(now.address));
      else {
        const name = `${login}_${now.database}_${++logins}`;
        await now.sql.unsafe(
          `CREATE ROLE ${name} LOGIN PASSWORD 'x'; GRANT tammes_${login}_${now.database} TO ${name}`,
        );
        await joinShare(store, door.through(now.address, `${name}:x`));
      }
      return store;
    },
  };
}

export const push = (store: Store) => pushToShare(store, () => {});
export const pull = (store: Store) => pullFromShare(store, () => {});
