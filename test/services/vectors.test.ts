/** Vectors that become a library from the window: looked at first, then imported in a thread. */
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openServices, type Services } from '../../src-main/services/index.ts';
import { openStore } from '../../src-main/store/store.ts';
import type { AppEvent, Input, Job, MethodName, Output } from '../../src-shared/contract/index.ts';
import { temporaryFolder } from '../helpers/cli.ts';
import { addMadeUpPeople } from '../helpers/made-up-library.ts';

// What was made is noted among the user's libraries.
vi.hoisted(() => {
  process.env.XDG_STATE_HOME = `${process.env.TMPDIR ?? '/tmp'}/tammes-state-${process.pid}`;
});

const network = 'made-up';
let [folder, library] = ['', ''];
let services: Services;
const call = <M extends MethodName>(method: M, input: Input<M>) =>
  services.call(method, input) as Promise<Output<M>>;

beforeEach(async () => {
  folder = await temporaryFolder();
  library = join(folder, 'own');
  services = await openServices({ library, host: 'web' });
});
afterEach(() => services.close());

async function written(name: string, lines: readonly string[]): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, lines.join('\n'));
  return path;
}

/** Vectors of two numbers. @param person of a row; absent: there is no such column. */
const vectors = (rows: number, person?: (row: number) => string) =>
  written('vectors.csv', [
    `feature_0,feature_1${person === undefined ? '' : ',person'}`,
    ...Array.from({ length: rows }, (_, i) =>
      [Math.cos(i), Math.sin(i), ...(person === undefined ? [] : [person(i)])].join(),
    ),
  ]);

/** How a job ends. */
async function ended(start: () => Promise<Job>): Promise<Job> {
  const events: Job[] = [];
  let hear: () => void = () => {};
  const stop = services.on((event: AppEvent) => {
    if (event.type === 'job') events.push(event.job);
    hear();
  });
  const { id } = await start();
  try {
    return await new Promise((resolve) => {
      hear = () => {
        const last = events.find((job) => job.id === id && job.status !== 'running');
        if (last !== undefined) resolve(last);
      };
      hear();
    });
  } finally {
    stop();
  }
}

/** Cancels a job as soon as it has told of rows. */
async function cancelled(start: () => Promise<Job>): Promise<Job> {
  const stop = services.on((event: AppEvent) => {
    if (event.type !== 'job' || event.job.status !== 'running' || event.job.done === 0) return;
    stop();
    void services.call('jobs.cancel', { jobId: event.job.id });
  });
  return ended(start);
}

describe('what is found in files', () => {
  test('is told before anything is stored', async () => {
    const path = await vectors(7, (row) => ['Ada', 'Grace', '', 'Emmy'][row % 4]!);
    expect(await call('vectors.inspect', { vectors: path, network })).toEqual({
      ...{ rows: 7, size: 2, people: 3, unnamed: 2, shots: 7 },
      sample: [
        { name: 'Ada', rows: 2 },
        { name: 'Grace', rows: 2 },
        { name: 'Emmy', rows: 1 },
      ],
    });
    const labels = await written('labels.csv', [
      'person,shot',
      'Ada,1',
      'Ada,1',
      'Grace,',
      'Grace,',
      ',',
      ',',
      ',',
    ]);
    expect(await call('vectors.inspect', { vectors: path, labels, network })).toMatchObject({
      ...{ people: 2, unnamed: 3, shots: 6 },
      sample: [
        { name: 'Ada', rows: 2 },
        { name: 'Grace', rows: 2 },
      ],
    });
    expect(await call('library.summary', undefined)).toMatchObject({ faces: 0, people: 0 });
  });

  test('or what is wrong with them, and with which', async () => {
    const path = await vectors(3, () => 'Ada');
    const labels = await written('labels.csv', ['person', 'Ada']);
    const refused = (input: Input<'vectors.inspect'>) => expect(call('vectors.inspect', input)).rejects;
    await refused({ vectors: path }).toMatchObject({ parameters: { path, fault: 'width' } });
    await refused({ vectors: path, labels, network }).toMatchObject({
      parameters: { path: labels, fault: 'rows' },
    });
    await refused({ vectors: 'vectors.csv' }).toMatchObject({ problem: 'vectors-not-read' });
    await refused({ vectors: path, network: '-' }).toMatchObject({ code: 'bad-input' });
    // Refused as it was looked at, and no job begins.
    await expect(call('vectors.import', { vectors: path })).rejects.toMatchObject({
      problem: 'vectors-wrong',
    });
    expect(await call('jobs.list', undefined)).toEqual([]);
  });
});

describe('an import', () => {
  test('fills the library that is open if it is empty, and only then', async () => {
    const path = await vectors(9, (row) => ['Ada', 'Grace', 'Emmy'][row % 3]!);
    const job = await ended(() => call('vectors.import', { vectors: path, network }));
    expect(job).toMatchObject({ status: 'done', failure: null, folder: '', done: 9, total: 9 });
    expect(await call('library.summary', undefined)).toMatchObject({ faces: 9, people: 3 });
    expect((await call('training.heads', undefined)).find(({ active }) => active)).toMatchObject({
      name: network,
      dim: 2,
    });
    await expect(call('vectors.import', { vectors: path, network })).rejects.toMatchObject({
      problem: 'library-has-photos',
    });
  });

  test('makes a new library, and leaves the one that is open as it is', async () => {
    await addMadeUpPeople(services, 2, 2);
    const path = await vectors(6, (row) => `person ${row % 2}`);
    const into = join(folder, 'new', 'vectors');
    const job = await ended(() => call('vectors.import', { vectors: path, network, into }));
    expect(job).toMatchObject({ status: 'done', folder: into });
    expect(await call('library.summary', undefined)).toMatchObject({ people: 2, faces: 4 });
    const made = openStore(into);
    expect(made.db.prepare('SELECT count(*) AS faces FROM faces').get()).toEqual({ faces: 6 });
    made.close();
    const refused = (to: string) =>
      expect(call('vectors.import', { vectors: path, network, into: to })).rejects;
    await refused(into).toMatchObject({ problem: 'folder-there' });
    await refused('somewhere').toMatchObject({ problem: 'target-not-absolute' });
    await refused(join(library, 'within')).toMatchObject({ problem: 'target-inside' });
  });

  test('that is cancelled leaves nothing, and the library can be written', { timeout: 120_000 }, async () => {
    const path = await vectors(60_000, (row) => `person ${row % 50}`);
    const into = join(folder, 'new');
    const other = await cancelled(() => call('vectors.import', { vectors: path, network, into }));
    expect([other.status, existsSync(into)]).toEqual(['cancelled', false]);
    const own = await cancelled(() => call('vectors.import', { vectors: path, network }));
    expect(own.status).toBe('cancelled');
    expect(await call('library.summary', undefined)).toMatchObject({ faces: 0, people: 0 });
    await addMadeUpPeople(services, 2, 2);
    expect(await call('library.summary', undefined)).toMatchObject({ people: 2 });
  });

  test('into a folder that cannot be made fails, and says why', async () => {
    const path = await vectors(2, () => 'Ada');
    const blocked = join(folder, 'blocked');
    await mkdir(blocked);
    await writeFile(join(blocked, 'file'), '');
    const job = await ended(() =>
      call('vectors.import', { vectors: path, network, into: join(blocked, 'file', 'library') }),
    );
    expect(job).toMatchObject({ status: 'failed', failure: { code: expect.any(String) } });
  });
});
