/** The written part of docs/BENCHMARKS.md about exported models. */
import { markdownTable, measuredAt, rewriteBlock } from '../document.ts';
import { readResults } from '../results.ts';
import { type Fold, type ModelResult, modelResult } from './result.ts';

export async function writeModelTables(): Promise<void> {
  const results = await readResults('model', modelResult);
  await rewriteBlock('BENCHMARKS.md', 'model', results.map(section).join('\n\n'));
}

function section({ header, set, faces, people, pairs, contestants }: ModelResult): string {
  const { node: _, ...versions } = header.versions;
  return [
    `${set}: ${faces} faces of ${people} people; ${pairs.same} pairs of one person and ${pairs.different} of two, in ten folds. ${Object.entries(
      versions,
    )
      .map(([name, version]) => `${name} ${version}`)
      .join(', ')}; ${measuredAt(header)}.`,
    markdownTable([
      ['embeddings by', 'largest difference from ours', 'accuracy', 'pairs judged rightly, by fold'],
      ...contestants.map(({ name, largest, folds }) => [
        name,
        largest === null ? '–' : largest.toExponential(1),
        `${(100 * meanOf(folds)).toFixed(4)} %`,
        folds.map(({ right, of }) => `${right}/${of}`).join(' '),
      ]),
    ]),
  ].join('\n\n');
}

const meanOf = (folds: readonly Fold[]) =>
  folds.reduce((sum, { right, of }) => sum + right / of, 0) / folds.length;
