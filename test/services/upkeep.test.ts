import { existsSync } from 'node:fs';
import { appendFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openServices, type Services } from '../../src-main/services/index.ts';
import { Jobs } from '../../src-main/services/jobs.ts';
import { rename } from '../../src-main/services/people.ts';
import { Upkeep } from '../../src-main/services/upkeep.ts';
import { listPeople } from '../../src-main/store/people.ts';
import { openStore } from '../../src-main/store/store.ts';
import type { AppEvent, Input, MethodName, Output } from '../../src-shared/contract/index.ts';
import { madeUpLibrary } from '../gallery/enrolled.ts';
import { temporaryFolder } from '../helpers/cli.ts';
import { damageRows } from '../helpers/damage.ts';

let library = '';
let services: Services | null = null;
let events: AppEvent[] = [];

const call = <M extends MethodName>(method: M, input: Input<M>) =>
  services!.call(method, input) as Promise<Output<M>>;
const open = async (upkeep = false) => {
  services = await openServices({ library, host: 'web', upkeep });
  events = [];
  services!.on((event) => events.push(event));
};
/** Waits for the end of a job. */
const ended = (jobId: number) =>
  vi.waitFor(
    () => {
      const last = events.findLast((event) => event.type === 'job' && event.job.id === jobId);
      expect(last).toMatchObject({ job: { status: 'done' } });
    },
    { timeout: 180_000, interval: 50 },
  );
const backUp = async () => ended((await call('storage.backUp', undefined)).id);
const names = async () => (await call('people.list', undefined)).map(({ name }) => name).sort();

beforeEach(async () => {
  library = await temporaryFolder();
  (await madeUpLibrary(library, 3, 2)).close();
});
afterEach(async () => {
  await services?.close();
  services = null;
});

describe('a window', () => {
  test('checks the library in the background, and what was found is still known after a restart', async () => {
    await open();
    expect(await call('storage.report', undefined)).toBeNull();
    await ended((await call('storage.check', undefined)).id);
    expect(await call('storage.report', undefined)).toMatchObject({ thorough: true, faults: [] });
    expect(events).toContainEqual({ type: 'changed', namespaces: ['storage'] });
    await services!.close();
    await open();
    expect(await call('storage.report', undefined)).toMatchObject({ thorough: true, faults: [] });
  });

  test('that opens a damaged library hears of it by itself', async () => {
    damageRows(library, "UPDATE people SET name = 'qerson 1' WHERE name = 'person 1'");
    await open(true);
    const report = await vi.waitFor(
      async () => {
        const report = await call('storage.report', undefined);
        expect(report).not.toBeNull();
        return report!;
      },
      { timeout: 180_000, interval: 50 },
    );
    expect(report).toMatchObject({ thorough: false, faults: [{ failure: { problem: 'rows-damaged' } }] });
  });

  test('makes backups, and restores one after a look into it, with the way back', async () => {
    await open();
    await backUp();
    const [backup] = await call('storage.backups', undefined);
    expect(backup).toMatchObject({ reason: 'asked', people: 3, faces: 6, heads: 1 });
    const [first] = await call('people.list', undefined);
    await call('people.rename', { personId: first!.id, name: 'Ada' });
    expect(await call('storage.preview', { name: backup!.name })).toMatchObject({
      backup: { people: 3 },
      now: { people: 3, faces: 6, photos: 6, heads: 1 },
    });
    const { kept, aside } = await call('storage.restore', { name: backup!.name });
    expect(aside).toBeNull();
    expect(await names()).toEqual(['person 0', 'person 1', 'person 2']);
    expect((await readdir(library)).filter((name) => name.startsWith('before-restore'))).toEqual([]);
    // Nothing was lost: the undo of the window restores what was there.
    await call('storage.restore', { name: kept! });
    expect(await names()).toEqual(['Ada', 'person 1', 'person 2']);
    expect(events.filter((event) => event.type === 'changed' && event.namespaces.length > 5)).not.toEqual([]);
  });

  test('of a damaged library puts its files aside, and goes on with the restored one', async () => {
    await open();
    await backUp();
    await services!.close();
    damageRows(library, "UPDATE people SET name = 'qerson 1' WHERE name = 'person 1'");
    await open();
    const [backup] = await call('storage.backups', undefined);
    const { kept, aside } = await call('storage.restore', { name: backup!.name });
    expect(kept).toBeNull();
    expect(existsSync(join(aside!, 'library.db'))).toBe(true);
    expect(await names()).toEqual(['person 0', 'person 1', 'person 2']);
  });

  test('refuses a damaged backup and a folder that is none, and the library goes on', async () => {
    await open();
    await backUp();
    const [backup] = await call('storage.backups', undefined);
    await appendFile(join(library, 'backups', backup!.name, 'library.db'), 'x');
    for (const method of ['storage.preview', 'storage.restore'] as const) {
      await expect(call(method, { name: backup!.name })).rejects.toMatchObject({ problem: 'backup-damaged' });
      await expect(call(method, { name: '../..' })).rejects.toMatchObject({ problem: 'backup-unknown' });
    }
    expect(await names()).toHaveLength(3);
  });

  test('makes no backup of a damaged library', async () => {
    damageRows(library, "UPDATE people SET name = 'qerson 1' WHERE name = 'person 1'");
    await open();
    const { id } = await call('storage.backUp', undefined);
    await vi.waitFor(
      () =>
        expect(events.findLast((event) => event.type === 'job' && event.job.id === id)).toMatchObject({
          job: { status: 'failed', failure: { problem: 'database-damaged' } },
        }),
      { timeout: 180_000, interval: 50 },
    );
    expect(await call('storage.backups', undefined)).toEqual([]);
  });
});

describe('what is due', () => {
  const day = 86_400_000;

  test('is a backup on each day on which something has changed, of which the last are kept', async () => {
    const store = openStore(library);
    const jobs = new Jobs(() => {});
    const upkeep = new Upkeep(store, jobs, () => {});
    const tend = async (days: number) => {
      upkeep.tend(Date.now() + days * day);
      await vi.waitFor(() => expect(jobs.list().every(({ status }) => status !== 'running')).toBe(true), {
        timeout: 180_000,
        interval: 50,
      });
      return jobs.list().map(({ kind, status }) => `${kind} ${status}`);
    };
    const made = () => readdir(join(library, 'backups'));
    expect(await tend(0)).toEqual(['backup done', 'check done']);
    expect(await made()).toHaveLength(1);
    // Within the day nothing, later nothing new unless something has changed.
    expect(await tend(0.5)).toHaveLength(2);
    await tend(2);
    expect(await made()).toHaveLength(1);
    for (let i = 1; i <= 4; i++) {
      rename(store, listPeople(store.db)[0]!.id, `Ada ${i}`);
      await tend(2 * i);
    }
    expect(await made()).toHaveLength(3);
    upkeep.setPlan({ daily: false, kept: 7 });
    rename(store, listPeople(store.db)[0]!.id, 'Eve');
    await tend(30);
    expect(await made()).toHaveLength(3);
    expect(upkeep.plan()).toEqual({ daily: false, kept: 7 });
    store.close();
  }, 300_000);
});
