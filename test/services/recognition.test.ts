import { rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openServices } from '../../src-main/services/index.ts';
import type { Input, Job, MethodName, Output } from '../../src-shared/contract/index.ts';
import { someDemoPeople, temporaryFolder } from '../helpers/cli.ts';
import { madeUpVision } from '../helpers/made-up-vision.ts';

/** Photos of whom are read into the library, and which are recognised: the made-up face depends on whose folder they lie in. */
const whoIsOn = (path: string) => basename(dirname(path));
let reads = 0;
const pool = () => ({
  ...madeUpVision({
    seed: whoIsOn,
    noFaces: (path) => whoIsOn(path) === 's09',
    twoFaces: (path) => whoIsOn(path) === 's02',
    onRead: () => reads++,
  }),
});

const library = await temporaryFolder();
const services = await openServices({ library, host: 'web', openPool: pool });
const jobs: Job[] = [];
services.on((event) => event.type === 'job' && jobs.push(event.job));
afterAll(() => services.close());
const call = <M extends MethodName>(method: M, input: Input<M>) =>
  services.call(method, input) as Promise<Output<M>>;

async function ended(jobId: number): Promise<Job> {
  for (;;) {
    const job = (await call('jobs.list', undefined)).find(({ id }) => id === jobId)!;
    if (job.status !== 'running') return job;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

let folder: string;

beforeAll(async () => {
  folder = await someDemoPeople(['s01', 's02', 's03', 's09'], [1, 2]);
  const { id } = await call('recognition.start', { folder });
  await ended(id);
  const { rows } = await call('recognition.rows', { search: 's01' });
  await call('recognition.enrol', { name: '=Ann', faceIds: rows.map(({ face }) => face!.faceId) });
});

describe('a folder that is recognised', () => {
  test('is a job that tells how far it is, and a line a face or photo without one', async () => {
    expect(jobs[0]).toMatchObject({ kind: 'recognise', folder, status: 'running', total: null });
    expect(jobs.find(({ status }) => status === 'done')).toMatchObject({ done: 8, total: 8, failure: null });
    expect(await call('recognition.rows', {})).toMatchObject({ total: 10 });
    expect(await call('recognition.summary', undefined)).toMatchObject({
      folder,
      photos: 8,
      faces: 8,
      withoutFace: 2,
      failures: 0,
    });
  });

  test('knows that somebody was enrolled since, and asks again without reading photos', async () => {
    expect(await call('recognition.summary', undefined)).toMatchObject({ outdated: true, known: 0 });
    const before = reads;
    const { id } = await call('recognition.matchAgain', {});
    expect(await ended(id)).toMatchObject({ status: 'done', done: 8, total: 8 });
    expect(reads).toBe(before);
    const summary = await call('recognition.summary', undefined);
    expect(summary).toMatchObject({ outdated: false, known: 2, people: [{ name: '=Ann', photos: 2 }] });
    const { rows } = await call('recognition.rows', { personId: summary!.people[0]!.personId });
    expect(rows.map(({ name }) => name)).toEqual([join('s01', '01.png'), join('s01', '02.png')]);
    expect(rows[0]!.face!.match.candidates[0]).toMatchObject({ name: '=Ann', cosine: expect.closeTo(1, 5) });
  });

  test('is filtered and sorted', async () => {
    const names = async (input: Input<'recognition.rows'>) =>
      (await call('recognition.rows', input)).rows.map(({ name }) => name.slice(0, 3));
    expect(await names({ show: 'failures' })).toEqual(['s09', 's09']);
    expect(await names({ search: 'S03' })).toEqual(['s03', 's03']);
    expect(await names({ search: '=aNN' })).toEqual(['s01', 's01']);
    expect(await names({ personId: null, limit: 2, offset: 1 })).toEqual(['s02', 's02']);
    expect((await names({ sort: 'person' })).slice(0, 2)).toEqual(['s01', 's01']);
    expect((await names({ sort: 'path', descending: true }))[0]).toBe('s09');
    expect((await names({ sort: 'probability', descending: true })).slice(0, 2)).toEqual(['s01', 's01']);
  });

  test('is exported for spreadsheets, with no cell that is a formula, and for programs', async () => {
    const csv = await call('recognition.export', { format: 'csv' });
    expect(csv.text.startsWith('photo,person,')).toBe(true);
    const lines = parse(csv.text, { bom: true, columns: true }) as Record<string, string>[];
    expect(lines).toHaveLength(10);
    expect(lines[0]).toMatchObject({ photo: join('s01', '01.png'), person: "'=Ann", nearest: "'=Ann" });
    expect(Number(lines[0]!.cosine)).toBeCloseTo(1, 4);
    expect(lines.at(-1)!.problem).toContain(join('s09', '02.png'));
    const json = JSON.parse((await call('recognition.export', { format: 'json' })).text);
    expect(json.photos).toHaveLength(8);
    expect(json.photos[0].faces[0].person).toBe('=Ann');
  });

  test('shows its faces and photos by their numbers, and nothing else', async () => {
    const { rows } = await call('recognition.rows', { limit: 1 });
    const { photoId, face } = rows[0]!;
    expect((await services.media(`/media/recognised-chip/${face!.faceId}`))!.type).toBe('image/webp');
    expect((await services.media(`/media/recognised-photo/${photoId}`))!.type).toBe('image/jpeg');
    expect(await services.media('/media/recognised-chip/999')).toBeNull();
    expect(await services.media('/media/recognised-photo/..%2f1')).toBeNull();
  });

  test('is one at a time, and ends when somebody cancels', async () => {
    const { id } = await call('recognition.start', { folder });
    await expect(call('recognition.start', { folder })).rejects.toMatchObject({ problem: 'job-running' });
    expect(await call('jobs.cancel', { jobId: id })).toMatchObject({ status: 'cancelled' });
    await expect(call('jobs.cancel', { jobId: 99 })).rejects.toMatchObject({ problem: 'job-unknown' });
  });

  test('that is not there is why the job failed, and forgotten tables are empty', async () => {
    const gone = await someDemoPeople(['s04'], [1]);
    await rm(gone, { recursive: true });
    const { id } = await call('recognition.start', { folder: gone });
    expect(await ended(id)).toMatchObject({ status: 'failed', failure: { problem: 'folder-not-there' } });
    await call('recognition.forget', undefined);
    expect(await call('recognition.summary', undefined)).toBeNull();
    expect(await call('recognition.rows', {})).toEqual({ total: 0, rows: [] });
    await expect(call('recognition.export', { format: 'csv' })).rejects.toMatchObject({
      problem: 'nothing-recognised',
    });
  });
});
