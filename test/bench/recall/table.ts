/** The written part of docs/BENCHMARKS.md about faces found. */
import { shareInterval } from '../../../src-shared/recognition/index.ts';
import { markdownTable, measuredAt, rewriteBlock } from '../document.ts';
import { readResults } from '../results.ts';
import { type RecallResult, recallResult, type TightSet, type Variant } from './result.ts';

export async function writeRecallTables(): Promise<void> {
  const results = await readResults('recall', recallResult);
  const text = (part: (result: RecallResult) => string) => results.map(part).join('\n\n');
  await rewriteBlock('BENCHMARKS.md', 'recall', text(section));
  await rewriteBlock('BENCHMARKS.md', 'tight', text(tightSection));
}

function section({ photos, variants, header }: RecallResult): string {
  return [
    `${photos} photos; ${origin(header)}.`,
    markdownTable([
      ['detector', 'photos side by side', 'size of faces', 'tiles', 'found', 'others', 'seconds a photo'],
      ...variants.map(row),
    ]),
  ].join('\n\n');
}

function tightSection({ tight, without, header }: RecallResult): string {
  return [
    `Measured with the table above: ${origin(header)}.`,
    markdownTable([
      ['folder', 'detector', 'with a face', 'of them misplaced'],
      ...tight.flatMap(({ set, photos, counts }: TightSet) =>
        counts.map(({ detector, found, misplaced }) => [
          set,
          detector,
          shareOf(found, photos),
          String(misplaced),
        ]),
      ),
    ]),
    ...(without.length === 0
      ? []
      : [
          markdownTable([
            ['folder without faces', 'detector', 'with a face', 'which'],
            ...without.flatMap(({ set, pictures, counts, changed }) => [
              ...counts.map(({ detector, withFace }) => [
                set,
                detector,
                shareOf(withFace.length, pictures),
                withFace.join(', '),
              ]),
              ...changed.map(({ how, pictures: some, withFace }) => [
                `${set}, some of them ${how}`,
                'ssd',
                shareOf(withFace.length, some),
                withFace.join(', '),
              ]),
            ]),
          ]),
        ]),
  ].join('\n\n');
}

function origin(header: RecallResult['header']): string {
  return `${header.machine.cpu}, ${measuredAt(header)}`;
}

/** With its 95 % interval. */
function shareOf(found: number, of: number): string {
  const [from, to] = shareInterval(found, of);
  return `${found} of ${of} (${(100 * from).toFixed(1)} to ${(100 * to).toFixed(1)} %)`;
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
