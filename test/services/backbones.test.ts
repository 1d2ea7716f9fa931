import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { libraryPool } from '../../src-main/services/backbone-files.ts';
import {
  type BackboneWork,
  backbonesOf,
  removeBackbone,
  takeBackbone,
  useBackbone,
} from '../../src-main/services/backbones.ts';
import { evaluateLibrary } from '../../src-main/services/evaluate-library.ts';
import { exportModel } from '../../src-main/services/export-model.ts';
import { ensurePretrained, headsOf } from '../../src-main/services/heads.ts';
import { type InspectedBackbone, inspectBackbone } from '../../src-main/services/inspect-backbone.ts';
import { ingest } from '../../src-main/services/library.ts';
import { otherHeads } from '../../src-main/services/prove-backbone.ts';
import { startRun } from '../../src-main/services/run-training.ts';
import { runsOf } from '../../src-main/services/runs.ts';
import { currentBackbone } from '../../src-main/store/backbones.ts';
import { featuresOfBackbone } from '../../src-main/store/kept-features.ts';
import { labelledFaces } from '../../src-main/store/labelled-faces.ts';
import { headsOfBackbone } from '../../src-main/store/runs.ts';
import { openStore, type Store } from '../../src-main/store/store.ts';
import { createVisionPool } from '../../src-main/vision/pool.ts';
import { readPretrainedWeights } from '../../src-main/vision/pretrained.ts';
import { librarySettings, trainSpec } from '../../src-shared/contract/index.ts';
import { cosine } from '../../src-shared/recognition/index.ts';
import { embed, pretrainedHead } from '../../src-shared/training/index.ts';
import { someDemoPeople, temporaryFolder } from '../helpers/cli.ts';
import { smallNetwork } from '../helpers/small-network.ts';

const open = (options: Parameters<typeof createVisionPool>[0]) =>
  createVisionPool({ ...options, workers: 1 });
const quiet: BackboneWork = { signal: new AbortController().signal, onProgress() {}, onProving() {} };
const people = ['s01', 's02', 's03', 's04'];

/** A library of four people of the demo, three photos each, described by Tammes itself. */
let store: Store;
let photos: string;
/** Tammes' own backbone and head, as they were exported. */
let ours: InspectedBackbone;
/** A network of another size, which takes ArcFace's template. */
let small: InspectedBackbone;
let features: Map<number, Float32Array>;
const featuresNow = (faceIds?: Iterable<number>) => {
  const now = new Map(labelledFaces(store.db).map(({ faceId, feature }) => [faceId, feature]));
  return new Map([...(faceIds ?? now.keys())].map((faceId) => [faceId, now.get(faceId)!]));
};

beforeAll(async () => {
  store = openStore(await temporaryFolder());
  photos = await someDemoPeople(people, [1, 2, 3]);
  const pool = libraryPool(store, {}, open);
  await ingest(store, pool, photos, {});
  await pool.close();
  await ensurePretrained(store);
  features = featuresNow();
  expect(features.size).toBe(12);
  const folder = await temporaryFolder();
  await exportModel(store, 'pretrained', { out: join(folder, 'ours.onnx'), language: 'en' });
  ours = await inspectBackbone(join(folder, 'ours.onnx'), {}, open);
  await writeFile(join(folder, 'small.onnx'), smallNetwork({ layout: 'nhwc' }));
  small = await inspectBackbone(join(folder, 'small.onnx'), {}, open);
}, 120_000);
afterAll(() => store.close());

const largest = (rows: readonly number[]) => Math.max(...rows.map(Math.abs));

describe('our own exported network', () => {
  let id: number;

  test('is known by what it says of itself', () => {
    expect(ours).toMatchObject({
      source: 'inside',
      descriptor: {
        ...{ name: 'ours', template: 'chip150', mirror: false, output: { name: 'embedding', size: 128 } },
        input: {
          side: 150,
          colours: 'rgb',
          layout: 'nchw',
          mean: [0, 0, 0],
          deviation: [1, 1, 1],
          batch: true,
        },
        licence: expect.stringMatching(/^MIT.*; whoever/),
      },
    });
  });

  test('brought back gives the same embeddings as Tammes gives for the same pictures', async () => {
    id = await takeBackbone(store, ours, open, quiet);
    const again = await createVisionPool({ workers: 1 }).describeKnown({ faces: chips(), photo: null });
    const own = embed(pretrainedHead(await readPretrainedWeights()), again.features as number[][]);
    const brought = featuresOfBackbone(store.db, id);
    expect(brought.size).toBe(12);
    for (const [i, { faceId }] of chips().entries())
      expect(largest([...own[i]!].map((value, k) => value - brought.get(faceId)![k]!))).toBeLessThan(1e-5);
  });

  test('is proven beside the one in use, which stays in use', () => {
    const [builtIn, brought] = backbonesOf(store);
    expect(builtIn).toMatchObject({ name: 'built-in', active: true, described: 12, total: 12 });
    expect(brought).toMatchObject({ name: 'ours', active: false, described: 12, total: 12, runs: 0 });
    const { people: counted, faces, backbones } = brought!.proof!;
    expect([counted, faces, backbones.map(({ name }) => name)]).toEqual([4, 12, ['pretrained', 'ours']]);
    expect(backbones[1]!.eer.value).toBeCloseTo(backbones[0]!.eer.value, 6);
    expect(headsOf(store).map(({ name }) => name)).toEqual(['pretrained']);
  });

  test('in use recognises, and has heads and runs of its own', async () => {
    const run = await startRun(store, trainSpec.parse({ loss: 'arcface', epochs: 2, strangers: 0 }), {
      ...quiet,
      onEvent() {},
    });
    expect(await useBackbone(store, id, open, quiet)).toMatchObject({ done: 0, lost: 0, fromChips: 0 });
    expect(currentBackbone(store.db)).toEqual({ id, version: 1000 + id, size: 128 });
    expect(headsOf(store).map(({ name, dim, active }) => [name, dim, active])).toEqual([['ours', 128, true]]);
    expect(runsOf(store)).toEqual([]);
    const own = await startRun(store, trainSpec.parse({ loss: 'cosface', epochs: 2, strangers: 0 }), {
      ...quiet,
      onEvent() {},
    });
    expect(headsOf(store).map(({ runId }) => runId)).toEqual([null, own.id]);
    expect(runsOf(store).map((one) => one.id)).toEqual([own.id]);
    expect(own.id).not.toBe(run.id);
  });

  test('reads new photos by itself, and keeps what Tammes would have given', async () => {
    const pool = libraryPool(store, {}, open);
    await ingest(store, pool, await someDemoPeople(['s05'], [1]), {});
    await pool.close();
    const { faceId, feature } = labelledFaces(store.db).find(({ name }) => name === 's05')!;
    const builtIn = featuresOfBackbone(store.db, 0).get(faceId)!;
    expect([feature.length, builtIn.length]).toEqual([128, 256]);
    const [own] = embed(pretrainedHead(await readPretrainedWeights()), [builtIn]);
    expect(cosine(own!, feature)).toBeGreaterThan(0.99999);
  });

  test('and the built-in one are compared on the same photos', async () => {
    const headIds = [0, id].map((backbone) => headsOfBackbone(store.db, backbone)[0]!.id);
    const settings = librarySettings.parse({ protocol: 'pairs' });
    const { result } = await evaluateLibrary(store, { headIds, settings }, () => {});
    const { heads, faces, pairs } = result;
    expect([heads.map(({ name }) => name), faces]).toEqual([['pretrained', 'ours'], 13]);
    expect(pairs!.heads[1]!.auc.value).toBeCloseTo(pairs!.heads[0]!.auc.value, 6);
    // The window offers the heads of the one that is not in use, the trained one, too.
    const offered = otherHeads(store);
    expect(offered).toMatchObject([
      { id: headIds[0], name: 'pretrained', backbone: null, faces: 13 },
      { name: expect.stringContaining('arcface'), backbone: null, faces: 13 },
    ]);
    const trained = { headIds: [headIds[1]!, offered[1]!.id], settings };
    expect(
      (await evaluateLibrary(store, trained, () => {})).result.heads[1]!.trainedOn!.people,
    ).toBeGreaterThan(0);
  });

  test('gives way to the built-in one, whose features are as they were to the bit', async () => {
    expect(await useBackbone(store, 0, open, quiet)).toMatchObject({ done: 0 });
    expect(featuresNow(features.keys())).toEqual(features);
    expect(headsOf(store).map(({ name }) => name)).toEqual([
      'pretrained',
      expect.stringContaining('arcface'),
    ]);
    expect(backbonesOf(store)[1]).toMatchObject({ active: false, described: 13, runs: 1 });
  });

  test('is removed with its features, heads, runs and file', async () => {
    await expect(removeBackbone(store, 0)).rejects.toMatchObject({ problem: 'backbone-in-use' });
    await removeBackbone(store, id);
    expect(backbonesOf(store).map(({ name }) => name)).toEqual(['built-in']);
    for (const table of ['kept_features', 'backbones'])
      expect(store.db.prepare(`SELECT count(*) AS n FROM ${table}`).get()).toEqual({ n: 0 });
    expect(await readdir(join(store.folder, 'backbones'))).toEqual([]);
    expect(runsOf(store)).toHaveLength(1);
    await expect(useBackbone(store, id, open, quiet)).rejects.toMatchObject({ problem: 'backbone-unknown' });
  });
});

/** The labelled faces' pictures. */
function chips() {
  return store.db
    .prepare(
      'SELECT f.id, f.landmarks, c.webp FROM faces f JOIN chips c ON c.face_id = f.id JOIN labels l ON l.face_id = f.id ORDER BY f.id',
    )
    .all()
    .map((row) => ({
      faceId: Number(row.id),
      landmarks: new Float32Array((row.landmarks as Uint8Array).slice().buffer),
      chip: row.webp as Uint8Array,
    }));
}

describe('a description that is stopped', () => {
  test('goes on where it was, and ends as one that was not', async () => {
    const controller = new AbortController();
    const stopping: BackboneWork = {
      ...quiet,
      signal: controller.signal,
      onProgress: () => controller.abort(),
    };
    await expect(takeBackbone(store, small, open, stopping)).rejects.toMatchObject({
      problem: 'work-cancelled',
    });
    const [, { id, described }] = backbonesOf(store) as [unknown, { id: number; described: number }];
    expect(described).toBeGreaterThan(0);
    expect(described).toBeLessThan(13);
    const done: number[] = [];
    expect(
      await takeBackbone(store, small, open, {
        ...quiet,
        onProgress: (progress) => done.push(progress.total),
      }),
    ).toBe(id);
    expect(done[0]).toBe(13 - described);
    const resumed = featuresOfBackbone(store.db, id);
    store.db.prepare('DELETE FROM kept_features WHERE backbone_id = ?').run(id);
    await takeBackbone(store, small, open, quiet);
    expect(featuresOfBackbone(store.db, id)).toEqual(resumed);
    expect(resumed.size).toBe(13);
  });

  test('keeps another network from taking its name, and puts a lost file back', async () => {
    const other = { ...small, hash: ours.hash, path: ours.path };
    await expect(takeBackbone(store, other, open, quiet)).rejects.toMatchObject({
      problem: 'backbone-there',
      parameters: { name: 'small' },
    });
    const file = join(store.folder, 'backbones', `${small.hash}.onnx`);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    await rm(file);
    await takeBackbone(store, small, open, quiet);
    expect(await readFile(file)).toEqual(await readFile(small.path));
  });
});

describe('a face', () => {
  test('whose photo is gone is described from its stored picture, and one without a readable picture is left out', async () => {
    const { id } = backbonesOf(store)[1]!;
    store.db.prepare('DELETE FROM kept_features WHERE backbone_id = ?').run(id);
    const [first, second] = chips();
    const photoOf = (faceId: number) =>
      store.db
        .prepare(
          'SELECT p.photo_id, p.path FROM places p JOIN faces f ON f.photo_id = p.photo_id WHERE f.id = ?',
        )
        .get(faceId)!;
    for (const { faceId } of [first!, second!])
      store.db
        .prepare("UPDATE places SET missing_since = 'now' WHERE photo_id = ?")
        .run(photoOf(faceId).photo_id!);
    store.db.prepare("UPDATE chips SET webp = x'00' WHERE face_id = ?").run(second!.faceId);
    const { db } = store;
    expect(await useBackbone(store, id, open, quiet)).toMatchObject({ done: 13, fromChips: 1, lost: 1 });
    expect(db.prepare('SELECT feature_version FROM faces WHERE id = ?').get(second!.faceId)).toEqual({
      feature_version: 0,
    });
    expect(labelledFaces(db).map(({ faceId }) => faceId)).not.toContain(second!.faceId);
    await useBackbone(store, 0, open, quiet);
    expect(featuresNow(features.keys())).toEqual(features);
  });
});
