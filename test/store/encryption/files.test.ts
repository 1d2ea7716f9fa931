import { appendFile, cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { keyOf, lockLibrary, unlockLibrary } from '../../../src-main/store/encryption/keyring.ts';
import {
  appendEpoch,
  facesFile,
  keepHistory,
  readCheckpoint,
  readHistory,
  readRunFaces,
  timelineFiles,
  wholeHistory,
  writeCheckpoint,
  writeRunFaces,
} from '../../../src-main/store/run-files.ts';
import {
  appendFrame,
  beginTimeline,
  checkTimeline,
  forgetInTimeline,
  readFrames,
  readPlan,
} from '../../../src-main/store/timeline.ts';
import { temporaryFolder } from '../../helpers/cli.ts';
import { metricsOf } from '../../helpers/metrics.ts';
import { occurrences } from '../../helpers/occurrences.ts';

const plan = { people: ['Zyxwvut', 'Ben'], dim: 2, source: 'learned' as const, steps: 30, every: 10 };
const frameAt = (step: number) => ({
  step,
  epoch: step / 10,
  centres: Float32Array.from([1, 0.123456, Math.SQRT1_2, step / 100]),
});

describe('the files of runs of an encrypted library', () => {
  let folder = '';
  const library = () => ({ folder });
  beforeEach(async () => {
    folder = await temporaryFolder();
    unlockLibrary(folder, new Uint8Array(32).fill(3));
    await mkdir(join(folder, 'runs', '1'), { recursive: true });
    await writeRunFaces(library(), 1, [{ faceId: 77, shot: 1, label: 0 }]);
    for (const epoch of [1, 2, 3]) await appendEpoch(library(), 1, metricsOf(epoch));
    await writeCheckpoint(library(), 1, Buffer.from('the checkpoint of Zyxwvut'));
    const files = timelineFiles(library(), 1);
    await beginTimeline(files, plan, 0);
    for (const step of [0, 10, 20]) await appendFrame(files, frameAt(step));
  });

  const steps = async (from = 0) =>
    (await readFrames(timelineFiles(library(), 1), plan, from)).frames.map(({ step }) => step);

  test('are read as they were written, and hold nothing in clear', async () => {
    expect(await readRunFaces(library(), 1)).toEqual([{ faceId: 77, shot: 1, label: 0 }]);
    expect((await wholeHistory(library(), 1)).map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
    expect(Buffer.from((await readCheckpoint(library(), 1))!).toString()).toBe('the checkpoint of Zyxwvut');
    const files = timelineFiles(library(), 1);
    expect(await readPlan(files)).toEqual(plan);
    expect(await steps(1)).toEqual([10, 20]);
    const [first] = (await readFrames(files, plan, 0)).frames;
    expect(new Float32Array(first!.centres.slice().buffer)).toEqual(frameAt(0).centres);
    await checkTimeline(files, true);
    const centre = Buffer.from(frameAt(10).centres.slice(0, 2).buffer);
    expect(await occurrences(folder, [Buffer.from('Zyxwvut'), Buffer.from('"epoch"'), centre])).toEqual({});
  });

  test('go on, are cut and lose people like those in clear', async () => {
    const files = timelineFiles(library(), 1);
    expect(await beginTimeline(files, plan, 15)).toBe(2);
    await appendFrame(files, frameAt(20));
    expect(await steps()).toEqual([0, 10, 20]);
    await keepHistory(library(), 1, 2);
    expect(await readHistory(library(), 1)).toHaveLength(2);
    await forgetInTimeline(files, (name) => name === 'Zyxwvut');
    const kept = (await readPlan(files))!;
    expect(kept.people).toEqual(['Ben']);
    expect((await readFrames(files, kept, 0)).frames).toHaveLength(3);
    await checkTimeline(files, true);
  });

  test('cannot be read without the key, and not in the place of another run’s', async () => {
    await cp(join(folder, 'runs', '1'), join(folder, 'runs', '2'), { recursive: true });
    await expect(readRunFaces(library(), 2)).rejects.toMatchObject({ problem: 'run-faces-damaged' });
    await expect(readCheckpoint(library(), 2)).rejects.toMatchObject({ problem: 'checkpoint-damaged' });
    lockLibrary(folder);
    expect(keyOf(folder)).toBeNull();
    await expect(readCheckpoint(library(), 1)).rejects.toMatchObject({ problem: 'library-locked' });
  });

  test('tell damage as those in clear do', async () => {
    const change = async (path: string, at: number) => {
      const bytes = await readFile(path);
      bytes[at < 0 ? bytes.length + at : at]! ^= 1;
      await writeFile(path, bytes);
    };
    const files = timelineFiles(library(), 1);
    await change(files.frames, -10);
    await expect(steps()).rejects.toMatchObject({ problem: 'timeline-damaged' });
    expect((await readFrames(files, plan, 0).catch(() => null)) ?? (await readPlan(files))).toEqual(plan);
    await change(facesFile(library(), 1), 40);
    await expect(readRunFaces(library(), 1)).rejects.toMatchObject({ problem: 'run-faces-damaged' });
    const events = join(folder, 'runs', '1', 'events.jsonl');
    await appendFile(events, Buffer.alloc(11));
    expect(await readHistory(library(), 1)).toHaveLength(3);
    await expect(wholeHistory(library(), 1)).rejects.toMatchObject({ problem: 'run-history-damaged' });
    await change(events, 30);
    await expect(wholeHistory(library(), 1)).rejects.toMatchObject({ problem: 'run-history-damaged' });
  });
});
