/** The written parts of docs/SCALE.md. */
import { markdownTable, measuredAt, mebibytes, rewriteBlock } from '../document.ts';
import { readResults } from '../results.ts';
import { type EngineResult, engineResult } from './engine-result.ts';
import { at, type Cost, classMemory, costsOf } from './scale.ts';

const larger = [1e7, 1e8, 1e9];
const batch = 256;

export async function writeScale(): Promise<void> {
  await rewriteBlock('SCALE.md', 'scale', await costSections());
  await rewriteBlock('SCALE.md', 'classes', classTable());
}

/** What was measured on each machine, and what it would be with more faces. */
export async function costSections(): Promise<string> {
  return (await readResults('engines', engineResult)).map(section).join('\n\n');
}

function section(result: EngineResult): string {
  const { header, sizes } = result;
  const costs = costsOf(result);
  return [
    `${header.machine.cpu}, ${header.machine.cores} cores; measured at ${sizes.map(({ vectors }) => vectors.toLocaleString('en')).join(', ')} faces; ${measuredAt(header)}.`,
    markdownTable([
      [
        'engine',
        'memory a face',
        'disk a face',
        'a match at 1,000,000',
        'grows with',
        'build at 1,000,000',
        'grows with',
      ],
      ...costs.map((cost) => [
        cost.name,
        `${cost.memory.toFixed(0)} bytes`,
        cost.disk === 0 ? '' : `${cost.disk.toFixed(0)} bytes`,
        duration(at(cost.match, 1e6)),
        power(cost.match.exponent),
        duration(1000 * at(cost.build, 1e6)),
        power(cost.build.exponent),
      ]),
    ]),
    'If it goes on growing so:',
    markdownTable([
      ['engine', ...larger.map((faces) => `${faces.toLocaleString('en')} faces: memory, a match, build`)],
      ...costs.map((cost) => [cost.name, ...larger.map((faces) => expected(cost, faces))]),
    ]),
  ].join('\n\n');
}

const power = (exponent: number) => (exponent === 1 ? 'n' : `n^${exponent.toFixed(2)}`);

function expected(cost: Cost, faces: number): string {
  return [
    memory(cost.memory * faces),
    duration(at(cost.match, faces)),
    duration(1000 * at(cost.build, faces)),
  ].join(', ');
}

export function classTable(): string {
  return markdownTable([
    [
      'classes',
      'centres of 128 numbers, with Adam',
      'of 512',
      `cosines of a batch of ${batch}, with gradients`,
      'the same for a tenth of the classes',
    ],
    ...[1e4, 1e5, 1e6, 1e7].map((classes) => {
      const { centres, cosines } = classMemory(classes, 128, batch);
      return [
        classes.toLocaleString('en'),
        memory(centres),
        memory(classMemory(classes, 512, batch).centres),
        memory(cosines),
        memory(cosines / 10),
      ];
    }),
  ]);
}

function memory(bytes: number): string {
  const size = bytes / 2 ** 30;
  if (size < 0.1) return mebibytes(bytes);
  return `${size < 10 ? size.toFixed(2) : size.toFixed(0)} GiB`;
}

/** @param time milliseconds. */
function duration(time: number): string {
  const units = [
    [1, 'ms'],
    [1000, 's'],
    [60_000, 'min'],
    [3_600_000, 'h'],
    [86_400_000, 'days'],
  ] as const;
  const [length, unit] = units.findLast(([length]) => time >= 2 * length) ?? units[0];
  const value = time / length;
  return `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ${unit}`;
}
