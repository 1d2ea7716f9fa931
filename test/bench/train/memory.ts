/** How much memory this process holds. */
import { readFileSync, writeFileSync } from 'node:fs';

/** Forgets the peak so far, if the system can: that of loading tfjs would hide that of training. */
export function forgetPeak(): void {
  try {
    writeFileSync('/proc/self/clear_refs', '5');
  } catch {
    // Not Linux, or not allowed: the peak is then that of the whole process.
  }
}

/** Largest resident size, bytes, since `forgetPeak` if the system can tell. */
export function peakBytes(): number {
  // `getrusage` also counts what the process was before it became Node.
  const [, kibibytes] = statusText().match(/^VmHWM:\s+(\d+) kB$/m) ?? [];
  return 1024 * (kibibytes === undefined ? process.resourceUsage().maxRSS : Number(kibibytes));
}

function statusText(): string {
  try {
    return readFileSync('/proc/self/status', 'utf8');
  } catch {
    return '';
  }
}
