import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { removeTrained } from '../../src-main/services/runs.ts';
import { addProvenance } from '../../src-main/store/provenance.ts';
import { addHead, addRun, endRun } from '../../src-main/store/runs.ts';
import { openStore } from '../../src-main/store/store.ts';
import { trainSpec } from '../../src-shared/contract/index.ts';
import { featureVersion } from '../../src-shared/vision/index.ts';
import { tammes, temporaryFolder } from '../helpers/cli.ts';

test('runs are listed, removed by name or number, and brought back', { timeout: 180_000 }, async () => {
  const library = await temporaryFolder();
  const store = openStore(library);
  for (const loss of ['arcface', 'triplet']) {
    const runId = addRun(store.db, trainSpec.parse({ loss }), featureVersion);
    const head = {
      kind: 'linear',
      dim: 128,
      loss,
      hasCentres: false,
      verdict: null,
      data: new Uint8Array(1),
    } as const;
    addHead(store.db, { ...head, name: `${loss}-${runId}`, runId });
    endRun(store.db, runId, 'finished');
  }
  const running = addRun(store.db, trainSpec.parse({ loss: 'vpl' }), featureVersion);
  await expect(removeTrained(store, running)).rejects.toMatchObject({ code: 'busy' });
  endRun(store.db, running, 'failed');
  store.close();

  const run = async (...args: string[]) => {
    const { code, stdout, stderr } = await tammes(['runs', ...args, '--library', library, '--json']);
    return { code, stderr, answer: code === 0 ? JSON.parse(stdout) : null };
  };
  const ids = async () => (await run()).answer.map(({ id }: { id: number }) => id);
  expect(await ids()).toEqual([3, 2, 1]);
  expect((await run('arcface-1', '--remove')).answer).toEqual({ runId: 1 });
  expect(await ids()).toEqual([3, 2]);
  expect((await run('--undo')).answer).toEqual({ runId: 1 });
  expect((await run('2', '--remove')).answer).toEqual({ runId: 2 });
  expect((await run('vpl-3', '--remove')).answer).toEqual({ runId: 3 });
  expect((await run('--undo')).answer).toEqual({ runId: 3 });
  expect((await run('--undo')).code).toBe(1);
  expect((await run('--remove')).stderr).toContain('No run is named');
  expect((await run('triplet-2')).stderr).toContain('Runs of the library: vpl-3, arcface-1');
});

test('a run is given tags and a note, which are taken back', { timeout: 180_000 }, async () => {
  const library = await temporaryFolder();
  const store = openStore(library);
  endRun(store.db, addRun(store.db, trainSpec.parse({ loss: 'arcface' }), featureVersion), 'finished');
  store.close();
  const run = async (...args: string[]) => {
    const { code, stdout, stderr } = await tammes([...args, '--library', library, '--json']);
    return { code, stderr, answer: code === 0 ? JSON.parse(stdout) : null };
  };
  const noted = async () => {
    const { tags, note } = (await run('runs')).answer[0];
    return { tags, note };
  };
  const first = await run('runs', 'tag', 'arcface-1', 'baseline', ' old photos ', '--note', 'Before May.');
  expect(first.answer).toMatchObject({ runId: 1, tags: ['baseline', 'old photos'], note: 'Before May.' });
  expect((await run('runs', 'tag', '1', 'baseline', 'paper')).answer.tags).toEqual([
    'baseline',
    'old photos',
    'paper',
  ]);
  expect((await run('runs', 'tag', '1', '--remove', 'baseline')).answer.tags).toEqual([
    'old photos',
    'paper',
  ]);
  expect(await noted()).toEqual({ tags: ['old photos', 'paper'], note: 'Before May.' });
  const refused = await run('runs', 'tag', '1', 'a,b');
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain('a tag has no comma');
  for (let i = 0; i < 3; i++) expect((await run('undo')).code).toBe(0);
  expect(await noted()).toEqual({ tags: [], note: '' });
});

test('a run is shown with what it takes to repeat it', { timeout: 180_000 }, async () => {
  const library = await temporaryFolder();
  const store = openStore(library);
  const runs = ['arcface', 'triplet'].map((loss) =>
    addRun(store.db, trainSpec.parse({ loss, epochs: 7 }), featureVersion),
  );
  for (const id of runs) endRun(store.db, id, 'finished');
  const made = {
    ...{ firstEpoch: 1, version: '0.1.0', commit: 'abc123', backend: 'wasm', device: 'CPU' },
    ...{ machine: 'Linux, two cores', data: 'd'.repeat(64) },
  };
  await mkdir(join(library, 'runs', '1'), { recursive: true });
  await addProvenance(store, 1, made);
  store.close();
  const show = (...args: string[]) => tammes(['runs', 'show', ...args, '--library', library]);
  const { stdout, code } = await show('arcface-1');
  expect(code).toBe(0);
  for (const line of [
    /^arcface-1: finished, started /m,
    /^commit +abc123$/m,
    /^backend +wasm \(CPU\)$/m,
    /^machine +Linux, two cores$/m,
    /^data +d{64}$/m,
    /^epochs +7$/m,
    /^optimiser\.\w+ +/m,
  ])
    expect(stdout).toMatch(line);
  expect(JSON.parse((await show('1', '--json')).stdout)).toMatchObject({ id: 1, provenance: [made] });
  expect((await show('triplet-2')).stdout).toContain('Nothing is known of what it was trained with.');
  expect((await show('triplet-9')).stderr).toContain('Runs of the library: triplet-2, arcface-1');
});
