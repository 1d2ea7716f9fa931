/** The written part of docs/BENCHMARKS.md about the engines of a gallery. */
import { markdownTable, measuredAt, mebibytes, rewriteBlock } from '../document.ts';
import { readResults } from '../results.ts';
import { type EngineFigures, type EngineResult, engineResult } from './engine-result.ts';

export async function writeEngineTables(): Promise<void> {
  const results = await readResults('engines', engineResult);
  await rewriteBlock('BENCHMARKS.md', 'engines', results.map(section).join('\n\n'));
}

const ms = (time: number) => `${time < 10 ? time.toFixed(2) : time.toFixed(0)} ms`;
const seconds = (time: number) => `${time < 10 ? time.toFixed(1) : time.toFixed(0)} s`;
const share = (value: number) => value.toFixed(4);

function section({ header, load, probes, sizes }: EngineResult): string {
  const { machine, versions } = header;
  return [
    `${machine.cpu}, ${machine.cores} cores; node ${versions.node}, faiss ${versions.faiss}, ${probes} probes, ${measuredAt(header)}; load ${load.before.toFixed(1)} before, ${load.after.toFixed(1)} after.`,
    ...sizes.flatMap(({ vectors, engines }) => [
      `${vectors.toLocaleString('en')} vectors:`,
      markdownTable([
        [
          'engine',
          'build',
          'its processor time',
          'recall at 1',
          'at 10',
          'looks closely at',
          ...[1, 4, 16].map((count) => `p50, p99 with ${count} in flight`),
          'processor time of a search',
          'to exact',
          'memory',
          'file',
        ],
        ...Object.entries(engines).map(([name, one]) => row(name, one, engines.exact!)),
      ]),
    ]),
  ].join('\n\n');
}

function row(name: string, one: EngineFigures, exact: EngineFigures): string[] {
  return [
    name,
    seconds(one.build),
    seconds(one.buildProcessor),
    share(one.at1),
    share(one.at10),
    one.expansion === null ? 'all' : String(one.expansion),
    ...one.latencies.map(({ p50, p99 }) => `${ms(p50)}, ${ms(p99)}`),
    ms(one.searchProcessor),
    (one.searchProcessor / exact.searchProcessor).toFixed(2),
    mebibytes(one.memory),
    one.disk === 0 ? '' : mebibytes(one.disk),
  ];
}
