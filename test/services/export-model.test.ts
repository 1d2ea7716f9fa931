import { readdirSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-web';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoFolder } from '../../src-main/app-files.ts';
import { openBackend } from '../../src-main/compute/backend.ts';
import { readPhoto } from '../../src-main/photos/photo.ts';
import { exportModel } from '../../src-main/services/export-model.ts';
import { ensurePretrained } from '../../src-main/services/heads.ts';
import { writeRunFaces } from '../../src-main/store/run-files.ts';
import { addHead, headData } from '../../src-main/store/runs.ts';
import { openStore } from '../../src-main/store/store.ts';
import { readModels } from '../../src-main/vision/models.ts';
import type { DescribedFace } from '../../src-shared/contract/index.ts';
import { decodeHead, embed, encodeHead } from '../../src-shared/training/index.ts';
import { createVision } from '../../src-shared/vision/index.ts';
import { temporaryFolder } from '../helpers/cli.ts';
import { madeUpHead } from '../helpers/made-up-heads.ts';

const store = openStore(await temporaryFolder());
afterAll(() => store.close());
await ensurePretrained(store);

/** Faces as Tammes finds and describes them, of eight people of the demo. */
const faces: DescribedFace[] = [];
beforeAll(async () => {
  const { tf } = await openBackend('wasm', { threads: 1 });
  const vision = createVision({ tf, models: await readModels() });
  for (const person of readdirSync(demoFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .slice(0, 8)) {
    const folder = join(demoFolder, person.name);
    const { pixels } = await readPhoto(join(folder, readdirSync(folder)[0]!));
    faces.push(...(await vision.describe(pixels)));
  }
});

/** Chips as the network takes them: rows of red, then of green, then of blue. */
function planes(chips: readonly Uint8Array[]): Tensor {
  const places = 150 * 150;
  const values = new Float32Array(chips.length * 3 * places);
  for (const [i, chip] of chips.entries()) {
    for (let at = 0; at < places; at++)
      for (let colour = 0; colour < 3; colour++)
        values[(3 * i + colour) * places + at] = chip[3 * at + colour]!;
  }
  return new Tensor('float32', values, [chips.length, 3, 150, 150]);
}

async function exported(wanted: string, language: 'en' | 'ja' = 'en') {
  const out = join(await temporaryFolder(), 'model.onnx');
  return { out, ...(await exportModel(store, wanted, { out, language })) };
}

const { id: runId } = store.db
  .prepare(
    `INSERT INTO runs (spec, status, started_at, feature_version)
     VALUES ('{"loss":"arcface"}', 'finished', '2026-01-01', 2) RETURNING id`,
  )
  .get() as { id: number };
const trained = madeUpHead({ hidden: 32, skip: true, classes: 3 });
addHead(store.db, {
  ...{ name: 'arcface-1', kind: 'mlp', dim: trained.dim, loss: 'arcface', runId, hasCentres: true },
  ...{ verdict: null, data: encodeHead(trained) },
});
await writeRunFaces(store, runId, [
  { faceId: 1, shot: 1, label: 0 },
  { faceId: 2, shot: 1, label: 1 },
  { faceId: 3, shot: 2, label: 1 },
]);

describe.each(['pretrained', 'arcface-1'])('backbone and head %s', (name) => {
  test('give our embeddings in ONNX Runtime, of one face or several', async () => {
    const { out } = await exported(name);
    const session = await InferenceSession.create(await readFile(out));
    const { id } = store.db.prepare('SELECT id FROM heads WHERE name = ?').get(name) as { id: number };
    const ours = embed(
      decodeHead(headData(store.db, id), name),
      faces.map(({ feature }) => feature),
    );
    expect(faces.length).toBeGreaterThanOrEqual(8);
    for (const count of [1, faces.length]) {
      const chips = faces.slice(0, count).map(({ chip }) => chip);
      const { embedding } = await session.run({ chip: planes(chips) });
      const values = embedding!.data as Float32Array;
      expect(embedding!.dims).toEqual([count, ours[0]!.length]);
      const far = ours
        .slice(0, count)
        .flatMap((row, i) => [...row].map((value, k) => Math.abs(value - values[i * row.length + k]!)));
      expect(Math.max(...far)).toBeLessThan(1e-5);
    }
  });
});

test('the card says data, loss, thresholds and licence, in both languages, and nobody’s name', async () => {
  const { card, files } = await exported('arcface-1', 'ja');
  expect(card).toMatchObject({
    head: { name: 'arcface-1', loss: 'arcface', dim: trained.dim },
    data: { people: 2, faces: 3, shots: 2 },
    thresholdsFrom: 'guess',
    licence: { backbone: expect.stringContaining('MIT') },
  });
  const [onnx, json, markdown] = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  expect(JSON.parse(json!)).toEqual(card);
  expect(markdown).toContain('2 人、3 の顔');
  for (const text of [onnx, json, markdown]) expect(text).not.toContain('Person 2');
  for (const file of files) expect((await stat(file)).mode & 0o777).toBe(0o600);
  const english = await exported('pretrained');
  expect(english.card).toMatchObject({ data: null, thresholdsFrom: 'lfw' });
  expect(await readFile(english.files[2]!, 'utf8')).toContain('| 1 % | 0.9480 |');
});

test('nothing is written if one of the files is there', async () => {
  const { out, files } = await exported('pretrained');
  const again = exportModel(store, 'pretrained', { out: out.replace('.onnx', ''), language: 'en' });
  await expect(again).rejects.toMatchObject({ problem: 'file-there' });
  expect(files.length).toBe(3);
  await expect(stat(out.replace('.onnx', ''))).rejects.toMatchObject({ code: 'ENOENT' });
});
