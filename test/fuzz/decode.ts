import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Decoded } from './decode-child.ts';

const entry = fileURLToPath(new URL('decode-child.ts', import.meta.url));

/** A mutant after which nothing is heard for so long hangs. */
export const longestMilliseconds = 10_000;

export interface DecodeReport {
  /** Mutants by what became of them. */
  outcomes: Record<string, number>;
  /** Mutants that crashed, hung or ended otherwise than with pixels or a TammesError. */
  faults: { index: number; fault: string }[];
  slowest: { index: number; milliseconds: number };
  /** Resident memory, bytes: the highest up to a quarter of the way, and at the end. */
  memory: { quarter: number; end: number };
}

/** Decodes mutants in a process of its own, which is started again behind one that ends it. */
export async function decodeMutants(
  seed: number,
  files: number,
  onDone: (done: number) => void,
): Promise<DecodeReport> {
  const report: DecodeReport = {
    outcomes: {},
    faults: [],
    slowest: { index: 0, milliseconds: 0 },
    memory: { quarter: 0, end: 0 },
  };
  for (let next = 0; next < files; ) {
    const ended = await decodeFrom(seed, next, files, (decoded) => {
      const { index, outcome, fault, milliseconds, memory } = decoded;
      next = index + 1;
      report.outcomes[outcome] = (report.outcomes[outcome] ?? 0) + 1;
      if (fault !== undefined) report.faults.push({ index, fault });
      if (milliseconds > report.slowest.milliseconds) report.slowest = { index, milliseconds };
      if (next <= files / 4) report.memory.quarter = Math.max(report.memory.quarter, memory);
      report.memory.end = memory;
      onDone(next);
    });
    if (next < files) report.faults.push({ index: next++, fault: ended });
  }
  return report;
}

/** @returns how the process ended. */
function decodeFrom(
  seed: number,
  from: number,
  to: number,
  onDecoded: (decoded: Decoded) => void,
): Promise<string> {
  const child = fork(entry, [seed, from, to].map(String), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  return new Promise((resolve) => {
    let hung = false;
    const onHang = () => {
      hung = true;
      child.kill('SIGKILL');
    };
    // The first is given time to start the process.
    let timer = setTimeout(onHang, 6 * longestMilliseconds);
    child.on('message', (decoded) => {
      clearTimeout(timer);
      timer = setTimeout(onHang, longestMilliseconds);
      onDecoded(decoded as Decoded);
    });
    child.on('exit', (code, signal) => {
      clearTimeout(timer);
      resolve(hung ? `hung for ${longestMilliseconds / 1000} s` : `ended with ${signal ?? code}`);
    });
  });
}
