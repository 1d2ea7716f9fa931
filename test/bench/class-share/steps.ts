/** `npm run bench -- classes`: time and memory of a step with very many classes, by the share of them that it sees. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { BackendId } from '../../../src-shared/contract/index.ts';
import { tagOf, withoutPaths } from '../machine.ts';
import { headerNow, writeResult } from '../results.ts';
import { median } from '../statistics.ts';
import type { StepFigures, StepsResult } from './result.ts';
import type { FromStepsWorker, StepsWork, ToStepsWorker } from './worker.ts';

export interface StepsOptions {
  /** With commas between. */
  backends: string;
  /** Numbers of classes, with commas between. */
  sizes: string;
  rounds: number;
  /** Seconds within which the first step is to be done. */
  patience: number;
  tag?: string;
}

/** The first is what the others are compared with. */
const shares = [1, 0.1, 0.01];
const batchSize = 256;
const dim = 128;
/** Milliseconds that a block of steps takes at least. */
const blockTime = 1000;

export async function benchSteps({ backends, sizes, rounds, patience, tag }: StepsOptions): Promise<void> {
  const header = await headerNow();
  const measured: StepsResult['backends'] = [];
  for (const backend of backends.split(',') as BackendId[]) {
    const own: StepsResult['backends'][number] = { backend, device: '', sizes: [] };
    measured.push(own);
    for (const classes of sizes.split(',').map(Number)) {
      const { device, ...size } = await measureSize(backend, classes, rounds, patience);
      own.device ||= device;
      own.sizes.push(size);
      const result: StepsResult = { header, batchSize, dim, backends: measured };
      const path = await writeResult('classes', tag ?? tagOf(header.machine), result);
      process.stderr.write(`${path}: ${backend}, ${classes} classes\n`);
    }
  }
}

/** All shares take turns, so that what else the machine does falls on all of them. */
async function measureSize(backend: BackendId, classes: number, rounds: number, patience: number) {
  const failed: { share: number; why: string }[] = [];
  const opened: Opened[] = [];
  try {
    for (const share of shares) {
      const worker = startWorker();
      const impatience = setTimeout(worker.close, 1000 * patience);
      try {
        const work: StepsWork = { backend, classes, share, batchSize, dim };
        const { device, seen } = await worker.ask({ type: 'open', work });
        const { milliseconds } = await worker.ask({ type: 'block', steps: 1 });
        const steps = Math.max(1, Math.ceil(blockTime / milliseconds));
        opened.push({ share, seen, device, steps, worker, blocks: [] });
      } catch (error) {
        worker.close();
        failed.push({ share, why: withoutPaths(error instanceof Error ? error.message : String(error)) });
      } finally {
        clearTimeout(impatience);
      }
    }
    for (let round = 0; round < rounds; round++) {
      for (const { worker, steps, blocks } of opened) blocks.push(await worker.ask({ type: 'block', steps }));
    }
    const all = opened.find(({ share }) => share === 1);
    return {
      device: opened[0]?.device ?? '',
      classes,
      steps: opened.map((one) => figuresOf(one, all)),
      failed,
    };
  } finally {
    for (const { worker } of opened) worker.close();
  }
}

interface Opened {
  share: number;
  seen: number;
  device: string;
  /** Of a block. */
  steps: number;
  worker: ReturnType<typeof startWorker>;
  blocks: FromStepsWorker['block'][];
}

function figuresOf({ share, seen, steps, blocks }: Opened, all: Opened | undefined): StepFigures {
  const times = blocks.map(({ processor }) => processor / steps);
  return {
    share,
    seen,
    milliseconds: median(blocks.map(({ milliseconds }) => milliseconds / steps)),
    processor: median(times),
    ratio:
      all === undefined
        ? null
        : median(times.map((time, round) => time / (all.blocks[round]!.processor / all.steps))),
    held: blocks.at(-1)!.held,
    peak: blocks.at(-1)!.peak,
  };
}

function startWorker() {
  const child = fork(fileURLToPath(new URL('worker.ts', import.meta.url)), {
    serialization: 'advanced',
    execArgv: ['--expose-gc', '--max-semi-space-size=1'],
    env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '2' },
  });
  return {
    async ask<T extends ToStepsWorker['type']>(
      message: Extract<ToStepsWorker, { type: T }>,
    ): Promise<FromStepsWorker[T]> {
      child.send(message);
      const [reply] = await Promise.race([
        once(child, 'message'),
        once(child, 'exit').then(([code, signal]) => [
          {
            error:
              signal === 'SIGTERM'
                ? 'it had not done a step when patience ended'
                : `its process ended (${signal ?? code})`,
          },
        ]),
      ]);
      if ('error' in reply) throw new Error(reply.error);
      return reply.value;
    },
    close: () => {
      child.kill();
    },
  };
}
