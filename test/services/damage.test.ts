import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Galleries, openGalleries } from '../../src-main/gallery/galleries.ts';
import { encodeChip } from '../../src-main/photos/photo.ts';
import { ensurePretrained } from '../../src-main/services/heads.ts';
import { openServices, type Services } from '../../src-main/services/index.ts';
import { ingest } from '../../src-main/services/library.ts';
import { loadHead, matchFeatures } from '../../src-main/services/matching.ts';
import { mendFeatures } from '../../src-main/services/mend-features.ts';
import { enrolEveryone } from '../../src-main/services/people.ts';
import { reopen } from '../../src-main/services/run-training.ts';
import { faultsOfRuns, runsOf } from '../../src-main/services/runs.ts';
import { labelledFaces } from '../../src-main/store/labelled-faces.ts';
import {
  appendEpoch,
  readCheckpoint,
  writeCheckpoint,
  writeRunFaces,
} from '../../src-main/store/run-files.ts';
import { addRun, endRun, headHash } from '../../src-main/store/runs.ts';
import { openStore, type Store } from '../../src-main/store/store.ts';
import type { VisionPool } from '../../src-main/vision/pool.ts';
import { type Run, trainSpec } from '../../src-shared/contract/index.ts';
import { featureVersion } from '../../src-shared/vision/index.ts';
import { someDemoPeople, temporaryFolder } from '../helpers/cli.ts';
import { madeUpVision } from '../helpers/made-up-vision.ts';
import { metricsOf } from '../helpers/metrics.ts';

let store: Store;
let galleries: Galleries;

beforeEach(async () => {
  store = openStore(await temporaryFolder());
  await ingest(store, madeUpVision(), await someDemoPeople(['s01', 's02'], [1, 2]), {});
  await ensurePretrained(store);
  enrolEveryone(store, null);
  galleries = openGalleries(store.folder);
});
afterEach(async () => {
  await galleries.close();
  store.close();
});

const match = () => matchFeatures(store, galleries, 1, [Array<number>(256).fill(0.5)], 3);
const blob = (sql: string) => Object.values(store.db.prepare(sql).get()!)[0] as Uint8Array;

test('a head of which two bits have flipped is refused', async () => {
  await match();
  const hash = headHash(store.db, 1);
  const data = blob('SELECT data FROM heads WHERE id = 1');
  data[data.length - 1]! ^= 0b11;
  store.db.prepare('UPDATE heads SET data = ? WHERE id = 1').run(data);
  expect(headHash(store.db, 1)).toBe(hash);
  expect(() => loadHead(store, 1)).toThrow('Head 1 is damaged');
  const fresh = openGalleries(store.folder);
  await expect(matchFeatures(store, fresh, 1, [Array<number>(256).fill(0.5)], 3)).rejects.toMatchObject({
    problem: 'head-damaged',
  });
  await fresh.close();
});

describe.each([
  ['a NaN', () => new Uint8Array(new Float32Array(256).fill(Number.NaN).buffer)],
  ['too few numbers', () => new Uint8Array(4 * 255).fill(1)],
  ['half a number', () => new Uint8Array(1022).fill(1)],
])('a feature with %s', (_, damaged) => {
  const damage = () => store.db.prepare('UPDATE faces SET feature = ? WHERE id = 2').run(damaged());

  test('is refused by the gallery and by training, with the face and the remedy', async () => {
    await match();
    damage();
    const path = String(
      store.db.prepare('SELECT path FROM photos JOIN faces f ON f.photo_id = photos.id WHERE f.id = 2').get()!
        .path,
    );
    const refusal = {
      problem: 'feature-damaged',
      message: `The feature of face 2 on ${path} is damaged.`,
      remedy: expect.stringContaining('tammes reread --features'),
    };
    await expect(match()).rejects.toMatchObject(refusal);
    expect(() => labelledFaces(store.db)).toThrow(expect.objectContaining(refusal));
  });

  test('is computed again from the stored picture', async () => {
    damage();
    const webp = await encodeChip(
      Uint8Array.from({ length: 150 * 150 * 3 }, (__, i) => i % 251),
      150,
    );
    store.db.prepare('UPDATE chips SET webp = ? WHERE face_id = 2').run(webp);
    const asked: (Uint8Array | null)[] = [];
    const pool: Pick<VisionPool, 'describeKnown'> = {
      describeKnown: async ({ faces }) => {
        asked.push(...faces.map(({ chip }) => chip));
        return { features: faces.map(() => Array<number>(256).fill(1.5)), fromPhoto: false };
      },
    };
    expect(await mendFeatures(store, pool)).toBe(1);
    expect(asked).toEqual([new Uint8Array(webp)]);
    expect(labelledFaces(store.db).find(({ faceId }) => faceId === 2)!.feature[0]).toBe(1.5);
    expect((await match()).people).toBe(2);
    expect(await mendFeatures(store, pool)).toBe(0);
  });

  test('of a face without a picture is left out of comparisons', async () => {
    damage();
    store.db.exec('DELETE FROM chips WHERE face_id = 2');
    const describeKnown: VisionPool['describeKnown'] = async ({ faces }) => ({
      features: faces.map(() => null),
      fromPhoto: false,
    });
    expect(await mendFeatures(store, { describeKnown })).toBe(0);
    expect(labelledFaces(store.db).map(({ faceId }) => faceId)).not.toContain(2);
    expect((await match()).people).toBe(2);
  });
});

describe('a checkpoint', () => {
  let runId: number;
  const file = (name: string) => join(store.folder, 'runs', String(runId), name);

  beforeEach(async () => {
    runId = addRun(store.db, trainSpec.parse({ loss: 'arcface' }), featureVersion);
    await writeRunFaces(store, runId, [{ faceId: 1, shot: 1, label: 0 }]);
    endRun(store.db, runId, 'cancelled');
  });

  test('is read as it was written, and so is the one before if its successor was not written', async () => {
    const [first, second] = [Uint8Array.of(1, 2, 3), Uint8Array.of(4, 5, 6)];
    await writeCheckpoint(store, runId, first);
    await writeCheckpoint(store, runId, second);
    expect(new Uint8Array((await readCheckpoint(store, runId))!)).toEqual(second);
    await writeFile(file('checkpoint.safetensors'), first);
    expect(new Uint8Array((await readCheckpoint(store, runId))!)).toEqual(first);
  });

  test('of which a byte has changed is not gone on from', async () => {
    await writeCheckpoint(store, runId, Uint8Array.of(1, 2, 3));
    await writeFile(file('checkpoint.safetensors'), Uint8Array.of(1, 2, 4));
    await expect(reopen(store, runId)).rejects.toMatchObject({ problem: 'checkpoint-damaged' });
  });

  test('that is missing is said, and the run does not begin at epoch 1', async () => {
    await writeCheckpoint(store, runId, Uint8Array.of(1, 2, 3));
    await rm(file('checkpoint.safetensors'));
    await expect(reopen(store, runId)).rejects.toMatchObject({ problem: 'checkpoint-missing' });
    // As an older version leaves it.
    await rm(file('checkpoint.sha256'));
    for (const epoch of [1, 2]) await appendEpoch(store, runId, metricsOf(epoch));
    await expect(reopen(store, runId)).rejects.toThrow('trained 2 epochs');
  });

  test('that was never written lets a run begin', async () => {
    expect(await reopen(store, runId)).toBeNull();
  });
});

describe('of two runs, one of which is damaged,', () => {
  let services: Services;
  let [sound, damaged] = [0, 0];

  beforeEach(async () => {
    for (const loss of ['arcface', 'cosface']) {
      const runId = addRun(store.db, trainSpec.parse({ loss }), featureVersion);
      await writeRunFaces(store, runId, [{ faceId: 1, shot: 1, label: 0 }]);
      for (const epoch of [1, 2, 3]) await appendEpoch(store, runId, metricsOf(epoch));
      endRun(store.db, runId, 'cancelled');
      [sound, damaged] = [damaged, runId];
    }
    services = await openServices({ library: store.folder, host: 'web' });
  });
  afterEach(() => services.close());
  const runs = () => services.call('training.runs', undefined) as Promise<Run[]>;

  test('a damaged line of the history is left out, and is named if the history is asked for', async () => {
    const file = join(store.folder, 'runs', String(damaged), 'events.jsonl');
    const lines = (await readFile(file, 'utf8')).split('\n');
    await writeFile(file, [lines[0], '{"epoch":', ...lines.slice(2)].join('\n'));
    const listed = (await runs()).map(({ id, lastEpoch }) => [id, lastEpoch?.epoch]);
    expect(listed).toEqual([
      [damaged, 3],
      [sound, 3],
    ]);
    await expect(services.call('training.history', { runId: damaged })).rejects.toMatchObject({
      problem: 'run-history-damaged',
      message: `The history of run ${damaged} is damaged: line 2 of ${file} is not what was written.`,
    });
    expect(await services.call('training.history', { runId: sound })).toHaveLength(3);
  });

  test.each(['{"loss":', '{"loss":"arcface","epochs":"many"}'])(
    'settings %s take the run away, and it is said',
    async (spec) => {
      store.db.prepare('UPDATE runs SET spec = ? WHERE id = ?').run(spec, damaged);
      expect((await runs()).map(({ id }) => id)).toEqual([sound]);
      expect(runsOf(store).map(({ id }) => id)).toEqual([sound]);
      expect(faultsOfRuns(store)).toEqual([
        { code: 'bad-input', problem: 'run-damaged', parameters: { runId: damaged } },
      ]);
      await expect(reopen(store, damaged)).rejects.toMatchObject({ problem: 'run-damaged' });
      expect((await match()).people).toBe(2);
    },
  );
});
