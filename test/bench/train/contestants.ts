/** Who is measured: our backends, each in a process of its own, and the peer's program. */
import { type ChildProcess, execFile, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { BackendId, BackendStatus } from '../../../src-shared/contract/index.ts';
import type { Case } from './cases.ts';
import type { FromWorker, Grown, ToWorker } from './messages.ts';

const pathOf = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const peerProgram = pathOf('../peers/train_pytorch.py');

/** A process that has opened a case and is warm. */
export interface Contestant {
  name: string;
  device: string;
  /** Milliseconds of a block of steps. */
  block(steps: number): Promise<number>;
  /** Only ours can look into themselves. */
  grow?(steps: number): Promise<Grown>;
  close(): void;
}

export async function listOurs(): Promise<BackendStatus[]> {
  const worker = startWorker();
  try {
    return await worker.ask({ type: 'list' });
  } finally {
    worker.close();
  }
}

export async function openOurs(
  backend: BackendId,
  work: Case,
): Promise<Required<Contestant> & { tfjs: string }> {
  const worker = startWorker();
  const { device, tfjs } = await worker.ask({ type: 'open', backend, work });
  return {
    name: backend,
    device,
    tfjs,
    block: (steps) => worker.ask({ type: 'block', steps }),
    grow: (steps) => worker.ask({ type: 'grow', steps }),
    close: worker.close,
  };
}

function startWorker() {
  const child = fork(pathOf('worker.ts'), {
    serialization: 'advanced',
    // The second as the trainer's own process has it.
    execArgv: ['--expose-gc', '--max-semi-space-size=1'],
    // TensorFlow would else take the whole GPU, beside which the peer has no room.
    env: { ...process.env, TF_FORCE_GPU_ALLOW_GROWTH: 'true', TF_CPP_MIN_LOG_LEVEL: '2' },
  });
  return {
    async ask<T extends ToWorker['type']>(message: Extract<ToWorker, { type: T }>): Promise<FromWorker[T]> {
      child.send(message);
      const [reply] = await Promise.race([
        once(child, 'message'),
        once(child, 'exit').then(([code]) => [{ error: `its process ended with code ${code}` }]),
      ]);
      if ('error' in reply) throw new Error(reply.error);
      return reply.value;
    },
    close: () => {
      child.kill();
    },
  };
}

const probed = z.object({ torch: z.string(), cuda: z.string().nullable() });
export type Peer = z.infer<typeof probed>;

const python = process.env.TAMMES_PYTHON ?? 'python3';

/** What the peer has, or why it cannot run. */
export async function probePeer(): Promise<Peer | { missing: string }> {
  try {
    const { stdout } = await promisify(execFile)(python, [peerProgram, 'probe']);
    return probed.parse(JSON.parse(stdout));
  } catch (error) {
    const last = String((error as { stderr?: unknown }).stderr ?? error)
      .trim()
      .split('\n')
      .at(-1);
    return { missing: `${last}. Name a Python with torch in TAMMES_PYTHON.` };
  }
}

/** @param threads of PyTorch on the CPU. */
export async function openPeer(device: 'cpu' | 'cuda', work: Case, threads: number): Promise<Contestant> {
  const child = spawn(python, [peerProgram, 'serve', device, String(threads)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ask = async (line: string): Promise<string> => {
    child.stdin.write(`${line}\n`);
    const { value, done } = await lines.next();
    if (done) throw new Error(`PyTorch ended with code ${await exitCode(child)}`);
    return value;
  };
  await ask(JSON.stringify(work));
  return {
    name: `pytorch-${device}`,
    device,
    block: async (steps) => Number(await ask(String(steps))),
    close: () => {
      child.kill();
    },
  };
}

async function exitCode(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null) await once(child, 'exit');
  return child.exitCode;
}
