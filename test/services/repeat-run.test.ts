import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { repeatRun } from '../../src-main/services/repeat-run.ts';
import { startRun } from '../../src-main/services/run-training.ts';
import { addProvenance, readProvenance } from '../../src-main/store/provenance.ts';
import { addRun, endRun, headData } from '../../src-main/store/runs.ts';
import type { Store } from '../../src-main/store/store.ts';
import { trainSpec } from '../../src-shared/contract/index.ts';
import { decodeHead, encodeHead } from '../../src-shared/training/index.ts';
import { featureVersion } from '../../src-shared/vision/index.ts';
import { madeUpLibrary } from '../gallery/enrolled.ts';
import { temporaryFolder } from '../helpers/cli.ts';

const spec = trainSpec.parse({ loss: 'cosface', backend: 'wasm', epochs: 3 });
const options = { signal: new AbortController().signal, onEvent: () => {} };

describe('a run that is repeated', { timeout: 180_000 }, () => {
  let store: Store;

  beforeEach(async () => {
    store = await madeUpLibrary(await temporaryFolder(), 6, 4);
  });
  afterEach(() => store.close());

  test('has the same bits, whoever was renamed and added since', async () => {
    const { id } = await startRun(store, spec, options);
    const [made] = await readProvenance(store, id);
    expect(made).toMatchObject({
      firstEpoch: 1,
      backend: 'wasm',
      data: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    store.db.exec("UPDATE people SET name = 'Zoe' WHERE name = 'person 1'");
    expect(await repeatRun(store, id, options)).toMatchObject({ of: id, same: true, differences: [] });
  });

  test('says what differs', async () => {
    const { id, headId } = await startRun(store, spec, options);
    const [made] = await readProvenance(store, id);
    await addProvenance(store, id, { ...made!, version: '0.0.9', data: 'other' });
    const head = decodeHead(headData(store.db, headId!), 'head');
    head.weights.weight!.values[0]! += 1;
    const data = encodeHead(head);
    const hash = createHash('sha256').update(data).digest('hex');
    store.db.prepare('UPDATE heads SET data = ?, hash = ? WHERE id = ?').run(data, hash, headId);
    const { same, differences } = await repeatRun(store, id, options);
    expect(same).toBe(false);
    expect(differences).toEqual([
      { what: 'version', before: '0.0.9', now: made!.version },
      { what: 'data', before: 'other', now: made!.data },
    ]);
  });

  test('is refused without a head, and without its faces', async () => {
    const unfinished = addRun(store.db, spec, featureVersion);
    endRun(store.db, unfinished, 'cancelled');
    await expect(repeatRun(store, unfinished, options)).rejects.toMatchObject({ problem: 'run-unfinished' });
    const { id } = await startRun(store, spec, options);
    store.db.exec('DELETE FROM labels WHERE face_id = (SELECT min(face_id) FROM labels)');
    await expect(repeatRun(store, id, options)).rejects.toMatchObject({ problem: 'run-faces-gone' });
  });
});

test('what was trained again from an earlier epoch counts no more, and a damaged line none', async () => {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'runs', '7'), { recursive: true });
  const made = { version: '1', commit: null, backend: 'wasm', device: 'd', machine: 'm', data: 'x' };
  for (const firstEpoch of [1, 5, 3]) await addProvenance({ folder }, 7, { ...made, firstEpoch });
  expect((await readProvenance({ folder }, 7)).map(({ firstEpoch }) => firstEpoch)).toEqual([1, 3]);
  expect(await readProvenance({ folder }, 8)).toEqual([]);
});
