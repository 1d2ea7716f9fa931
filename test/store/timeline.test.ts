import { appendFile, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { appendFrame, beginTimeline, readFrames, readPlan } from '../../src-main/store/timeline.ts';
import { temporaryFolder } from '../helpers/cli.ts';

const plan = { people: ['Ada', 'Ben'], dim: 2, source: 'learned' as const, steps: 30, every: 10 };
const frameAt = (step: number) => ({
  step,
  epoch: step / 10,
  centres: Float32Array.from([1, 0, Math.SQRT1_2, step / 100]),
});

let files: { plan: string; frames: string; sums: string };

beforeEach(async () => {
  const folder = join(await temporaryFolder(), 'runs', '1');
  files = {
    plan: join(folder, 'timeline.json'),
    frames: join(folder, 'timeline.bin'),
    sums: join(folder, 'timeline.sums'),
  };
  expect(await beginTimeline(files, plan, 0)).toBe(0);
  for (const step of [0, 10, 20]) await appendFrame(files, frameAt(step));
});

const stepsFrom = async (from: number) => {
  const { total, frames } = await readFrames(files, plan, from);
  return { total, steps: frames.map(({ step }) => step) };
};

describe('a timeline on disk', () => {
  test('gives back what was written, from any frame on', async () => {
    expect(await readPlan(files)).toEqual(plan);
    const { frames } = await readFrames(files, plan, 1);
    expect(frames[0]).toMatchObject({ step: 10, epoch: 1 });
    const { buffer, byteOffset } = frames[1]!.centres;
    expect(new Float32Array(buffer, byteOffset, 4)).toEqual(frameAt(20).centres);
    expect(await stepsFrom(3)).toEqual({ total: 3, steps: [] });
  });

  test('passes over a last frame that a crash cut short', async () => {
    await appendFile(files.frames, Buffer.alloc(11));
    expect(await stepsFrom(0)).toEqual({ total: 3, steps: [0, 10, 20] });
  });

  test('taken up again at a step keeps the frames up to it, and drops half a frame', async () => {
    await appendFile(files.frames, Buffer.alloc(11));
    expect(await beginTimeline(files, plan, 15)).toBe(2);
    await appendFrame(files, frameAt(20));
    expect(await stepsFrom(0)).toEqual({ total: 3, steps: [0, 10, 20] });
    expect((await readFile(files.frames)).length).toBe(3 * 24);
  });

  test('begun anew, or with other classes, drops them all', async () => {
    expect(await beginTimeline(files, { ...plan, people: ['Ada', 'Cleo'] }, 15)).toBe(0);
    expect(await stepsFrom(0)).toEqual({ total: 0, steps: [] });
  });

  test('is not shown if a bit of it, or of its plan, has changed', async () => {
    const bytes = await readFile(files.frames);
    bytes[30]! ^= 1;
    await writeFile(files.frames, bytes);
    await expect(stepsFrom(0)).rejects.toMatchObject({ problem: 'timeline-damaged' });
    expect((await stepsFrom(2)).steps).toEqual([20]);
    const text = await readFile(files.plan, 'utf8');
    await writeFile(files.plan, text.replace('Ada', 'Ida'));
    await expect(readPlan(files)).rejects.toMatchObject({ problem: 'timeline-damaged' });
  });

  test('of an older version, without checksums, is read and goes on', async () => {
    await rm(files.sums);
    await writeFile(files.plan, JSON.stringify(plan));
    expect((await stepsFrom(0)).steps).toEqual([0, 10, 20]);
    expect(await beginTimeline(files, plan, 15)).toBe(2);
    await appendFrame(files, frameAt(20));
    expect((await stepsFrom(0)).steps).toEqual([0, 10, 20]);
  });

  test('of a run that recorded none there is no plan', async () => {
    expect(await readPlan({ ...files, plan: `${files.plan}.none` })).toBeNull();
  });
});
