/** What `bench face-test` writes: src-shared/vision/face-direction.ts, and a table of docs/BENCHMARKS.md. */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { markdownTable, measuredAt, rewriteBlock } from '../document.ts';
import { readResults } from '../results.ts';
import { type FaceTestResult, faceTestResult, type HeldOut } from './result.ts';

/** The source file with the direction. */
export const directionFile = fileURLToPath(
  new URL('../../../src-shared/vision/face-direction.ts', import.meta.url),
);

const numbersALine = 16;

export async function writeFaceTest(): Promise<void> {
  const results = await readResults('face-test', faceTestResult);
  for (const result of results) await writeFile(directionFile, directionText(result));
  await rewriteBlock('BENCHMARKS.md', 'face-test', results.map(section).join('\n\n'));
}

/** The source file's content. */
export function directionText({ direction, offset }: Pick<FaceTestResult, 'direction' | 'offset'>): string {
  const rows = Array.from({ length: direction.length / numbersALine }, (_, i) =>
    direction.slice(numbersALine * i, numbersALine * (i + 1)).join(', '),
  );
  return `/** Written by \`npm run bench -- face-test\`: what tells features of faces from those of things. */
// biome-ignore format: numbers
export const direction: readonly number[] = [
${rows.map((row) => `  ${row},\n`).join('')}];
export const offset = ${offset};
`;
}

function section({ header, limit, faces, things }: FaceTestResult): string {
  const row = ({ set, fitted, others, wrong, nearest }: HeldOut, what: string) => [
    set,
    what,
    String(fitted),
    String(others),
    String(wrong),
    nearest.toFixed(2),
  ];
  return [
    `${header.machine.cpu}, ${measuredAt(header)}; the limit is ${limit}.`,
    markdownTable([
      ['folder', 'of', 'features fitted on', 'others', 'of them on the wrong side', 'nearest to it'],
      ...faces.map((set) => row(set, 'faces')),
      row(things, 'things'),
    ]),
  ].join('\n\n');
}
