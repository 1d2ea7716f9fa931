/** The written part of docs/BENCHMARKS.md about figures of evaluations. */
import { markdownTable, measuredAt, rewriteBlock } from '../document.ts';
import { readResults } from '../results.ts';
import { type CurvesResult, curvesResult } from './result.ts';

export async function writeCurvesTables(): Promise<void> {
  const results = await readResults('curves', curvesResult);
  await rewriteBlock('BENCHMARKS.md', 'curves', results.map(section).join('\n\n'));
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

function section({
  header,
  set,
  faces,
  people,
  pairs,
  searches,
  comparisons,
  coverage,
}: CurvesResult): string {
  return [
    `${set}: ${faces} faces of ${people} people; ${pairs.same} pairs of one person and ${pairs.different} of two; ${searches.enrolled} enrolled, ${searches.probes} probes, ${searches.strangers} photos of strangers. scikit-learn ${header.versions['scikit-learn']}, NumPy ${header.versions.numpy}; ${measuredAt(header)}.`,
    markdownTable([
      ['figure', 'numbers compared', 'largest difference'],
      ...comparisons.map(({ figure, numbers, largest }) => [
        figure,
        String(numbers),
        largest === 0 ? '0' : largest.toExponential(1),
      ]),
    ]),
    `Intervals over ${coverage[0]?.libraries ?? 0} libraries:`,
    markdownTable([
      ['figure', 'true value', 'hold it', 'end below it', 'begin above it'],
      ...coverage.map(({ figure, truth, libraries, held, below, above }) => [
        figure,
        truth.toFixed(4),
        ...[held, below, above].map((count) => percent(count / libraries)),
      ]),
    ]),
  ].join('\n\n');
}
