/** The figures of docs/BENCHMARKS.md, from the result files. */
import { markdownTable, measuredAt, rewriteBlock } from '../document.ts';
import { readResults } from '../results.ts';
import { type Ours, type TrainResult, trainResult } from './result.ts';

export async function writeTrainTables(): Promise<void> {
  const results = await readResults('train', trainResult);
  const text = results.map(textOf).join('\n\n');
  await rewriteBlock('BENCHMARKS.md', 'train', text);
}

function textOf({ header, rounds, peerThreads, missing, cases }: TrainResult): string {
  const { machine, versions } = header;
  const gpu = machine.gpu === null ? 'no GPU' : machine.gpu;
  const named = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const seen = missing.map(({ name, why }) => `Not measured: ${name}. ${why}`);
  return [
    `### ${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${gpu}`,
    '',
    `${machine.system}; ${named.join(', ')}; ${measuredAt(header)}. Median of ${rounds} blocks; PyTorch on ${peerThreads} threads of the CPU.`,
    ...seen,
    '',
    markdownTable([
      ['case', 'on', 'ms a step', 'samples/s', 'throughput, PyTorch = 1'],
      ...cases.flatMap(({ work, ours, peers }) => [
        ...ours.map((entry) => [
          work.id,
          entry.name,
          entry.msPerStep.toFixed(2),
          entry.samplesPerSecond.toFixed(0),
          ratiosOf(entry),
        ]),
        ...peers.map((entry) => [
          work.id,
          entry.name,
          entry.msPerStep.toFixed(2),
          entry.samplesPerSecond.toFixed(0),
          '1',
        ]),
      ]),
    ]),
    '',
    markdownTable([
      [
        'case',
        'on',
        'peak',
        'largest sum of tensors',
        'limit',
        'steps',
        'tensors',
        'tensor bytes',
        'resident size',
      ],
      ...cases.flatMap(({ work, ours }) => ours.map((entry) => [work.id, entry.name, ...memoryOf(entry)])),
    ]),
  ].join('\n');
}

function ratiosOf({ ratios }: Ours): string {
  const entries = Object.entries(ratios).map(([peer, ratio]) => `${ratio.toFixed(2)} (${peer})`);
  return entries.join(', ') || '–';
}

function memoryOf({ memory }: Ours): string[] {
  const { peak, tensorPeak, limit, steps, first, last } = memory;
  return [
    mebibytes(peak),
    mebibytes(tensorPeak),
    mebibytes(limit),
    String(steps),
    signed(last.tensors - first.tensors),
    `${signed(last.tensorBytes - first.tensorBytes)} B`,
    `${signed((last.rss - first.rss) / 2 ** 20, 1)} MiB`,
  ];
}

function mebibytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}

function signed(value: number, digits = 0): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(digits)}`;
}
