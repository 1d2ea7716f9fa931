import { expect, test } from 'vitest';
import { ensurePretrained, findHead, headsOf, useHead } from '../../src-main/services/heads.ts';
import { removeRun } from '../../src-main/store/run-removal.ts';
import { addHead, addRun, endRun } from '../../src-main/store/runs.ts';
import { openStore } from '../../src-main/store/store.ts';
import { trainSpec } from '../../src-shared/contract/index.ts';
import { featureVersion } from '../../src-shared/vision/index.ts';
import { temporaryFolder } from '../helpers/cli.ts';

test('the pretrained head is active until another is taken, and again once that is gone', async () => {
  const store = openStore(await temporaryFolder());
  try {
    await ensurePretrained(store);
    const runId = addRun(store.db, trainSpec.parse({ loss: 'arcface' }), featureVersion);
    const record = { kind: 'linear', dim: 128, loss: 'arcface', hasCentres: false, verdict: null } as const;
    addHead(store.db, { ...record, name: `arcface-${runId}`, runId, data: new Uint8Array(1) });
    endRun(store.db, runId, 'finished');
    expect((await findHead(store)).name).toBe('pretrained');
    expect(await useHead(store, 'arcface-1')).toMatchObject({
      name: 'arcface-1',
      active: true,
      verdict: null,
    });
    expect((await findHead(store)).name).toBe('arcface-1');
    expect((await findHead(store, 'pretrained')).active).toBe(false);
    await expect(useHead(store, 'nobody')).rejects.toThrow('nobody');
    removeRun(store.db, runId);
    expect((await findHead(store)).name).toBe('pretrained');
    expect(headsOf(store).filter(({ active }) => active)).toHaveLength(1);
  } finally {
    store.close();
  }
});
