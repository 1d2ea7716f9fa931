import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { qualityLimits } from '../../src-shared/contract/index.ts';
import { someDemoPeople } from '../helpers/cli.ts';
import { openWindow } from '../helpers/window.ts';

/** A window on three people, and a run of three epochs in it. */
async function openTrained() {
  const window = await openWindow();
  const { call, events, read } = window;
  await read(await someDemoPeople(['s01', 's05', 's06'], [1, 2, 3]));
  const { id } = await call('training.start', { loss: 'cosface', epochs: 3 });
  await vi.waitUntil(
    () => events.some((event) => event.type === 'training' && event.event.type === 'finished'),
    { timeout: 180_000 },
  );
  const [run] = await call('training.runs', undefined);
  expect(run).toMatchObject({ id, status: 'finished', lastEpoch: { epoch: 3 } });
  return { ...window, run: run! };
}

describe('a run', async () => {
  const { call, run } = await openTrained();

  test('leaves its history, a head, and the head’s spread', async () => {
    const history = await call('training.history', { runId: run.id });
    expect(history).toHaveLength(3);
    const seconds = history.map((epoch) => epoch.seconds!);
    expect(seconds[0]).toBeGreaterThan(0);
    expect(seconds).toEqual(seconds.toSorted((a, b) => a - b));
    expect(run.data).toMatch(/^[0-9a-f]{64}$/);
    const { source, spread } = await call('sphere.spread', { headId: run.headId! });
    expect({ source, count: spread.count }).toEqual({ source: 'learned', count: 3 });
    const samples = await call('sphere.samples', { headId: run.headId!, limit: 5 });
    expect(samples.total).toBeGreaterThan(5);
    expect([samples.faceIds.length, samples.labels.length, samples.embeddings.length]).toEqual([5, 5, 5]);
    expect(new Set(samples.labels).size).toBe(3);
    for (const row of samples.embeddings) expect(Math.hypot(...row)).toBeCloseTo(1, 5);
    await expect(call('training.resume', { runId: run.id })).rejects.toThrow('is finished');
  });

  test('can be told beforehand how far the photos carry', async () => {
    const limits = null;
    expect(await call('training.outlook', { limits })).toMatchObject({
      people: 3,
      singles: 0,
      photos: 9,
      canJudge: false,
    });
    const strict = { ...qualityLimits.parse({}), size: 10_000 };
    expect(await call('training.outlook', { limits: strict })).toMatchObject({ people: 0, photos: 0 });
  });

  test('with a spec that no loss takes is refused before it is made', async () => {
    const before = (await call('training.runs', undefined)).length;
    await expect(call('training.start', { loss: 'arcface', parameters: { margin: 99 } })).rejects.toThrow(
      'margin cannot be 99',
    );
    expect(await call('training.runs', undefined)).toHaveLength(before);
  });
});

describe('a run that is removed', async () => {
  const { call, library, run } = await openTrained();

  test('goes with its head, comes back as it was, and is gone once another goes', async () => {
    const { id: runId, headId } = run;
    const heads = await call('training.heads', undefined);
    const history = await call('training.history', { runId });
    await call('training.remove', { runId });
    expect(await call('training.runs', undefined)).not.toContainEqual(run);
    expect(await call('training.heads', undefined)).toEqual(heads.filter(({ id }) => id !== headId));
    await expect(call('sphere.spread', { headId: headId! })).rejects.toMatchObject({ code: 'unknown-id' });
    await expect(call('training.remove', { runId })).rejects.toMatchObject({ code: 'unknown-id' });

    await call('training.undoRemoval', { runId });
    expect((await call('training.runs', undefined))[0]).toEqual(run);
    expect(await call('training.heads', undefined)).toEqual(heads);
    expect(await call('training.history', { runId })).toEqual(history);
    await expect(call('training.undoRemoval', { runId })).rejects.toMatchObject({ code: 'unknown-id' });

    // So long that it cannot end before it is cancelled.
    const another = await call('training.start', { loss: 'cosface', epochs: 10_000 });
    await expect(call('training.start', { loss: 'arcface' })).rejects.toMatchObject({ code: 'busy' });
    await expect(call('training.remove', { runId: another.id })).rejects.toMatchObject({ code: 'busy' });
    await call('training.cancel', { runId: another.id });
    await call('training.remove', { runId });
    expect(existsSync(join(library, 'runs', String(runId)))).toBe(true);
    await call('training.remove', { runId: another.id });
    expect(existsSync(join(library, 'runs', String(runId)))).toBe(false);
    await expect(call('training.undoRemoval', { runId })).rejects.toMatchObject({ code: 'unknown-id' });
    expect((await call('training.heads', undefined)).map(({ name }) => name)).toEqual(['pretrained']);
    await call('training.undoRemoval', { runId: another.id });
    expect(await call('training.runs', undefined)).toMatchObject([{ id: another.id, status: 'cancelled' }]);
  });
});
