import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { openGalleries } from '../../src-main/gallery/galleries.ts';
import { backUp } from '../../src-main/services/backups.ts';
import { checkLibrary, worksStill } from '../../src-main/services/health.ts';
import { matchFeatures } from '../../src-main/services/matching.ts';
import {
  appendEpoch,
  timelineFiles,
  writeCheckpoint,
  writeRunFaces,
} from '../../src-main/store/run-files.ts';
import { addRun, endRun } from '../../src-main/store/runs.ts';
import { openStore } from '../../src-main/store/store.ts';
import { appendFrame, beginTimeline } from '../../src-main/store/timeline.ts';
import { trainSpec } from '../../src-shared/contract/index.ts';
import { featureVersion } from '../../src-shared/vision/index.ts';
import { featureOf, madeUpLibrary } from '../gallery/enrolled.ts';
import { tammes, temporaryFolder } from '../helpers/cli.ts';
import { damageRows, flipBit } from '../helpers/damage.ts';
import { metricsOf } from '../helpers/metrics.ts';

let library = '';
const file = (...names: string[]) => join(library, ...names);

beforeEach(async () => {
  library = await temporaryFolder();
  (await madeUpLibrary(library, 3, 2)).close();
});

const damage = (sql: string) => damageRows(library, sql);

const problems = async (thorough = true) => {
  const { faults } = await checkLibrary(library, thorough);
  return faults.map(({ failure }) => failure.problem);
};

test('a sound library is healthy, also while it is open, and stays as it is', async () => {
  const before = readFileSync(file('library.db'));
  expect(await checkLibrary(library, true)).toMatchObject({ thorough: true, faults: [], gone: [] });
  expect(readFileSync(file('library.db'))).toEqual(before);
  const store = openStore(library);
  expect(await problems()).toEqual([]);
  store.close();
});

describe('a flipped bit', () => {
  const stranger = [featureOf(0, 0)];
  const match = async () => {
    const store = openStore(library);
    const galleries = openGalleries(library);
    try {
      return await matchFeatures(store, galleries, 1, stranger, 1);
    } finally {
      await galleries.close();
      store.close();
    }
  };

  test('in a feature is told, and nobody is recognised by it', async () => {
    expect((await match()).people).toBe(3);
    // The lowest bit of a number.
    flipBit(file('library.db'), new Uint8Array(Float32Array.from(featureOf(1, 1)).buffer), 400);
    expect((await checkLibrary(library, true)).faults).toEqual([
      {
        failure: expect.objectContaining({
          problem: 'rows-damaged',
          parameters: { table: 'faces', changed: 1, lost: 0 },
        }),
        stops: ['recognition', 'training'],
      },
    ]);
    await expect(match()).rejects.toMatchObject({ problem: 'rows-damaged' });
  });

  test('in a name is told at once, by the quick check', async () => {
    // In the table; its index still has the name.
    damage("UPDATE people SET name = 'qerson 1' WHERE name = 'person 1'");
    expect(await problems(false)).toEqual(['rows-damaged']);
    await expect(match()).rejects.toMatchObject({ problem: 'rows-damaged' });
  });

  test('in a head is told with what still works', async () => {
    damage('UPDATE heads SET data = zeroblob(length(data))');
    const report = await checkLibrary(library, false);
    expect(report.faults.map(({ failure }) => failure.problem)).toEqual(['rows-damaged', 'head-damaged']);
    expect(worksStill(report)).toEqual(['names', 'training', 'photos', 'undo', 'runs']);
  });

  test.each(['feature BLOB', 'data BLOB', 'name TEXT NOT NULL UNIQUE'])(
    'in the name of a column, as in %s, is told with a reason',
    async (column) => {
      flipBit(file('library.db'), column);
      const failures = (await checkLibrary(library, true)).faults.map(({ failure }) => failure.problem);
      expect(failures.length).toBeGreaterThan(0);
      expect(failures).not.toContain('unexpected');
      await expect(match()).rejects.not.toMatchObject({ problem: 'unexpected' });
    },
  );

  test('in the version of the tables is not taken for a newer Tammes', async () => {
    damage('PRAGMA user_version = 99');
    expect(await problems()).toEqual(['tables-changed']);
    expect(() => openStore(library)).toThrow(expect.objectContaining({ problem: 'library-damaged' }));
  });
});

test('rows that are lost are counted, and what referred to them', async () => {
  damage('DELETE FROM people WHERE id = 1');
  const { faults } = await checkLibrary(library, true);
  expect(faults.map(({ failure }) => [failure.problem, failure.parameters])).toEqual([
    ['rows-damaged', { table: 'people', changed: 0, lost: 1 }],
    ['references-broken', { table: 'labels', count: 2 }],
  ]);
});

test('a library that cannot be opened has this as its fault, and nothing works', async () => {
  writeFileSync(file('library.db'), readFileSync(file('library.db')).subarray(0, 5000));
  const cut = await checkLibrary(library, true);
  expect(cut.faults.length).toBeGreaterThan(0);
  writeFileSync(file('library.db'), '');
  const empty = await checkLibrary(library, true);
  expect(empty.faults.map(({ failure }) => failure.problem)).toEqual(['library-damaged']);
  expect(worksStill(empty)).toEqual([]);
  expect(readFileSync(file('library.db'))).toHaveLength(0);
});

describe('of the files of a run', () => {
  const plan = { people: ['Ada'], dim: 2, source: 'learned' as const, steps: 30, every: 10 };
  const ofRun = (id: number, name: string) => file('runs', String(id), name);

  beforeEach(async () => {
    const store = openStore(library);
    for (const _ of [1, 2]) {
      const runId = addRun(store.db, trainSpec.parse({ loss: 'arcface' }), featureVersion);
      await writeRunFaces(store, runId, [{ faceId: runId, shot: 1, label: 0 }]);
      await appendEpoch(store, runId, metricsOf(1, runId));
      await writeCheckpoint(store, runId, Uint8Array.of(1, 2, runId));
      await beginTimeline(timelineFiles(store, runId), plan, 0);
      await appendFrame(timelineFiles(store, runId), {
        step: 0,
        epoch: 0,
        centres: Float32Array.of(1, runId),
      });
      endRun(store.db, runId, 'cancelled');
    }
    store.close();
    expect(await problems()).toEqual([]);
  });

  test.each([
    ['faces.json', '"faceId":1', 9, 'run-faces-damaged'],
    ['events.jsonl', '"loss":1', 7, 'run-history-damaged'],
    ['checkpoint.safetensors', Uint8Array.of(2, 1), 0, 'checkpoint-damaged'],
    ['timeline.json', 'Ada', 0, 'timeline-damaged'],
    ['timeline.bin', new Uint8Array(Float32Array.of(1).buffer), 0, 'timeline-damaged'],
  ] as const)('%s with a flipped bit is told', async (name, bytes, at, problem) => {
    flipBit(ofRun(1, name), bytes as Uint8Array, at);
    expect(await problems()).toEqual([problem]);
  });

  test('those of another run are told', async () => {
    for (const name of ['faces.json', 'events.jsonl', 'timeline.json', 'timeline.bin'])
      copyFileSync(ofRun(2, name), ofRun(1, name));
    for (const name of ['checkpoint.safetensors', 'checkpoint.sha256'])
      copyFileSync(ofRun(2, name), ofRun(1, name));
    expect(await problems()).toEqual([
      'run-faces-damaged',
      'run-history-damaged',
      'checkpoint-damaged',
      'timeline-damaged',
    ]);
  });

  test('a checkpoint that is gone, and a damaged backup, are told', async () => {
    const store = openStore(library);
    const { folder } = backUp(store);
    store.close();
    await appendFile(join(folder, 'library.db'), 'x');
    rmSync(ofRun(2, 'checkpoint.safetensors'));
    expect(await problems()).toEqual(['checkpoint-missing', 'backup-damaged']);
  });
});

test('lines of older versions without a checksum are read', async () => {
  const store = openStore(library);
  const runId = addRun(store.db, trainSpec.parse({ loss: 'arcface' }), featureVersion);
  await writeRunFaces(store, runId, [{ faceId: 1, shot: 1, label: 0 }]);
  const path = file('runs', String(runId), 'faces.json');
  await writeFile(path, (await readFile(path, 'utf8')).split('\t')[0]!);
  endRun(store.db, runId, 'cancelled');
  store.close();
  expect(await problems()).toEqual([]);
});

test('the command says what is damaged, what works and what to do, and ends with 3', async () => {
  const healthy = await tammes(['doctor', '--library', library, '--json']);
  expect([healthy.code, JSON.parse(healthy.stdout).healthy]).toEqual([0, true]);
  damage("UPDATE people SET name = 'qerson 1' WHERE name = 'person 1'");
  const { code, stdout } = await tammes(['doctor', '--library', library]);
  expect(code).toBe(3);
  expect(stdout).toContain('Of the people, 1 are not as they were stored and 0 are lost.');
  expect(stdout).toContain('tammes restore BACKUP');
  expect(stdout).toContain('Still works: photos and pictures of faces, undo, runs.');
  const json = JSON.parse((await tammes(['doctor', '--library', library, '--json'])).stdout);
  expect(json).toMatchObject({ healthy: false, works: ['photos', 'undo', 'runs'] });
  expect(existsSync(file('backups'))).toBe(false);
}, 300_000);
