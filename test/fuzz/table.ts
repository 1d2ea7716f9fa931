/** What `npm run fuzz` says, and the part of docs/BENCHMARKS.md that it writes. */
import { measuredAt, rewriteBlock } from '../bench/document.ts';
import { memoryTable } from '../bench/long/table.ts';
import { readResults } from '../bench/results.ts';
import { longestMilliseconds, mostGrowth } from './ingest.ts';
import { type FuzzIngestResult, type FuzzKillResult, fuzzIngestResult, fuzzKillResult } from './result.ts';

export async function writeFuzzTables(): Promise<void> {
  const ingests = (await readResults('fuzz-ingest', fuzzIngestResult)).map(ingestText);
  const kills = (await readResults('fuzz-kill', fuzzKillResult)).map(killText);
  await rewriteBlock('BENCHMARKS.md', 'fuzz', [...ingests, ...kills].join('\n\n'));
}

export function ingestText(result: FuzzIngestResult): string {
  const { files, seconds, outcomes, faces, slowest, alone, memory, faults } = result;
  const told = Object.entries(outcomes).sort(([, a], [, b]) => b - a);
  return [
    `${files} damaged photos in ${(seconds / 60).toFixed(0)} min, two workers, ${origin(result)}: ${told.map(([name, count]) => `${count} ${name}`).join(', ')}; ${faces} faces.`,
    `The longest wait for a file: ${(slowest.milliseconds / 1000).toFixed(1)} s (${longestMilliseconds / 1000} s allowed), for ${slowest.file}${aloneText(alone)}; a process may grow by ${mostGrowth / 2 ** 20} MiB from the second row on.`,
    faultsText(faults, 'No crash, no hang, no growth, the library intact, nothing left for a second ingest.'),
    '',
    memoryTable(memory),
  ].join('\n');
}

function aloneText(alone: FuzzIngestResult['alone']): string {
  if (alone.length === 0) return '';
  const longest = Math.max(...alone.map(({ milliseconds }) => milliseconds)) / 1000;
  return `, on a busy machine: alone, those ${alone.length} that were waited for so long take up to ${longest.toFixed(1)} s`;
}

export function killText(result: FuzzKillResult): string {
  const { kills, finished, real, faults } = result;
  const by = real ? 'the command itself, with the networks' : 'an ingest with made-up faces';
  return [
    `${kills} kills of ${by}, ${origin(result)}: ${finished} libraries came to their end.`,
    faultsText(faults, 'After each kill the library was intact, and each ended as an undisturbed one.'),
  ].join('\n');
}

function origin({ header, seed }: FuzzIngestResult | FuzzKillResult): string {
  const { machine } = header;
  return `seed ${seed}, ${machine.cpu}, ${machine.cores} cores, ${measuredAt(header)}`;
}

function faultsText(faults: readonly string[], none: string): string {
  return faults.length === 0 ? none : ['**Faults:**', ...faults].join('\n');
}
