/** A program that has a library open takes what changes in its shared gallery by itself. */
import { afterAll, beforeAll, describe, test, vi } from 'vitest';
import { openServices } from '../../src-main/services/index.ts';
import { forgetInGallery, initShare, joinShare, publishToShare } from '../../src-main/services/share.ts';
import { pushToShare } from '../../src-main/services/share-sync.ts';
import { readSharedPeople } from '../../src-main/store/shared-people.ts';
import { openStore, type Store } from '../../src-main/store/store.ts';
import type { AppEvent } from '../../src-shared/contract/index.ts';
import { enrol, madeUpLibrary } from '../gallery/enrolled.ts';
import { temporaryFolder } from '../helpers/cli.ts';
import { hasPostgres, TestPostgres } from '../helpers/postgres.ts';

vi.hoisted(() => {
  // Which gallery a library shares is noted in the user's own folder, and it is not this one's.
  process.env.XDG_STATE_HOME = `${process.env.TMPDIR ?? '/tmp'}/tammes-state-${process.pid}`;
});

let postgres: TestPostgres;
beforeAll(async () => {
  if (hasPostgres) postgres = await TestPostgres.start();
}, 120_000);
afterAll(() => postgres?.stop());

const quietly = () => {};

/** Waits until a library has these people of other desks. */
async function until(folder: string, names: readonly string[]): Promise<void> {
  for (;;) {
    const people = (await readSharedPeople(folder))?.people;
    if (JSON.stringify(people?.toSorted()) === JSON.stringify(names)) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe.skipIf(!hasPostgres)('a library that a program has open', () => {
  test('gets whom another desk enrols, and loses whom an owner forgets', { timeout: 120_000 }, async () => {
    const { address, sql } = await postgres.database('watched');
    const first: Store = await madeUpLibrary(await temporaryFolder(), 1, 2);
    await initShare(first, address);
    await publishToShare(first, undefined);
    const library = await temporaryFolder();
    const joining = openStore(library);
    await joinShare(joining, address);
    joining.close();
    const services = await openServices({ library, host: 'web', upkeep: true });
    const events: AppEvent[] = [];
    services.on((event) => events.push(event));
    await until(library, []);
    await pushToShare(first, quietly);
    await until(library, ['person 0']);
    enrol(first, 'Zoe', 7, 1);
    await pushToShare(first, quietly);
    await until(library, ['Zoe', 'person 0']);
    await forgetInGallery(first, 'Zoe');
    await until(library, ['person 0']);
    // The window is told, so that it asks again.
    const isTold = () =>
      events.some((event) => event.type === 'changed' && event.namespaces.includes('gallery'));
    while (!isTold()) await new Promise((resolve) => setTimeout(resolve, 20));
    await services.close();
    first.close();
    await sql.end();
  });
});
