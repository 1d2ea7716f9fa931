/** Networks that people bring, on a graphics processor: SwiftShader, which is one on the CPU. */
import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { computing } from '../../src-main/compute/child.ts';
import type { BackboneFile } from '../../src-main/vision/backbone-session.ts';
import { tasksBeforeTrial } from '../../src-main/vision/choose-processor.ts';
import { createVisionPool } from '../../src-main/vision/pool.ts';
import type { Numbered, SpawnPoolProcess } from '../../src-main/vision/process-pool.ts';
import type { Answer, GraphicsAnswer, Task } from '../../src-main/vision/vision-worker.ts';
import { randomFrom } from '../../src-shared/random.ts';
import { versionOfBackbone } from '../../src-shared/vision/index.ts';
import { temporaryFolder } from '../helpers/cli.ts';
import { swiftShader } from '../helpers/native-processes.ts';
import { side, size, smallNetwork } from '../helpers/small-network.ts';

let backbone: BackboneFile;
beforeAll(async () => {
  const path = join(await temporaryFolder(), 'small.onnx');
  const bytes = smallNetwork();
  await writeFile(path, bytes);
  backbone = {
    path,
    hash: createHash('sha256').update(bytes).digest('hex'),
    featureVersion: versionOfBackbone(1),
    descriptor: {
      ...{ name: 'small', template: 'arcface112', mirror: true, licence: '' },
      input: {
        ...{ name: 'face', side, layout: 'nchw', colours: 'rgb', batch: true },
        ...{ mean: [127.5, 127.5, 127.5], deviation: [127.5, 127.5, 127.5] },
      },
      output: { name: 'row', size },
    },
  };
});

const random = randomFrom(3);
const cuts = [1, 2].map(() => Uint8Array.from({ length: side * side * 3 }, () => 255 * random.uniform()));

interface Watch {
  /** What drives the graphics processor. */
  driver: string;
  /** Hears each task, and ends the process with it if it says so. */
  onTask?(task: Task): boolean;
  /** Changes what the trial says. */
  onTrial?(answer: GraphicsAnswer): GraphicsAnswer;
  /** The trial's process ended. */
  onTrialEnd?(): void;
}

/** Forks the pool's processes as the app does, and looks at what goes to and fro. */
const watched =
  ({ driver, onTask, onTrial, onTrialEnd }: Watch): SpawnPoolProcess =>
  (entry) => {
    const child = fork(entry, { ...computing, env: { ...process.env, VK_ICD_FILENAMES: driver } });
    return {
      send(message) {
        const { value: task } = message as Numbered<Task>;
        if (task.kind === 'graphics') child.on('exit', () => onTrialEnd?.());
        if (onTask?.(task)) child.kill('SIGKILL');
        else child.send(message as object);
      },
      onMessage: (listener) =>
        child.on('message', (message) => {
          const { id, value } = message as Numbered<Answer>;
          listener({ id, value: onTrial && 'trial' in value ? onTrial(value) : value });
        }),
      onExit: (listener) => child.on('exit', (code, signal) => listener(signal ?? `code ${code}`)),
      kill: () => child.kill('SIGKILL'),
    };
  };

/** Describes faces until the trial has answered, and twice more. @returns the features before and after, and where they were made. */
async function describeMany({ onTask, onTrial, ...watch }: Watch) {
  const processors: string[] = [];
  let trial: GraphicsAnswer['trial'] | undefined;
  const { promise: ended, resolve: onTrialEnd } = Promise.withResolvers<void>();
  const pool = createVisionPool({
    workers: 1,
    backbone,
    spawn: watched({
      ...watch,
      onTask(task) {
        if (task.kind === 'cuts') processors.push(task.processor);
        return onTask?.(task) ?? false;
      },
      onTrial(answer) {
        trial = answer.trial;
        return onTrial?.(answer) ?? answer;
      },
      onTrialEnd,
    }),
  });
  try {
    const before = await pool.describeCuts(cuts);
    for (let i = 1; i < tasksBeforeTrial; i++) await pool.describeCuts(cuts);
    await ended;
    await setImmediate();
    processors.length = 0;
    const after = [await pool.describeCuts(cuts), await pool.describeCuts(cuts)];
    return { before, after, trial, processors };
  } finally {
    await pool.close();
  }
}

function expectSame(some: number[][], others: number[][]): void {
  expect(others.map((row) => row.length)).toEqual(cuts.map(() => size));
  const far = others.flatMap((row, i) => row.map((value, k) => Math.abs(value - some[i]![k]!)));
  expect(Math.max(...far)).toBeLessThan(1e-5);
}

/** As if it were fast. */
const praised = () => ({ trial: { gain: 100 } });

test('a machine without one goes on with the CPU', async () => {
  const { before, after, trial, processors } = await describeMany({ driver: '/nowhere.json' });
  expect(trial).toBeNull();
  expect(processors).toEqual(['cpu', 'cpu']);
  for (const features of after) expect(features).toEqual(before);
});

test('one that is lost after its trial leaves the work to the CPU', async () => {
  const { before, after, processors } = await describeMany({ driver: '/nowhere.json', onTrial: praised });
  expect(processors).toEqual(['webgpu', 'webgpu']);
  for (const features of after) expect(features).toEqual(before);
});

test('one whose driver ends the process is given up', async () => {
  const onTask = (task: Task) => task.kind === 'cuts' && task.processor === 'webgpu';
  const { before, after, processors } = await describeMany({
    ...{ driver: '/nowhere.json', onTrial: praised, onTask },
  });
  expect(processors).toEqual(['webgpu', 'cpu', 'cpu']);
  for (const features of after) expect(features).toEqual(before);
});

describe.skipIf(swiftShader === undefined)('on SwiftShader', () => {
  test('it gives the same features', async () => {
    const { before, after, trial, processors } = await describeMany({
      driver: swiftShader!,
      onTrial: praised,
    });
    // Null without libvulkan1, which drives it.
    if (process.env.TAMMES_REQUIRE_BROWSER) expect(trial).toEqual({ gain: expect.any(Number) });
    expect(processors).toEqual(['webgpu', 'webgpu']);
    for (const features of after) expectSame(before, features);
  });
});
