/** What the tests of WebGPU and of TensorFlow share: each runs in processes or pages of its own. */
import { existsSync } from 'node:fs';
import { type SpawnTrainer, spawnWithNode } from '../../src-main/compute/child.ts';
import { runTrainer } from '../../src-main/compute/trainer.ts';
import { type BackendId, trainSpec } from '../../src-shared/contract/index.ts';
import type { TrainData } from '../../src-shared/training/index.ts';
import { tammes } from './cli.ts';

/** SwiftShader, a GPU on the CPU, as Debian's Chromium and Google's Chrome carry it. */
export const swiftShader = [
  '/usr/lib/chromium/vk_swiftshader_icd.json',
  '/opt/google/chrome/vk_swiftshader_icd.json',
].find(existsSync);

const goldenPath = new URL('../golden/golden.json', import.meta.url).pathname;

/** All golden cases on a backend. */
export async function checkAll(backend: BackendId) {
  const { code, stdout, stderr } = await tammes([
    'losses',
    'check',
    goldenPath,
    '--backend',
    backend,
    '--json',
  ]);
  const report: { device: string; losses: { cases: number }[]; failed: object[] } = JSON.parse(
    stdout || 'null',
  );
  const noise = stderr.split('\n').filter((line) => line !== '' && !line.startsWith('Checking'));
  return { code, ...report, cases: report.losses.reduce((sum, { cases }) => sum + cases, 0), noise };
}

const feature = (seed: number) =>
  Float32Array.from({ length: 256 }, (_, i) => Math.abs(Math.sin(seed * (i + 1))));
const people = ['Ada', 'Grace', 'Mary'];
const data: TrainData = {
  people,
  features: people.flatMap((_, i) => [0, 0.01, 0.02].map((offset) => feature(i + 1 + offset))),
  labels: people.flatMap((_, i) => [i, i, i]),
  photos: Array.from({ length: 9 }, (_, i) => i),
  pretrained: Float32Array.from({ length: 256 * 128 }, (_, i) => Math.sin(i) / 10),
};

/** A short training. @returns the device and the loss of each epoch. */
export async function trainOn(
  backend: BackendId,
  spawn: SpawnTrainer = spawnWithNode,
): Promise<{ device: string; losses: number[] }> {
  const spec = trainSpec.parse({ loss: 'arcface', epochs: 3, backend });
  const { signal } = new AbortController();
  let device = '';
  const losses: number[] = [];
  for await (const message of runTrainer({ spec, data }, { signal, spawn })) {
    if (message.type === 'backend') device = message.device;
    else if (message.event.type === 'epoch') losses.push(message.event.metrics.loss);
  }
  return { device, losses };
}
