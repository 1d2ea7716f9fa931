import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { InferenceSession, Tensor } from 'onnxruntime-web';
import { afterAll, describe, expect, test } from 'vitest';
import { exportHead } from '../../src-main/services/export-head.ts';
import { addHead } from '../../src-main/store/runs.ts';
import { openStore } from '../../src-main/store/store.ts';
import type { HeadFormat } from '../../src-shared/contract/index.ts';
import { decodeTensors, embed, encodeHead, type Head } from '../../src-shared/training/index.ts';
import { dot, unitRows } from '../../src-shared/vectors.ts';
import { temporaryFolder } from '../helpers/cli.ts';
import { madeUpHead } from '../helpers/made-up-heads.ts';
import { hasNumpy, python } from '../helpers/python.ts';

const store = openStore(await temporaryFolder());
afterAll(() => store.close());

const kinds = {
  linear: madeUpHead({ bias: false }),
  'linear with a bias and centres': madeUpHead({ classes: 3 }),
  'with a hidden layer': madeUpHead({ hidden: 24, classes: 3 }),
  'with a hidden layer and a way past it': madeUpHead({ hidden: 24, skip: true, dim: 5 }),
};
/** Of features like the backbone's, and a zero vector. */
const features = [1, 2, 3, 4, 0].map((row) =>
  Float32Array.from({ length: 256 }, (_, k) => (row === 0 ? 0 : Math.abs(Math.sin(row * (k + 3))))),
);
const input = Float32Array.from(features.flatMap((row) => [...row]));

const { id: runId } = store.db
  .prepare(
    `INSERT INTO runs (spec, status, started_at, feature_version)
     VALUES ('{"loss":"arcface"}', 'finished', '2026-01-01', 2) RETURNING id`,
  )
  .get() as { id: number };

function stored(name: string, head: Head): string {
  const { kind, dim, centres } = head;
  addHead(store.db, {
    ...{ name, kind, dim, loss: 'arcface', runId, hasCentres: centres !== null },
    ...{ verdict: null, data: encodeHead(head) },
  });
  return name;
}

async function exported(head: Head, format: HeadFormat, people = false) {
  const name = stored(`arcface-${runId}`, head);
  const out = join(await temporaryFolder(), format === 'tfjs' ? 'head.json' : `head.${format}`);
  return { out, ...(await exportHead(store, name, { format, out, people })) };
}

/** The largest difference from our own embeddings. */
function distance(values: ArrayLike<number>, head: Head): number {
  const ours = embed(head, features).flatMap((row) => [...row]);
  expect(values.length).toBe(ours.length);
  return Math.max(...ours.map((value, i) => Math.abs(value - values[i]!)));
}

/** The cosines of our own embeddings with the class centres. */
const cosinesOf = (head: Head) => {
  const { shape, values } = head.centres!;
  const [rows, columns] = shape as [number, number];
  const centres = unitRows(
    Array.from({ length: rows }, (_, i) => values.subarray(i * columns, (i + 1) * columns)),
  );
  return embed(head, features).flatMap((row) => centres.map((centre) => dot(row, centre)));
};

/** All that a file says of people, as bytes are searched for it. */
const saysPeople = async (path: string) => (await readFile(path)).includes('Person 2');

describe.each(Object.entries(kinds))('a head %s', (_, head) => {
  test('gives our embeddings in ONNX Runtime', async () => {
    const { out } = await exported(head, 'onnx');
    const session = await InferenceSession.create(await readFile(out));
    const { embedding } = await session.run({ feature: new Tensor('float32', input, [5, 256]) });
    expect(embedding!.dims).toEqual([5, head.dim]);
    expect(distance(embedding!.data as Float32Array, head)).toBeLessThan(1e-6);
    expect(session.outputNames).toEqual(['embedding']);
    expect(await saysPeople(out)).toBe(false);
  });

  test('gives our embeddings in TensorFlow.js', async () => {
    const { out } = await exported(head, 'tfjs');
    const model = await loadTfjs(out);
    const embedding = model.predict(tf.tensor2d(input, [5, 256])) as tf.Tensor;
    expect(embedding.shape).toEqual([5, head.dim]);
    expect(distance(await embedding.data(), head)).toBeLessThan(1e-6);
    expect(await saysPeople(out)).toBe(false);
  });

  test('is in safetensors as it is stored, without people', async () => {
    const { out } = await exported(head, 'safetensors');
    const { tensors, metadata } = decodeTensors(await readFile(out), out);
    expect(tensors).toEqual(head.weights);
    expect(metadata).toMatchObject({ format: 'tammes-head', loss: 'arcface', dim: String(head.dim) });
    expect(await saysPeople(out)).toBe(false);
  });

  test.skipIf(!hasNumpy)('gives our embeddings in NumPy', async () => {
    const { out } = await exported(head, 'npz', head.centres !== null);
    const read = (await python(readHead, out, JSON.stringify([...input]))) as Record<string, unknown>;
    expect(distance(read.embedding as number[], head)).toBeLessThan(1e-5);
    expect(read.metadata).toMatchObject({ dim: head.dim, loss: 'arcface', featureVersion: 2, verdict: null });
    const people = head.centres && head.people;
    expect([read.people, read.centres]).toEqual([people, head.centres && [...head.centres.shape]]);
  });
});

/** The head as docs/EXPORTS.md computes it. */
const readHead = `
import json, sys
import numpy as np
head = np.load(sys.argv[1])
feature = np.array(json.loads(sys.argv[2]), np.float32).reshape(-1, 256)
x = feature
if "hiddenWeight" in head:
    x = np.maximum(x @ head["hiddenWeight"] + head["hiddenBias"], 0)
x = x @ head["weight"]
if "bias" in head:
    x = x + head["bias"]
if "skipWeight" in head:
    x = x + feature @ head["skipWeight"]
embedding = x / np.maximum(np.linalg.norm(x, axis=1, keepdims=True), 1e-12)
metadata = json.loads(head["metadata"].item())
print(json.dumps({"embedding": embedding.ravel().tolist(), "metadata": metadata,
  "people": metadata.get("people"), "centres": list(head["centres"].shape) if "centres" in head else None}))
`;

async function loadTfjs(path: string): Promise<tf.GraphModel> {
  const { modelTopology, signature, userDefinedMetadata, weightsManifest } = JSON.parse(
    await readFile(path, 'utf8'),
  );
  const [{ paths, weights }] = weightsManifest;
  const data = await readFile(join(path, '..', paths[0]));
  return tf.loadGraphModel(
    tf.io.fromMemory({
      ...{ modelTopology, signature, userDefinedMetadata, weightSpecs: weights },
      weightData: Uint8Array.from(data).buffer,
    }),
  );
}

describe('with people', () => {
  const head = kinds['with a hidden layer'];

  test('ONNX Runtime and TensorFlow.js also give the cosines with class centres', async () => {
    const cosines = cosinesOf(head);
    const near = (values: ArrayLike<number>) =>
      Math.max(...cosines.map((value, i) => Math.abs(value - values[i]!)));
    const { out, facts } = await exported(head, 'onnx', true);
    const session = await InferenceSession.create(await readFile(out));
    const found = await session.run({ feature: new Tensor('float32', input, [5, 256]) });
    expect(found.cosines!.dims).toEqual([5, 3]);
    expect(near(found.cosines!.data as Float32Array)).toBeLessThan(1e-6);
    expect([facts.people, await saysPeople(out)]).toEqual([head.people, true]);
    const json = await exported(head, 'tfjs', true);
    const model = await loadTfjs(json.out);
    const tensor = model.execute(tf.tensor2d(input, [5, 256]), 'cosines') as tf.Tensor;
    expect(near(await tensor.data())).toBeLessThan(1e-6);
    expect(await saysPeople(json.out)).toBe(true);
  });

  test('a head without class centres is refused', async () => {
    await expect(exported(kinds.linear, 'onnx', true)).rejects.toMatchObject({
      problem: 'centres-not-exported',
    });
  });
});

test('files are for their owner alone, and nothing is overwritten', async () => {
  const head = kinds.linear;
  for (const format of ['onnx', 'tfjs', 'safetensors', 'npz'] as const) {
    const { files } = await exported(head, format);
    for (const path of files) {
      expect((await stat(path)).mode & 0o777).toBe(0o600);
      const before = await readFile(path);
      const again = exportHead(store, undefined, { format, out: files.at(-1)!, people: false });
      await expect(again).rejects.toMatchObject({ problem: 'file-there' });
      expect(await readFile(path)).toEqual(before);
    }
  }
  const nowhere = join(await temporaryFolder(), 'not there', 'head.onnx');
  const failed = exportHead(store, undefined, { format: 'onnx', out: nowhere, people: false });
  await expect(failed).rejects.toMatchObject({ problem: 'file-not-written' });
});

test('the same head gives the same bytes', async () => {
  for (const format of ['onnx', 'npz', 'safetensors'] as const) {
    const name = stored('again', kinds['linear with a bias and centres']);
    const outs = await Promise.all([1, 2].map(async () => join(await temporaryFolder(), 'head')));
    for (const out of outs) await exportHead(store, name, { format, out, people: true });
    expect(await readFile(outs[0]!)).toEqual(await readFile(outs[1]!));
  }
});
