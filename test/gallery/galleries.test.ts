import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Galleries, openGalleries } from '../../src-main/gallery/galleries.ts';
import { addHead, listHeads } from '../../src-main/store/runs.ts';
import type { Store } from '../../src-main/store/store.ts';
import { falseAcceptPresets, type Output } from '../../src-shared/contract/index.ts';
import { encodeHead, pretrainedHead } from '../../src-shared/training/index.ts';
import { temporaryFolder } from '../helpers/cli.ts';
import { enrol, featureOf, madeUpLibrary } from './enrolled.ts';

let store: Store;
let galleries: Galleries;
let headId: number;

beforeAll(async () => {
  store = await madeUpLibrary(await temporaryFolder(), 40, 3);
  galleries = openGalleries(store.folder);
  headId = listHeads(store.db)[0]!.id;
});
afterAll(async () => {
  await galleries.close();
  store.close();
});

type Result = Output<'matching.match'>;

const ask = (
  person: number,
  head = headId,
  from = galleries,
  falseAccept: number = falseAcceptPresets.balanced,
) => from.match(head, { features: [featureOf(person, 99)], limit: 5, falseAccept });
const firstOf = ({ matches }: Result) => matches[0]!.candidates[0]!;

/** What a gallery says that reads the database for the first time. */
async function askAnew(person: number): Promise<Result> {
  const fresh = openGalleries(store.folder);
  try {
    return await ask(person, headId, fresh);
  } finally {
    await fresh.close();
  }
}

describe('the gallery that is held', { timeout: 180_000 }, () => {
  test('names another photo of somebody enrolled, and tells a stranger', async () => {
    const known = await ask(7);
    expect(known).toMatchObject({
      people: 40,
      threshold: { source: 'library', genuine: 120, impostor: 120 },
    });
    expect(firstOf(known).name).toBe('person 7');
    expect(known.matches[0]).toMatchObject({ known: true });
    expect(known.matches[0]!.probability).toBeGreaterThan(0.9);
    const stranger = await ask(1000);
    expect(stranger.matches[0]).toMatchObject({ known: false });
    expect(stranger.matches[0]!.probability).toBeLessThan(0.1);
  });

  test('knows at once who is enrolled, moved, taken out or described anew, as one that is read anew does', async () => {
    // What is done, whose photo is then asked about, who comes first, and who does not come at all.
    const steps: [string, () => void, number, string | null, string | null][] = [
      ['enrolled', () => enrol(store, 'Ada', 500, 1), 500, 'Ada', null],
      [
        'moved',
        () =>
          store.db.exec(
            "UPDATE labels SET person_id = (SELECT id FROM people WHERE name = 'person 3') WHERE person_id = (SELECT id FROM people WHERE name = 'Ada')",
          ),
        500,
        null,
        'Ada',
      ],
      [
        'described anew',
        () =>
          store.db
            .prepare(
              "UPDATE faces SET feature = ? WHERE id IN (SELECT face_id FROM gallery g JOIN people p ON p.id = g.person_id WHERE p.name = 'person 5')",
            )
            .run(new Uint8Array(Float32Array.from(featureOf(501, 1)).buffer)),
        501,
        'person 5',
        null,
      ],
      [
        'renamed',
        () => store.db.exec("UPDATE people SET name = 'Eve' WHERE name = 'person 5'"),
        501,
        'Eve',
        'person 5',
      ],
      ['deleted', () => store.db.exec("DELETE FROM people WHERE name = 'Eve'"), 501, null, 'Eve'],
    ];
    for (const [what, change, person, first, absent] of steps) {
      change();
      const here = await ask(person);
      const anew = await askAnew(person);
      if (first !== null) expect(firstOf(here).name, what).toBe(first);
      expect(
        here.matches[0]!.candidates.map(({ name }) => name),
        what,
      ).not.toContain(absent);
      expect(here.threshold, what).toEqual({
        ...anew.threshold,
        cosine: expect.closeTo(anew.threshold.cosine, 6),
      });
      const { probability, candidates } = anew.matches[0]!;
      expect(here.matches[0]!.probability, what).toBeCloseTo(probability!, 4);
      expect(here.matches[0]!.candidates, what).toEqual(
        candidates.map((candidate) => ({ ...candidate, cosine: expect.closeTo(candidate.cosine, 6) })),
      );
    }
  });

  test('knows whom another process has enrolled', async () => {
    expect(firstOf(await ask(600)).name).not.toBe('Grace');
    const child = fileURLToPath(new URL('enrol-child.ts', import.meta.url));
    await promisify(execFile)(process.execPath, [child, store.folder, 'Grace', '600', '1']);
    expect(firstOf(await ask(600)).name).toBe('Grace');
  });

  test('takes the threshold from the library’s rate of strangers', async () => {
    const lines = await Promise.all(
      Object.values(falseAcceptPresets).map(
        async (rate) => (await ask(7, headId, galleries, rate)).threshold,
      ),
    );
    expect(lines.map(({ wanted }) => wanted)).toEqual(Object.values(falseAcceptPresets));
    expect(lines.map(({ source }) => source)).toEqual(['default', 'library', 'library']);
    const cosines = lines.map(({ cosine }) => cosine);
    expect(cosines).toEqual(cosines.toSorted((a, b) => b - a));
  });

  test('is another one after a head with the same number has taken the place of the old', async () => {
    const add = (seed: number) => {
      const weights = Float32Array.from({ length: 256 * 128 }, (_, i) => Math.sin(seed * (i + 1)));
      const head = pretrainedHead(weights);
      const record = {
        name: 'own',
        kind: head.kind,
        dim: head.dim,
        loss: null,
        runId: null,
        hasCentres: false,
        verdict: null,
      };
      return addHead(store.db, { ...record, data: encodeHead(head) }).id;
    };
    const id = add(1);
    const before = firstOf(await ask(7, id));
    store.db.prepare('DELETE FROM heads WHERE id = ?').run(id);
    await expect(ask(7, id)).rejects.toMatchObject({ code: 'unknown-id' });
    expect(add(2)).toBe(id);
    expect(firstOf(await ask(7, id)).cosine).not.toBe(before.cosine);
    expect(firstOf(await ask(7)).name).toBe('person 7');
  });

  test('answers many questions at once in their order', async () => {
    const answers = await Promise.all([1, 2, 3, 4].map((person) => ask(person)));
    expect(answers.map((answer) => firstOf(answer).name)).toEqual(
      [1, 2, 3, 4].map((person) => `person ${person}`),
    );
  });
});

test('a library with nobody enrolled answers so, and a closed gallery fails those who wait', async () => {
  const empty = await madeUpLibrary(await temporaryFolder(), 0, 0);
  const emptyGalleries = openGalleries(empty.folder);
  const result = await ask(1, 1, emptyGalleries);
  expect(result).toMatchObject({ people: 0, threshold: { source: 'default', genuine: 0 } });
  expect(result.matches).toEqual([{ known: false, candidates: [], margin: null, probability: null }]);
  const waiting = expect(ask(1, 1, emptyGalleries)).rejects.toMatchObject({ code: 'internal' });
  await emptyGalleries.close();
  await waiting;
  empty.close();
});
