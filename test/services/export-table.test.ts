import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { afterAll, describe, expect, test } from 'vitest';
import { exportTable } from '../../src-main/services/export-table.ts';
import { readPretrainedWeights } from '../../src-main/vision/pretrained.ts';
import type { TableFormat, TableKind } from '../../src-shared/contract/index.ts';
import { embed, pretrainedHead } from '../../src-shared/training/index.ts';
import { enrol, featureOf, madeUpLibrary } from '../gallery/enrolled.ts';
import { temporaryFolder } from '../helpers/cli.ts';
import { hasNumpy, hasPandas, python } from '../helpers/python.ts';

/** Three people on more faces than are read at once, one of whom is called what a spreadsheet would carry out, and one on a single face. */
const store = await madeUpLibrary(await temporaryFolder(), 3, 200);
const formula = '=1+"é\n👩🏽‍🚀';
enrol(store, formula, 9, 1);
afterAll(() => store.close());

const faces = 601;
const quiet = { signal: new AbortController().signal, tell() {} };

async function exported(kind: TableKind, format: TableFormat, paths = false) {
  const out = join(await temporaryFolder(), `faces.${format}`);
  return { out, ...(await exportTable(store, { kind, format, out, paths }, quiet)) };
}

/** The pretrained head's embeddings of all faces, in the order of their numbers. */
async function ours(): Promise<Float32Array[]> {
  const people = [0, 1, 2].flatMap((person) =>
    Array.from({ length: 200 }, (_, photo) => featureOf(person, photo)),
  );
  const features = [...people, featureOf(9, 1)].map((feature) => Float32Array.from(feature));
  return embed(pretrainedHead(await readPretrainedWeights()), features);
}

/** The largest difference from our own embeddings. */
async function distance(rows: readonly ArrayLike<number>[]): Promise<number> {
  const expected = await ours();
  expect(rows.length).toBe(faces);
  return Math.max(
    ...expected.map((row, i) => Math.max(...row.map((value, k) => Math.abs(value - rows[i]![k]!)))),
  );
}

const names = [...[0, 1, 2].flatMap((n) => Array<string>(200).fill(`person ${n}`)), formula];

describe('embeddings of all faces', () => {
  test('as CSV, in which no name is a formula', async () => {
    const { out, columns } = await exported('embeddings', 'csv');
    const rows = parse(await readFile(out), { columns: true }) as Record<string, string>[];
    expect(columns).toEqual(['face', 'photo', 'shot', 'person', 'quality', 'embedding']);
    const vectors = rows.map((row) => Array.from({ length: 128 }, (_, i) => Number(row[`embedding_${i}`])));
    expect(await distance(vectors)).toBeLessThan(1e-6);
    expect(rows.map(({ person }) => person)).toEqual(
      names.map((name) => (name === formula ? `'${name}` : name)),
    );
    expect(rows.map(({ face }) => Number(face))).toEqual(names.map((_, i) => i + 1));
  });

  test('as Parquet, with what the head is', async () => {
    const { out } = await exported('embeddings', 'parquet', true);
    const file = await asyncBufferFromFile(out);
    const rows = await parquetReadObjects({ file });
    expect(await distance(rows.map(({ embedding }) => embedding as number[]))).toBeLessThan(1e-6);
    expect(rows.map(({ person }) => person)).toEqual(names);
    expect(rows[0]).toMatchObject({
      face: 1n,
      photo: 1n,
      path: expect.any(String),
      quality: expect.any(Number),
    });
    const { key_value_metadata: pairs } = await parquetMetadataAsync(file);
    const { head, ...about } = JSON.parse(pairs!.find(({ key }) => key === 'tammes')!.value!);
    expect(about).toEqual({ format: 'tammes-embeddings', faces });
    expect(head).toMatchObject({ name: 'pretrained', dim: 128, featureVersion: 2 });
  });

  test('as the pair of files of the embedding projector', async () => {
    const { out, files } = await exported('embeddings', 'tsv');
    expect(files).toEqual([out, out.replace('.tsv', '.metadata.tsv')]);
    const [vectors, metadata] = await Promise.all(files.map((file) => readFile(file, 'utf8')));
    const lines = (text: string) =>
      text
        .trimEnd()
        .split('\n')
        .map((line) => line.split('\t'));
    expect(await distance(lines(vectors!).map((cells) => cells.map(Number)))).toBeLessThan(1e-6);
    const [heading, ...rows] = lines(metadata!);
    expect(heading).toEqual(['face', 'photo', 'shot', 'person', 'quality']);
    // A line break would end the line.
    expect(rows.map((cells) => cells[3])).toEqual(
      names.map((name) => (name === formula ? `'${name.replace('\n', ' ')}` : name)),
    );
  });

  test.skipIf(!hasNumpy)('as npz, which NumPy reads without pickle', async () => {
    const { out } = await exported('embeddings', 'npz');
    const read = (await python(
      `
import json, sys
import numpy as np
faces = np.load(sys.argv[1])
print(json.dumps({name: faces[name].tolist() for name in faces.files}))`,
      out,
    )) as Record<string, unknown>;
    expect(await distance(read.embedding as number[][])).toBeLessThan(1e-6);
    expect([read.face, read.person]).toEqual([names.map((_, i) => i + 1), names]);
    expect(JSON.parse(read.metadata as string)).toMatchObject({ format: 'tammes-embeddings', faces });
    expect(Object.keys(read)).not.toContain('path');
  });

  test.skipIf(!hasPandas)('as pandas reads Parquet and CSV', async () => {
    const [parquet, csv] = [await exported('embeddings', 'parquet'), await exported('embeddings', 'csv')];
    const read = (await python(
      `
import json, sys
import numpy as np
import pandas as pd
faces = pd.read_parquet(sys.argv[1])
vectors = np.stack(faces["embedding"])
table = pd.read_csv(sys.argv[2])
same = table.filter(like="embedding_").to_numpy(np.float32)
print(json.dumps({"person": faces["person"].tolist(), "embedding": vectors.tolist(), "same": bool((same == vectors).all())}))`,
      parquet.out,
      csv.out,
    )) as { person: string[]; embedding: number[][]; same: boolean };
    expect(await distance(read.embedding)).toBeLessThan(1e-6);
    expect([read.person, read.same]).toEqual([names, true]);
  });
});

test('features are those that heads start from', async () => {
  const { out, columns } = await exported('features', 'parquet');
  expect(columns).toEqual(['face', 'photo', 'shot', 'person', 'quality', 'feature']);
  const file = await asyncBufferFromFile(out);
  const rows = await parquetReadObjects({ file });
  const features = rows.map(({ feature }) => feature as number[]);
  expect(await distance(embed(pretrainedHead(await readPretrainedWeights()), features))).toBe(0);
  const { key_value_metadata: pairs } = await parquetMetadataAsync(file);
  expect(JSON.parse(pairs!.find(({ key }) => key === 'tammes')!.value!)).toEqual({
    ...{ format: 'tammes-features', faces, featureVersion: 2 },
  });
});

test('scores say how near each face is to its own person and to the nearest other', async () => {
  const { out, columns } = await exported('scores', 'csv');
  expect(columns).toEqual([
    ...[
      'face',
      'photo',
      'shot',
      'person',
      'quality',
      'genuine',
      'impostor',
      'nearest_other',
      'trained_on',
      'age',
    ],
  ]);
  const rows = parse(await readFile(out), { columns: true }) as Record<string, string>[];
  const vectors = await ours();
  const mean = (rows: readonly Float32Array[]) => {
    const sum = Array.from({ length: 128 }, (_, k) => rows.reduce((total, row) => total + row[k]!, 0));
    const length = Math.hypot(...sum);
    return sum.map((value) => value / length);
  };
  const dot = (a: ArrayLike<number>, b: readonly number[]) =>
    b.reduce((sum, value, k) => sum + value * a[k]!, 0);
  const of = (name: string) => vectors.filter((_, i) => names[i] === name);
  for (const at of [0, 250, 599]) {
    const own = vectors.filter((_, i) => names[i] === names[at] && i !== at);
    expect(Number(rows[at]!.genuine)).toBeCloseTo(dot(vectors[at]!, mean(own)), 5);
    const others = ['person 0', 'person 1', 'person 2', formula].filter((name) => name !== names[at]);
    const best = others
      .map((name) => ({ name, cosine: dot(vectors[at]!, mean(of(name))) }))
      .sort((a, b) => b.cosine - a.cosine)[0]!;
    expect(Number(rows[at]!.impostor)).toBeCloseTo(best.cosine, 5);
    expect(rows[at]!.nearest_other).toBe(best.name === formula ? `'${formula}` : best.name);
  }
  expect(rows.at(-1)).toMatchObject({ genuine: '', trained_on: '0' });
});

test('labels say whose faces are and what named them', async () => {
  const { out } = await exported('labels', 'csv', true);
  const rows = parse(await readFile(out), { columns: true }) as Record<string, string>[];
  expect(rows.length).toBe(faces);
  expect(rows[200]).toMatchObject({
    ...{ face: '201', person: 'person 1', source: 'enrolment', ambiguous: '0', width: '1' },
    path: expect.any(String),
  });
});

test('rows are those of the moment at which it began, and others may change the library meanwhile', async () => {
  const out = join(await temporaryFolder(), 'faces.npz');
  let isRenamed = false;
  await exportTable(
    store,
    { kind: 'labels', format: 'npz', out, paths: false },
    {
      ...quiet,
      tell() {
        if (isRenamed) return;
        isRenamed = true;
        store.db
          .prepare("UPDATE people SET name = 'a much longer name than before' WHERE name = 'person 0'")
          .run();
      },
    },
  );
  store.db.prepare("UPDATE people SET name = 'person 0' WHERE name LIKE 'a much%'").run();
  expect(isRenamed).toBe(true);
  if (!hasNumpy) return;
  const script = 'import json, sys, numpy; print(json.dumps(numpy.load(sys.argv[1])["person"].tolist()))';
  expect(await python(script, out)).toEqual(names);
});

test('what is stopped leaves no file, and nothing is overwritten', async () => {
  const folder = await temporaryFolder();
  const out = join(folder, 'faces.tsv');
  const controller = new AbortController();
  const stopped = exportTable(
    store,
    { kind: 'embeddings', format: 'tsv', out, paths: false },
    { signal: controller.signal, tell: () => controller.abort() },
  );
  await expect(stopped).rejects.toMatchObject({ problem: 'work-cancelled' });
  const { files } = await exportTable(store, { kind: 'embeddings', format: 'tsv', out, paths: false }, quiet);
  expect(files.length).toBe(2);
  for (const file of files) expect((await stat(file)).mode & 0o777).toBe(0o600);
  const again = exportTable(store, { kind: 'labels', format: 'csv', out, paths: false }, quiet);
  await expect(again).rejects.toMatchObject({ problem: 'file-there' });
});

test('embeddings of features of two versions are refused', async () => {
  store.db.exec('UPDATE faces SET feature_version = 1 WHERE id = 1');
  try {
    await expect(exported('embeddings', 'csv')).rejects.toMatchObject({ problem: 'features-outdated' });
  } finally {
    store.db.exec('UPDATE faces SET feature_version = 2 WHERE id = 1');
  }
});
