/** What `npm run fuzz` says, and the part of docs/BENCHMARKS.md that it writes. */
import { measuredAt, rewriteBlock } from '../bench/document.ts';
import { memoryTable } from '../bench/long/table.ts';
import { readResults } from '../bench/results.ts';
import { longestMilliseconds, mostGrowth } from './ingest.ts';
import {
  type FuzzApiResult,
  type FuzzEditsResult,
  type FuzzHttpResult,
  type FuzzIngestResult,
  type FuzzKillResult,
  type FuzzLibraryResult,
  type FuzzTablesResult,
  type FuzzUpkeepResult,
  fuzzApiResult,
  fuzzEditsResult,
  fuzzHttpResult,
  fuzzIngestResult,
  fuzzKillResult,
  fuzzLibraryResult,
  fuzzTablesResult,
  fuzzUpkeepResult,
} from './result.ts';
import { longestToRead } from './tables.ts';

export async function writeFuzzTables(): Promise<void> {
  const ingests = (await readResults('fuzz-ingest', fuzzIngestResult)).map(ingestText);
  const kills = (await readResults('fuzz-kill', fuzzKillResult)).map(killText);
  const edits = (await readResults('fuzz-edits', fuzzEditsResult)).map(editsText);
  const apis = (await readResults('fuzz-api', fuzzApiResult)).map(apiText);
  const https = (await readResults('fuzz-http', fuzzHttpResult)).map(httpText);
  const libraries = (await readResults('fuzz-library', fuzzLibraryResult)).map(libraryText);
  const upkeep = (await readResults('fuzz-upkeep', fuzzUpkeepResult)).map(upkeepText);
  const tables = (await readResults('fuzz-tables', fuzzTablesResult)).map(tablesText);
  const parts = [...ingests, ...kills, ...upkeep, ...edits, ...libraries, ...apis, ...https, ...tables];
  await rewriteBlock('BENCHMARKS.md', 'fuzz', parts.join('\n\n'));
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

export function editsText(result: FuzzEditsResult): string {
  const { edits, kills, faults } = result;
  return [
    `${edits} random changes by hand, with ${kills} kills, ${origin(result)}.`,
    faultsText(
      faults,
      'After each kill the library was intact; all undone, its tables equal the first to the byte, and all redone, the last.',
    ),
  ].join('\n');
}

export function libraryText(result: FuzzLibraryResult): string {
  const { libraries, outcomes, salvaged, rowsSaved, faults } = result;
  return [
    `${libraries} damaged libraries, ${origin(result)}: ${counts(outcomes)}. Of those that were told, ${salvaged.all} were salvaged wholly, ${salvaged.part} in part and ${salvaged.nothing} not at all, ${Math.round(100 * rowsSaved)} % of the rows together.`,
    faultsText(
      faults,
      'Nothing believed the damage: neither recognition, nor the check, nor a salvaged library.',
    ),
  ].join('\n');
}

export function upkeepText(result: FuzzUpkeepResult): string {
  const { kills, outcomes, faults } = result;
  return [
    `${kills} kills of forgetting, backups and restores, ${origin(result)}: ${counts(outcomes)}.`,
    faultsText(
      faults,
      'After each kill the library was whole, each backup sound, and nobody half forgotten.',
    ),
  ].join('\n');
}

const counts = (outcomes: Readonly<Record<string, number>>) =>
  Object.entries(outcomes)
    .sort()
    .map(([name, count]) => `${count} ${name}`)
    .join(', ');

export function apiText(result: FuzzApiResult): string {
  const { requests, outcomes, faults } = result;
  const refused = Object.keys(outcomes).length;
  return [
    `${requests} mutated requests to the web host, ${origin(result)}: ${outcomes.ok ?? 0} were answered, the others refused in ${refused - 1} ways.`,
    faultsText(faults, 'No crash, no fault of Tammes, no wait, no growth.'),
  ].join('\n');
}

export function httpText(result: FuzzHttpResult): string {
  const { requests, operations, seconds, faults } = result;
  return [
    `${requests} requests of schemathesis to ${operations} addresses of the interface for programs in ${(seconds / 60).toFixed(0)} min, ${origin(result)}.`,
    faultsText(
      faults,
      'No fault of the server, and each answer as described; none without a token or by another method was let in.',
    ),
  ].join('\n');
}

export function tablesText(result: FuzzTablesResult): string {
  const { files, outcomes, slowest, faults } = result;
  return [
    `${files} damaged tables, ${origin(result)}: ${counts(outcomes)}. The slowest took ${(slowest.milliseconds / 1000).toFixed(1)} s (${longestToRead / 1000} s allowed), ${slowest.file}.`,
    faultsText(faults, 'Each was read or refused with a reason, and a refused one left nothing behind.'),
  ].join('\n');
}

function origin({ header, seed }: Pick<FuzzKillResult, 'header' | 'seed'>): string {
  const { machine } = header;
  return `seed ${seed}, ${machine.cpu}, ${machine.cores} cores, ${measuredAt(header)}`;
}

function faultsText(faults: readonly string[], none: string): string {
  return faults.length === 0 ? none : ['**Faults:**', ...faults].join('\n');
}
