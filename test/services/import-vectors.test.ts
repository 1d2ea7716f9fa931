import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { writeNpzTable } from '../../src-main/formats/npz.ts';
import { readNpz } from '../../src-main/formats/read-npz.ts';
import { exportTable } from '../../src-main/services/export-table.ts';
import { importVectors } from '../../src-main/services/import-vectors.ts';
import { openServices } from '../../src-main/services/index.ts';
import { exportRows } from '../../src-main/store/export-rows.ts';
import { openStore } from '../../src-main/store/store.ts';
import { mediaUrl, type TableFormat } from '../../src-shared/contract/index.ts';
import { versionOfBackbone } from '../../src-shared/vision/index.ts';
import { madeUpLibrary } from '../gallery/enrolled.ts';
import { temporaryFolder } from '../helpers/cli.ts';
import { hasNumpy, python } from '../helpers/python.ts';

const quiet = { signal: new AbortController().signal, tell() {} };

/** A library of six people with four faces each, two of one shot, and what is exported of it. */
const original = await madeUpLibrary(await temporaryFolder(), 6, 4);
original.db.exec('UPDATE photos SET shot = 1 WHERE id = 2');
const folder = await temporaryFolder();
const file = (format: TableFormat) => join(folder, `features.${format}`);
for (const format of ['npz', 'csv', 'parquet'] as const)
  await exportTable(original, { kind: 'features', format, out: file(format), paths: false }, quiet);
const expected = [...exportRows(original.db, 'comparable', true)];
original.close();

/** Imports into a new library. */
async function imported(vectors: string, labels?: string, controls = quiet) {
  const store = openStore(await temporaryFolder());
  try {
    const counts = await importVectors(store, { vectors, labels }, controls);
    return { counts, rows: [...exportRows(store.db, 'comparable', true)], folder: store.folder };
  } finally {
    store.close();
  }
}

async function written(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(await temporaryFolder(), name);
  await writeFile(path, content);
  return path;
}

const zeros = Array<number>(256).fill(0.5).join();
const heading = Array.from({ length: 256 }, (_, i) => `feature_${i}`).join();

describe.each(['npz', 'csv', 'parquet'] as const)('features in %s', (format) => {
  test('come back to the bit, with people and shots', async () => {
    const { counts, rows } = await imported(file(format));
    expect(counts).toEqual({ faces: 24, people: 6 });
    expect(rows.map(({ feature, person }) => [feature, person])).toEqual(
      expected.map(({ feature, person }) => [feature, person]),
    );
    const shots = rows.map(({ shot }) => shot);
    expect([shots[1] === shots[0], new Set(shots).size]).toEqual([true, 23]);
  });
});

test('a library of vectors is trained on, evaluated and shown', async () => {
  const { folder: library } = await imported(file('npz'));
  const services = await openServices({ library, host: 'web' });
  try {
    expect(await services.call('training.outlook', { limits: {} })).toMatchObject({ people: 6, photos: 23 });
    const ended = new Promise((resolve) => {
      services.on(
        (event) => event.type === 'training' && event.event.type === 'finished' && resolve(event.event),
      );
    });
    await services.call('training.start', { loss: 'arcface', epochs: 2, head: { dim: 3 }, strangers: 0 });
    expect(await ended).toMatchObject({ hash: expect.any(String) });
    const picture = await services.media(mediaUrl.chip(1));
    expect(picture?.type).toBe('image/webp');
    expect(await services.media(mediaUrl.chip(999))).toBeNull();
  } finally {
    await services.close();
  }
});

test('labels lie in a file of their own, for the same rows', async () => {
  const vectors = await written('v.csv', `${heading}\n${zeros}\n${zeros}\n`);
  const labels = await written('l.csv', 'person,shot\n  Ada   Lovelace ,\n,\n');
  const { counts, rows } = await imported(vectors, labels);
  expect(counts).toEqual({ faces: 2, people: 1 });
  expect(rows.map(({ person }) => person)).toEqual(['Ada Lovelace', null]);
  const short = await written('l.csv', 'person\nAda\n');
  await expect(imported(vectors, short)).rejects.toMatchObject({
    parameters: { path: short, fault: 'rows' },
  });
});

test('labels that name faces belong to these, in whatever order and however many', async () => {
  const library = await madeUpLibrary(await temporaryFolder(), 3, 2);
  library.db.exec('DELETE FROM labels WHERE face_id IN (1, 4)');
  const out = await temporaryFolder();
  const [vectors, labels] = [join(out, 'v.npz'), join(out, 'l.csv')];
  await exportTable(library, { kind: 'features', format: 'npz', out: vectors, paths: false }, quiet);
  await exportTable(library, { kind: 'labels', format: 'csv', out: labels, paths: false }, quiet);
  library.close();
  const people = [null, 'person 0', 'person 1', null, 'person 2', 'person 2'];
  const { counts, rows } = await imported(vectors, labels);
  expect(counts).toEqual({ faces: 6, people: 3 });
  expect(rows.map(({ person }) => person)).toEqual(people);
  const [heading, ...lines] = (await readFile(labels, 'utf8')).trim().split('\r\n');
  const turned = await written('l.csv', [heading, ...lines.toReversed()].join('\n'));
  expect((await imported(vectors, turned)).rows.map(({ person }) => person)).toEqual(people);
  for (const wrong of ['face,person\n1,Ada\n1,Ada\n', 'face,person\n99,Ada\n'])
    await expect(imported(vectors, await written('l.csv', wrong))).rejects.toMatchObject({
      parameters: { fault: 'face' },
    });
});

describe('what is refused', () => {
  test.each([
    ['an ending', 'v.txt', '', 'ending'],
    ['no archive', 'v.npz', 'PK not a zip', 'damaged'],
    ['no Parquet', 'v.parquet', 'PAR1', 'damaged'],
    ['a table without features', 'v.csv', 'person\nAda\n', 'feature'],
    ['a vector that is too short', 'v.csv', 'feature_0,feature_1\n1,2\n', 'width'],
    ['a table without rows', 'v.csv', `${heading}\n`, 'empty'],
    ['rows of different lengths', 'v.csv', `${heading}\n1,2\n`, 'damaged'],
  ])('%s', async (_, name, content, fault) => {
    const path = await written(name, content);
    await expect(imported(path)).rejects.toMatchObject({
      problem: 'vectors-wrong',
      parameters: { path, fault },
    });
  });

  test('a file that is not there, a number that is none, and features of another version', async () => {
    await expect(imported('/nowhere/v.csv')).rejects.toMatchObject({ problem: 'vectors-not-read' });
    const empty = await written('v.csv', `${heading}\n${zeros}\n${zeros.replace('0.5', '')}\n`);
    await expect(imported(empty)).rejects.toMatchObject({ problem: 'vector-wrong', parameters: { row: 2 } });
    const bytes = Buffer.from(await readFile(file('parquet')));
    const at = bytes.indexOf('"featureVersion":2');
    bytes.write('"featureVersion":1', at);
    const old = await written('v.parquet', bytes);
    await expect(imported(old)).rejects.toMatchObject({ parameters: { fault: 'version' } });
    // Versions from 1,000 on are of other backbones; the file keeps its length.
    const [ours, others] = [
      '"faces":24,"featureVersion":2',
      `"fa":24,"featureVersion":${versionOfBackbone(1)}`,
    ];
    const text = await readFile(file('parquet'), 'latin1');
    expect([text.includes(ours), others.length]).toEqual([true, ours.length]);
    const ofBackbone = await written('o.parquet', Buffer.from(text.replace(ours, others), 'latin1'));
    await expect(imported(ofBackbone)).rejects.toMatchObject({ parameters: { fault: 'backbone' } });
  });

  test('a library that has faces, which stays as it was', async () => {
    const { folder: library } = await imported(file('csv'));
    const store = openStore(library);
    await expect(importVectors(store, { vectors: file('csv') }, quiet)).rejects.toMatchObject({
      problem: 'library-has-photos',
    });
    expect([...exportRows(store.db, 'comparable', false)].length).toBe(24);
    store.close();
  });

  test('what is stopped leaves nothing', async () => {
    const controller = new AbortController();
    const store = openStore(await temporaryFolder());
    const stopped = importVectors(
      store,
      { vectors: file('npz') },
      { signal: controller.signal, tell: () => controller.abort() },
    );
    await expect(stopped).rejects.toMatchObject({ problem: 'work-cancelled' });
    expect([...exportRows(store.db, 'comparable', false)]).toEqual([]);
    store.close();
  });

  test('every cut of an archive, and flipped bytes never crash it', async () => {
    const bytes = await readFile(file('npz'));
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const damaged = Uint8Array.from(bytes);
        damaged[at]! ^= flip;
        for (const tried of [bytes.subarray(0, at), damaged]) {
          try {
            readNpz(tried, ['feature', 'person', 'shot']);
          } catch (error) {
            expect(error).toBeInstanceOf(Error);
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});

test('an archive that claims rows without a byte is refused', () => {
  const header = "{'descr': '<U0', 'fortran_order': False, 'shape': (100000000,), }".padEnd(117).concat('\n');
  const npy = Uint8Array.of(...Buffer.from('\x93NUMPY\x01\x00', 'latin1'), 118, 0, ...Buffer.from(header));
  expect(() => readNpz(zipSync({ 'person.npy': npy }), ['person'])).toThrow('not whole');
});

test('whatever text and numbers a table holds, npz gives them back', async () => {
  const cell = fc.record({
    text: fc.string({ unit: 'grapheme', maxLength: 9 }).filter((text) => !text.includes('\0')),
    number: fc.double({ noNaN: true }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(cell, { minLength: 1, maxLength: 20 }), async (cells) => {
      const parts: Uint8Array[] = [];
      const column = { text: cells.map(({ text }) => text), number: cells.map(({ number }) => number) };
      const table = {
        columns: [
          { name: 'text', type: 'text' as const },
          { name: 'number', type: 'float' as const },
        ],
        rows: cells.length,
        metadata: {},
        async *pages() {
          yield { rows: cells.length, column: (name: string) => column[name as 'text' | 'number'] };
        },
      };
      await writeNpzTable(table, async (bytes) => {
        parts.push(bytes);
      });
      expect(readNpz(Buffer.concat(parts), ['text', 'number']).columns).toEqual(column);
    }),
    { numRuns: 50 },
  );
});

test.skipIf(!hasNumpy)(
  'archives that NumPy wrote are read, compressed or not, in double precision, too',
  async () => {
    for (const save of ['savez', 'savez_compressed']) {
      const path = join(await temporaryFolder(), 'numpy.npz');
      await python(
        `
import numpy, sys
numpy.${save}(sys.argv[1], feature=numpy.full((3, 256), 0.25), person=numpy.array(["Ada", "", "Grace 👩🏽‍🚀"]), shot=numpy.array([7, 7, 8], numpy.int32))
print("null")`,
        path,
      );
      const { rows } = await imported(path);
      expect(rows.map(({ person }) => person)).toEqual(['Ada', null, 'Grace 👩🏽‍🚀']);
      expect(rows.map(({ shot }) => shot)).toEqual([rows[0]!.shot, rows[0]!.shot, 3]);
      expect(rows[2]!.feature).toEqual(new Float32Array(256).fill(0.25));
    }
  },
);
