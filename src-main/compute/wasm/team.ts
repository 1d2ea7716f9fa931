/** Starts Tammes' own WASM kernels, and the threads that help them. */
import { readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { kernelsFile } from '../../app-files.ts';
import { type Kernels, kernelsOf, type Pointer } from './signatures.ts';

/** More threads than this bring little. */
const mostThreads = 8;

/** The functions that are no kernels. */
interface Team {
  teamBytes(threads: number): number;
  join(memory: Pointer, part: number, threads: number, joinsPairs: boolean): void;
}

/**
 * @param allocate bytes of the memory that stay ours.
 * @param threads as many as this if they start; the caller's own is one of them.
 * @param joinsPairs see `joinPairs` in vectors.ts.
 * @returns the kernels, how many threads they have, and what ends these: no kernel may be called after it.
 * @throws Error if the kernels have not been compiled, or the processor lacks an instruction.
 */
export function startTeam(
  memory: WebAssembly.Memory,
  allocate: (bytes: number) => Pointer,
  threads: number,
  joinsPairs: boolean,
): { kernels: Kernels; threads: number; end(): void } {
  const module = new WebAssembly.Module(readFileSync(kernelsFile));
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  const { teamBytes, join } = exports as unknown as Team;
  const count = Math.max(1, Math.min(threads, mostThreads));
  const bytes = teamBytes(count);
  // Cache lines are 64 bytes long.
  const team = Math.ceil(allocate(bytes + 64) / 64) * 64;
  new Uint8Array(memory.buffer, team, bytes).fill(0);
  const workers: Worker[] = [];
  for (let part = 1; part < count; part++) {
    const worker = new Worker(helper, {
      eval: true,
      execArgv: [],
      workerData: { module, memory, team, part, count, joinsPairs },
    });
    // A thread that dies would be waited for, for ever.
    worker.on('error', (error) => {
      throw error;
    });
    worker.unref();
    workers.push(worker);
  }
  join(team, 0, count, joinsPairs);
  const end = () => {
    for (const worker of workers) void worker.terminate();
  };
  return { kernels: kernelsOf(exports), threads: count, end };
}

const helper = `
  const { module, memory, team, part, count, joinsPairs } = require('node:worker_threads').workerData;
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  exports.join(team, part, count, joinsPairs);
  exports.serve();`;
