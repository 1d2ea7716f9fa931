import { readFileSync } from 'node:fs';

/** Bytes of a process that lie in memory. */
export interface Resident {
  now: number;
  peak: number;
}

/** @returns null where there is no /proc: not on Linux. */
export function residentOf(pid: number): Resident | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const bytes = (name: string) =>
      1024 * Number(status.match(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm'))![1]);
    return { now: bytes('VmRSS'), peak: bytes('VmHWM') };
  } catch {
    return null;
  }
}
