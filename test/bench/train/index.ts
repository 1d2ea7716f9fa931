/**
 * `npm run bench -- train`: milliseconds a training step and memory, our backends and PyTorch side by side.
 *
 * All contestants of a case are open at once and take turns, a block of steps each: noise of the machine then hits all
 * of them. A block ends when its last loss is there.
 */
import { toEnglish } from '../../../src-shared/errors/index.ts';
import { describeCommit, describeMachine, gpuDriver, tagOf, withoutPaths } from '../machine.ts';
import { writeResult } from '../results.ts';
import { median } from '../statistics.ts';
import { type Case, cases, memoryLimit, neededBytes } from './cases.ts';
import { type Contestant, listOurs, openOurs, openPeer, type Peer, probePeer } from './contestants.ts';
import type { Ours, Timing, TrainResult } from './result.ts';

export interface TrainOptions {
  rounds: number;
  /** Seconds that a block takes at least. */
  seconds: number;
  /** Steps over which memory is watched, and the seconds after which it is enough. */
  steps: number;
  patience: number;
  threads: number;
  /** Parts of the names of cases and, with commas between, of backends to measure; absent: all. */
  only?: string;
  backend?: string;
  /** Name of the result; absent: by the machine. */
  tag?: string;
}

export async function benchTrain(options: TrainOptions): Promise<void> {
  const machine = await describeMachine();
  const statuses = await listOurs();
  const peer = await probePeer();
  const available = statuses.filter(({ available }) => available);
  const backends = available.filter(({ id }) =>
    (options.backend ?? '').split(',').some((part) => id.includes(part)),
  );
  const missing: TrainResult['missing'] = statuses
    .filter(({ available }) => !available)
    .map(({ id, failure }) => ({
      name: id,
      why: withoutPaths(failure === null ? '' : toEnglish(failure).message),
    }));
  if ('missing' in peer) missing.push({ name: 'pytorch', why: withoutPaths(peer.missing) });
  for (const { name, why } of missing) say(`Not measured: ${name}. ${why}`);

  const versions: Record<string, string> = { node: process.version };
  if ('torch' in peer) versions.torch = peer.torch;
  const driver = await gpuDriver();
  if (driver !== null) versions['NVIDIA driver'] = driver;
  const measured: TrainResult['cases'] = [];
  for (const work of cases.filter(({ id }) => id.includes(options.only ?? ''))) {
    say(`${work.id}: opening`);
    const ours = [];
    const peers: Contestant[] = [];
    try {
      for (const { id } of backends) ours.push(await openOurs(id, work));
      for (const device of devicesOf(peer)) peers.push(await openPeer(device, work, options.threads));
      for (const { tfjs } of ours) versions.tfjs = tfjs;
      measured.push(await race(work, ours, peers, options));
    } finally {
      for (const contestant of [...ours, ...peers]) contestant.close();
    }
  }
  const result: TrainResult = {
    header: { at: new Date().toISOString(), commit: await describeCommit(), machine, versions },
    rounds: options.rounds,
    peerThreads: options.threads,
    missing,
    cases: measured,
  };
  say(`Written: ${await writeResult('train', options.tag ?? tagOf(machine), result)}`);
}

function devicesOf(peer: Peer | { missing: string }): ('cpu' | 'cuda')[] {
  if ('missing' in peer) return [];
  return peer.cuda === null ? ['cpu'] : ['cpu', 'cuda'];
}

async function race(
  work: Case,
  ours: readonly Required<Contestant>[],
  peers: readonly Contestant[],
  { rounds, seconds, steps, patience }: TrainOptions,
): Promise<TrainResult['cases'][number]> {
  const all = [...ours, ...peers].map((contestant) => ({
    contestant,
    stepsPerBlock: 3,
    blocks: [] as number[],
  }));
  for (const entry of all) {
    const perStep = (await entry.contestant.block(3)) / 3;
    entry.stepsPerBlock = Math.max(3, Math.ceil((1000 * seconds) / perStep));
  }
  for (let round = 0; round < rounds; round++) {
    // Everybody begins a round once in a while.
    const first = round % all.length;
    for (const { contestant, stepsPerBlock, blocks } of [...all.slice(first), ...all.slice(0, first)]) {
      blocks.push((await contestant.block(stepsPerBlock)) / stepsPerBlock);
    }
  }
  const timings = all.map(({ contestant, stepsPerBlock, blocks }): Timing => {
    const msPerStep = median(blocks);
    const { name, device } = contestant;
    say(`${work.id}: ${name.padEnd(16)} ${msPerStep.toFixed(2)} ms a step`);
    return {
      name,
      device,
      stepsPerBlock,
      blocks,
      msPerStep,
      samplesPerSecond: (1000 * work.batchSize) / msPerStep,
    };
  });
  const peerTimings = timings.slice(ours.length);
  const needed = neededBytes(work);
  const measured: Ours[] = [];
  for (const [i, contestant] of ours.entries()) {
    const timing = timings[i]!;
    const enough = Math.max(10, Math.floor((1000 * patience) / timing.msPerStep));
    const memory = await contestant.grow(Math.min(steps, enough));
    say(
      `${work.id}: ${timing.name.padEnd(16)} ${(memory.peak / 2 ** 20).toFixed(1)} MiB after ${memory.steps} steps`,
    );
    const ratios = peerTimings.map(({ name, msPerStep }) => [name, msPerStep / timing.msPerStep]);
    measured.push({
      ...timing,
      memory: { ...memory, needed, limit: memoryLimit(needed) },
      ratios: Object.fromEntries(ratios),
    });
  }
  return { work, ours: measured, peers: peerTimings };
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
