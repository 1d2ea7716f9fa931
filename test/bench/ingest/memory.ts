import { readFileSync } from 'node:fs';

/** Bytes in memory of a process and those that it has started. Pages that they share count for each. */
export interface Resident {
  now: number;
  /** The sum of the peaks of all. */
  peak: number;
  /** The largest peak of one that it has started; null without one. */
  worker: number | null;
  /** Of the process itself, and of each that it has started, now. */
  self: number;
  workers: number[];
}

/** @returns null if there is no /proc: not on Linux. */
export function residentOf(pid: number): Resident | null {
  try {
    const self = sizeOf(pid);
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
      .split(' ')
      .filter(Boolean)
      .map(sizeOf);
    const sum = (key: 'now' | 'peak') => children.reduce((total, child) => total + child[key], self[key]);
    const worker = children.length === 0 ? null : Math.max(...children.map(({ peak }) => peak));
    return {
      now: sum('now'),
      peak: sum('peak'),
      worker,
      self: self.now,
      workers: children.map(({ now }) => now),
    };
  } catch {
    return null;
  }
}

function sizeOf(pid: number | string): { now: number; peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const bytes = (name: string) => 1024 * Number(status.match(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm'))![1]);
  return { now: bytes('VmRSS'), peak: bytes('VmHWM') };
}
