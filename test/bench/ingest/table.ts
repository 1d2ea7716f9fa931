/** The figures of docs/BENCHMARKS.md, from the result files. */
import { markdownTable, measuredAt, rewriteBlock } from '../document.ts';
import { readResults } from '../results.ts';
import { median } from '../statistics.ts';
import { one, two } from './contestants.ts';
import { type IngestResult, ingestResult } from './result.ts';

export async function writeIngestTables(): Promise<void> {
  const results = await readResults('ingest', ingestResult);
  const text = results.map(ingestText).join('\n\n');
  await rewriteBlock('BENCHMARKS.md', 'ingest', text);
}

/** Speeds, ratios and memory, as Markdown. */
export function ingestText(result: IngestResult): string {
  const { header, rounds, missing, sets, cold, peaks, load } = result;
  const { machine, versions } = header;
  const named = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return [
    `### ${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB`,
    '',
    `${machine.system}; ${named.join(', ')}; ${measuredAt(header)}. Median of ${rounds} blocks; load ${load.before.toFixed(1)} before, ${load.after.toFixed(1)} after.`,
    ...missing.map(({ name, why }) => `Not measured: ${name}. ${why}`),
    '',
    markdownTable([
      ['photos', 'read by', 'photos/s', 'Tammes is', 'with a face', 'faces'],
      ...sets.flatMap(({ id, photos, oneFaceEach, timings }) =>
        timings.map(({ name, photosPerSecond, withFace, faces }) => [
          id,
          name,
          photosPerSecond.toFixed(2),
          name === one.name ? '' : ratio(rateOf(timings, one.name), photosPerSecond),
          oneFaceEach ? `${((100 * withFace) / photos).toFixed(1)} %` : `${withFace} of ${photos}`,
          String(faces),
        ]),
      ),
    ]),
    '',
    ...sets.flatMap(({ id, timings }) => {
      const gain = rateOf(timings, two.name) / rateOf(timings, one.name);
      return Number.isFinite(gain) ? [`Two workers on ${id}: ${gain.toFixed(2)} × one.`] : [];
    }),
    '',
    markdownTable([
      ['', 'first photo stored after', 'peak of all processes', 'peak of a worker'],
      ...cold.map(({ name, ms }) => {
        const peak = peaks.find((peak) => peak.name === name);
        const times = `${(median(ms) / 1000).toFixed(2)} s`;
        return [name, times, mebibytes(peak?.bytes), mebibytes(peak?.worker ?? undefined)];
      }),
    ]),
  ].join('\n');
}

function rateOf(timings: readonly { name: string; photosPerSecond: number }[], name: string): number {
  return timings.find((timing) => timing.name === name)?.photosPerSecond ?? Number.NaN;
}

function ratio(ours: number, theirs: number): string {
  return `${(ours / theirs).toFixed(2)} × as fast`;
}

function mebibytes(bytes: number | undefined): string {
  return bytes === undefined ? '–' : `${(bytes / 2 ** 20).toFixed(0)} MiB`;
}
