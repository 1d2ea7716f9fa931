/** Vectors of a network that is not here, as those of ArcFace: everything works on them but what needs a photo. */
import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeParquet } from '../../src-main/formats/parquet.ts';
import { exportTable } from '../../src-main/services/export-table.ts';
import { importVectors } from '../../src-main/services/import-vectors.ts';
import { openServices, type Services } from '../../src-main/services/index.ts';
import { createSweep, runSweep } from '../../src-main/services/run-sweep.ts';
import { reportOf } from '../../src-main/services/sweep-report.ts';
import { exportRows } from '../../src-main/store/export-rows.ts';
import { openStore } from '../../src-main/store/store.ts';
import {
  type AppEvent,
  type Input,
  type MethodName,
  type Output,
  sweepPlan,
} from '../../src-shared/contract/index.ts';
import { randomFrom } from '../../src-shared/random.ts';
import { someDemoPeople, tammes, temporaryFolder } from '../helpers/cli.ts';

const quiet = { signal: new AbortController().signal, tell() {} };
const size = 512;
const [people, each] = [16, 5];

/** Signed numbers around a person's own, as such networks give them. */
function vectorOf(person: number, photo: number): number[] {
  const [own, other] = [randomFrom(1, person), randomFrom(2, person, photo)];
  return Array.from({ length: size }, () => Math.fround(own.normal() + 0.7 * other.normal()));
}

const table = (rows: readonly (readonly [string, readonly number[]])[]) =>
  [
    ['person', ...rows[0]![1].map((_, k) => `feature_${k}`)].join(),
    ...rows.map(([person, values]) => [person, ...values].join()),
  ].join('\n');

/** Two vectors, one of two numbers and one of three. */
async function writeRagged(path: string): Promise<void> {
  const rows = [Float32Array.of(1, 2), Float32Array.of(1, 2, 3)];
  const columns = [{ name: 'feature', type: { vector: 3 } }];
  const pages = async function* () {
    yield { rows: rows.length, column: () => rows };
  };
  await writeParquet({ columns, rows: rows.length, metadata: {}, pages }, (bytes) => appendFile(path, bytes));
}

let folder = '';
let library = '';
let services: Services;
const call = <M extends MethodName>(method: M, input: Input<M>) =>
  services.call(method, input) as Promise<Output<M>>;

async function written(name: string, content: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

/** What a new library holds after an import. */
async function imported(vectors: string, network?: string) {
  const to = await temporaryFolder();
  const store = openStore(to);
  try {
    await importVectors(store, { vectors, network }, quiet);
    return { to, rows: [...exportRows(store.db, 'comparable', true)] };
  } finally {
    store.close();
  }
}

beforeAll(async () => {
  folder = await temporaryFolder();
  const rows = Array.from({ length: people * each }, (_, i) => {
    const [person, photo] = [Math.floor(i / each), i % each];
    return [`person ${person}`, vectorOf(person, photo)] as const;
  });
  library = (await imported(await written('arcface.csv', table(rows)), 'arcface-r50')).to;
  services = await openServices({ library, host: 'web' });
}, 60_000);
afterAll(() => services.close());

describe('a library of them', () => {
  test('names its network, which describes no photos, and keeps it', async () => {
    expect(await call('backbones.list', undefined)).toMatchObject([
      { id: 0, active: false, described: 0 },
      { name: 'arcface-r50', active: true, descriptor: null, size, hash: '', described: people * each },
    ]);
    const none = { problem: 'backbone-of-vectors', parameters: { name: 'arcface-r50' } };
    await expect(call('backbones.cut', undefined)).rejects.toMatchObject(none);
  });

  test('is trained on, evaluated and shown', async () => {
    const ended = new Promise<AppEvent>((resolve) => {
      services.on((event) => event.type === 'training' && event.event.type === 'finished' && resolve(event));
    });
    await call('training.start', { loss: 'cosface', epochs: 2, strangers: 0 });
    await ended;
    const heads = await call('training.heads', undefined);
    expect(heads).toMatchObject([
      { name: 'arcface-r50', loss: null, dim: size },
      { loss: 'cosface', dim: 128 },
    ]);
    for (const protocol of ['pairs', 'open-set'] as const) {
      const done = new Promise<AppEvent>((resolve) => {
        services.on((event) => event.type === 'job' && event.job.status !== 'running' && resolve(event));
      });
      const settings = protocol === 'pairs' ? { protocol } : { protocol, unknown: 0.4, each: 2, draws: 3 };
      await call('evaluations.start', { headIds: heads.map(({ id }) => id), settings });
      expect(await done).toMatchObject({ job: { status: 'done', failure: null } });
    }
    const kept = await call('evaluations.list', undefined);
    expect(kept.length).toBe(2);
    const spread = await call('sphere.spread', { headId: heads[1]!.id });
    expect(spread.names.length).toBe(people);
  }, 60_000);

  test('is swept over', async () => {
    const store = openStore(library);
    try {
      const plan = sweepPlan.parse({ losses: ['cosface', 'softmax'], settings: { epochs: 2 }, seeds: 1 });
      const ready = await createSweep(store, plan);
      await runSweep(store, ready, { signal: quiet.signal, onProgress() {} });
      const { status, choice, rows } = reportOf(store, ready.sweepId);
      expect([status, rows.length]).toEqual(['finished', 2]);
      expect(rows.map(({ failure }) => failure)).toEqual([null, null]);
      expect(choice!.hidden).not.toBeNull();
    } finally {
      store.close();
    }
  }, 60_000);

  test.each(['npz', 'parquet', 'csv'] as const)(
    'is written as %s and read again to the bit',
    async (format) => {
      const store = openStore(library);
      const out = join(folder, `again.${format}`);
      try {
        await exportTable(store, { kind: 'features', format, out, paths: false }, quiet);
        const own = [...exportRows(store.db, 'comparable', true)];
        const { rows } = await imported(out, 'arcface-r50');
        expect(rows.map(({ feature, person }) => [feature, person])).toEqual(
          own.map(({ feature, person }) => [feature, person]),
        );
        expect(rows[0]!.feature!.length).toBe(size);
      } finally {
        store.close();
      }
      // A table of text does not say what it is, but by its size.
      const fault = format === 'csv' ? 'width' : 'backbone';
      await expect(imported(out)).rejects.toMatchObject({ problem: 'vectors-wrong', parameters: { fault } });
    },
  );

  test('says on the command line that it describes no photos, and stays as it was', async () => {
    const photos = await someDemoPeople(['s01'], [1, 2]);
    for (const args of [
      ['ingest', photos],
      ['match', join(photos, 's01', '01.png')],
      ['evaluate', '--protocol', 'holdout', '--images', photos],
    ]) {
      const refused = await tammes([...args, '--library', library]);
      expect([refused.code, refused.stderr]).toEqual([
        2,
        expect.stringContaining('Only vectors of the network arcface-r50'),
      ]);
    }
    const measured = await tammes(['evaluate', '--protocol', 'holdout', '--library', library]);
    expect([measured.code, measured.stdout]).toEqual([0, expect.stringContaining(`${people} people`)]);
    const listed = await tammes(['backbones', '--library', library]);
    expect(listed.stdout).toMatch(/arcface-r50 +512 +yes .*vectors only/);
  }, 60_000);
});

describe('what is refused', () => {
  const one = (length: number) => ['Ada', Array<number>(length).fill(0.5)] as const;

  test('vectors of several sizes, of one number, and of the built-in backbone, with the name of a network', async () => {
    const ragged = join(folder, 'ragged.parquet');
    await writeRagged(ragged);
    await expect(imported(ragged, 'net')).rejects.toMatchObject({ parameters: { fault: 'widths' } });
    const short = await written('short.csv', table([one(1)]));
    await expect(imported(short, 'net')).rejects.toMatchObject({ code: 'bad-input' });
    const fine = await written('fine.csv', table([one(3)]));
    await expect(imported(fine, '../net')).rejects.toMatchObject({ code: 'bad-input' });
    expect((await imported(fine, 'net')).rows[0]!.feature!.length).toBe(3);
    const store = openStore(await temporaryFolder());
    const [vectors, out] = [await written('own.csv', table([one(256)])), join(folder, 'own.npz')];
    await importVectors(store, { vectors }, quiet);
    await exportTable(store, { kind: 'features', format: 'npz', out, paths: false }, quiet);
    store.close();
    await expect(imported(out, 'net')).rejects.toMatchObject({ parameters: { fault: 'own' } });
  });
});
