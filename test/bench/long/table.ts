/** The written part of docs/BENCHMARKS.md about the memory of a long reading. */
import { markdownTable, measuredAt, mebibytes, rewriteBlock } from '../document.ts';
import { readResults } from '../results.ts';
import { type LongResult, longResult, type MemoryCourse } from './result.ts';

export async function writeLongTables(): Promise<void> {
  const results = await readResults('long', longResult);
  const text = results.map(section).join('\n\n');
  await rewriteBlock('BENCHMARKS.md', 'long', text);
}

function section({ header, photos, added, faces, failures, seconds, memory }: LongResult): string {
  const { machine, versions } = header;
  const others = Object.entries(failures).map(([code, count]) => `, ${code} ${count}`);
  return [
    `${photos} photos in ${(seconds / 60).toFixed(0)} min: ${added} added with ${faces} faces${others.join('')}; ${machine.cpu}, ${machine.cores} cores; node ${versions.node}, ${measuredAt(header)}.`,
    memoryTable(memory),
  ].join('\n\n');
}

/** The most that was taken in each part. */
export function memoryTable(memory: MemoryCourse): string {
  return markdownTable([
    ['up to file', 'main process', 'largest worker'],
    ...memory.map(({ files, main, worker }) => [String(files), mebibytes(main), mebibytes(worker)]),
  ]);
}
