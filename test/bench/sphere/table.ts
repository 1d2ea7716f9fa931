/** The figures of docs/BENCHMARKS.md on the sphere, from the result files. */
import { markdownTable, measuredAt, mebibytes, rewriteBlock } from '../document.ts';
import { readResults } from '../results.ts';
import { type Measure, type SphereResult, sphereResult } from './result.ts';

export async function writeSphereTables(): Promise<void> {
  const results = await readResults('sphere', sphereResult);
  const text = results.map(textOf).join('\n\n');
  await rewriteBlock('BENCHMARKS.md', 'sphere', text);
}

function textOf({ header, load, cases }: SphereResult): string {
  const { machine, versions } = header;
  const named = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const pictures = cases.filter(({ work }) => work.kind === 'picture');
  const blocks = cases.filter(({ work }) => work.kind === 'blocks');
  const backends = [...new Set(blocks.map(({ work }) => work.backend))].join(', ');
  return [
    `### ${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB`,
    `${machine.system}; ${named.join(', ')}; ${measuredAt(header)}. The machine had other work: ${load.map((value) => value.toFixed(1)).join(' to ')} processes wanted its ${machine.cores} cores, ours among them.`,
    markdownTable([
      ['centres', 'dimensions', 'first picture', 'each further', 'processor time in all', 'peak'],
      ...pictures.map(({ work, measure }) => [
        String(work.count),
        String(work.dim),
        milliseconds(measure.ms),
        measure.nextMs === null ? '–' : milliseconds(measure.nextMs),
        milliseconds(measure.cpuMs),
        mebibytes(measure.peak),
      ]),
    ]),
    `Nearest neighbours on ${backends}:`,
    markdownTable([
      [
        'vectors',
        'dimensions',
        'by blocks',
        'processor time',
        'peak',
        'plain product',
        'processor time',
        'peak',
        'speed, plain = 1',
      ],
      ...blocks.map(({ work, measure }) => {
        const plain = cases.find(
          (other) => other.work.kind === 'plain' && other.work.count === work.count,
        )?.measure;
        return [
          String(work.count),
          String(work.dim),
          whole(measure, measure.ms),
          whole(measure, measure.cpuMs),
          mebibytes(measure.peak),
          ...(plain === undefined
            ? ['–', '–', '–', '–']
            : [
                milliseconds(plain.ms),
                milliseconds(plain.cpuMs),
                mebibytes(plain.peak),
                (plain.ms / measure.ms).toFixed(2),
              ]),
        ];
      }),
    ]),
    ...partsText(blocks),
  ].join('\n\n');
}

/** Time that all pairs take, from that of those that were compared. */
function whole({ share }: Measure, ms: number): string {
  return share === 1 ? milliseconds(ms) : `≈ ${milliseconds(ms / share)}*`;
}

/** Which numbers are of a part of the work. */
function partsText(blocks: SphereResult['cases']): string[] {
  const parts = blocks.filter(({ measure }) => measure.share < 1);
  return parts.map(
    ({ work, measure }) =>
      `\\* of ${work.count} vectors ${(100 * measure.share).toFixed(0)} % of the pairs were compared, in ${milliseconds(measure.ms)}; the time is that by their share.`,
  );
}

function milliseconds(ms: number): string {
  return ms < 10_000 ? `${ms.toFixed(0)} ms` : `${(ms / 1000).toFixed(0)} s`;
}
