/** The written part of docs/BENCHMARKS.md about scans of large folders. */
import { markdownTable, measuredAt, mebibytes, rewriteBlock } from '../document.ts';
import { readResults } from '../results.ts';
import { type ScanResult, scanResult } from './result.ts';

export async function writeScanTables(): Promise<void> {
  const results = await readResults('scan', scanResult);
  const text = results.map(section).join('\n\n');
  await rewriteBlock('BENCHMARKS.md', 'scan', text);
}

function section({ header, load, files, people, phases }: ScanResult): string {
  const { machine, versions } = header;
  return [
    `${files} files of ${people} people; ${machine.cpu}, ${machine.cores} cores; node ${versions.node}, ${measuredAt(header)}; load ${load.before.toFixed(1)} before, ${load.after.toFixed(1)} after.`,
    markdownTable([
      ['the folder is', 'time', 'processor time', 'peak', 'found'],
      ...phases.map(({ name, seconds, cpuSeconds, peak, changes }) => [
        name,
        `${seconds.toFixed(1)} s`,
        `${cpuSeconds.toFixed(1)} s`,
        mebibytes(peak),
        Object.entries(changes)
          .filter(([, count]) => count > 0)
          .map(([kind, count]) => `${count} ${kind}`)
          .join(', '),
      ]),
    ]),
  ].join('\n\n');
}
