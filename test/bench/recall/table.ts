/** The written part of docs/BENCHMARKS.md about faces found. */
import { shareInterval } from '../../../src-shared/recognition/index.ts';
import { markdownTable, rewriteBlock } from '../document.ts';
import { readResults } from '../results.ts';
import { type RecallResult, recallResult, type Variant } from './result.ts';

export async function writeRecallTables(): Promise<void> {
  const results = await readResults('recall', recallResult);
  const text = results.map(section).join('\n\n') || 'Nothing has been measured yet.';
  await rewriteBlock('BENCHMARKS.md', 'recall', text);
}

function section({ photos, variants, header }: RecallResult): string {
  return [
    `${photos} photos; ${header.machine.cpu}, commit ${header.commit ?? 'unknown'}, ${header.at.slice(0, 10)}.`,
    markdownTable([
      ['detector', 'photos side by side', 'size of faces', 'tiles', 'found', 'others', 'seconds a photo'],
      ...variants.map(row),
    ]),
  ].join('\n\n');
}

function row(variant: Variant): string[] {
  const { detector, across, facePixels, tiles, found, of, others, secondsPerPhoto } = variant;
  const [from, to] = shareInterval(found, of);
  return [
    detector,
    `${across} × ${across}`,
    `${facePixels.toFixed(0)} pixels`,
    tiles ? 'yes' : 'no',
    `${found} of ${of} (${(100 * from).toFixed(0)} to ${(100 * to).toFixed(0)} %)`,
    String(others),
    secondsPerPhoto.toFixed(2),
  ];
}
