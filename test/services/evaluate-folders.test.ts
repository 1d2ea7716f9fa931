/** Open-set identification on three folders as the command line asks for it. */
import { cp, mkdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compareEvaluations } from '../../src-main/services/compare-evaluations.ts';
import { evaluateFolders } from '../../src-main/services/evaluate-folders.ts';
import { evaluationNamed } from '../../src-main/services/evaluations.ts';
import { findHead } from '../../src-main/services/heads.ts';
import { libraryOptions } from '../../src-main/services/outside-photos.ts';
import { addHead, headData } from '../../src-main/store/runs.ts';
import { openStore, type Store } from '../../src-main/store/store.ts';
import { shareInterval } from '../../src-shared/recognition/index.ts';
import { temporaryFolder } from '../helpers/cli.ts';
import { madeUpVision } from '../helpers/made-up-vision.ts';
import { orlFolder } from '../helpers/orl.ts';

const known = ['s01', 's02', 's03', 's04'];
const others = ['s05', 's06', 's07'];

let store: Store;
let folders: { gallery: string; probes: string; strangers: string };

beforeAll(async () => {
  const root = await temporaryFolder();
  const put = async (part: string, people: readonly string[], numbers: readonly number[]) => {
    for (const person of people) {
      await mkdir(join(root, part, person), { recursive: true });
      for (const number of numbers) {
        const name = `${String(number).padStart(2, '0')}.png`;
        await cp(join(orlFolder, person, name), join(root, part, person, name));
      }
    }
    return join(root, part);
  };
  folders = {
    gallery: await put('gallery', known, [1, 2]),
    probes: await put('probes', known, [3, 4]),
    strangers: await put('strangers', others, [1, 2, 3, 4]),
  };
  store = openStore(await temporaryFolder());
});
afterAll(() => store.close());

async function evaluate(name: string | null, given?: readonly { id: number; name: string }[]) {
  const pool = madeUpVision({ seed: (path) => basename(dirname(path)) });
  const settings = { protocol: 'folders' as const, ...folders, by: null, columns: null };
  const heads = given ?? [await findHead(store)];
  return evaluateFolders({ store, pool, options: libraryOptions(store) }, { settings, heads, name }, {});
}

test('where all went one way the interval is that of so many people, not a point', async () => {
  const { heads, gallery, strangers } = await evaluate(null);
  expect([gallery, strangers]).toEqual([
    { people: 4, photos: 8 },
    { people: 3, photos: 12 },
  ]);
  const [{ top1, detection }] = heads as [(typeof heads)[number]];
  // Three strangers are fewer than the four who are searched for; twelve photos cannot tell one in a hundred.
  expect(top1).toEqual({ value: 1, interval: shareInterval(3, 3) });
  expect(detection).toMatchObject([{ falseAlarm: 0.1, value: 1, interval: shareInterval(3, 3) }]);
});

test('of two heads that treat everybody alike the interval says how few people said so', async () => {
  const first = await findHead(store);
  const { kind, dim, loss, hasCentres } = first;
  const data = headData(store.db, first.id);
  const twin = { name: 'twin', kind, dim, loss, hasCentres, verdict: null, runId: null, data };
  const { id } = addHead(store.db, twin);
  const { heads, differences } = await evaluate(null, [first, { id, name: 'twin' }]);
  expect(heads.map(({ head }) => head)).toEqual([first.name, 'twin']);
  const most = shareInterval(0, 3)[1];
  expect(differences).toEqual([
    { head: 'twin', to: first.name, falseAlarm: 0.1, value: 0, interval: [-most, most] },
  ]);
});

test('what is kept has the same figures, and is compared with another on the same photos', async () => {
  const { heads } = await evaluate('First');
  await evaluate('Second');
  const first = evaluationNamed(store, 'First');
  expect(first.result.search!.heads[0]).toMatchObject({ top1: heads[0]!.top1, eer: heads[0]!.eer });
  const { heads: compared } = compareEvaluations(store, first.id, evaluationNamed(store, 'Second').id);
  expect(compared[0]!.search!.length).toBeGreaterThan(0);
});
