/** How `tammes evaluate` prints open-set identification on folders. */
import type { FolderOpenSetEvaluation } from '../../../src-shared/contract/index.ts';
import { counted } from '../../../src-shared/counted.ts';
import { neededFor, tabledRates } from '../../../src-shared/recognition/index.ts';
import { table } from '../output.ts';
import { askedGroupsText } from './groups-text.ts';
import { failureText, intervalText, list, percent } from './text.ts';

const tooFew = 'too few people';

/** @param by what groups were asked for by; null: none were. */
export function foldersText(result: FolderOpenSetEvaluation, by: string | null): string {
  const { gallery, probes, strangers, heads, differences, failures } = result;
  const part = (name: string, { people, photos }: { people: number; photos: number }) =>
    `${name}: ${counted(photos, 'photo', 'photos')} of ${counted(people, 'person', 'people')}`;
  return [
    `${part('Gallery', gallery)}. ${part('Probes', probes)}. ${part('Strangers', strangers)}.`,
    '',
    table([
      ['head', 'figure', 'value', '95 % interval', 'threshold'],
      ...heads.flatMap(({ head, top1, detection, eer }) => [
        [head, 'top-1', percent(top1.value), intervalText(top1, tooFew), ''],
        ...tabledRates.map((rate) => {
          const figure = detection.find(({ falseAlarm }) => falseAlarm === rate);
          return figure === undefined
            ? [head, `DIR at FAR ${rate}`, `too few: ${neededFor(rate)} photos of strangers needed`, '', '']
            : [
                head,
                `DIR at FAR ${rate}`,
                percent(figure.value),
                intervalText(figure, tooFew),
                figure.threshold?.toFixed(3) ?? 'none',
              ];
        }),
        [head, 'EER', percent(eer.value), intervalText(eer, tooFew), ''],
      ]),
    ]),
    ...(differences.length === 0
      ? []
      : [
          '',
          table([
            ['head', 'compared with', 'figure', 'difference', '95 % interval'],
            ...differences.map((difference) => [
              difference.head,
              difference.to,
              `DIR at FAR ${difference.falseAlarm}`,
              percent(difference.value),
              intervalText(difference, tooFew),
            ]),
          ]),
        ]),
    '',
    'Intervals are over people. A difference is paired: both heads are judged on the same photos.',
    ...askedGroupsText(
      heads.map(({ head }) => ({ name: head })),
      result.groups,
      by,
    ),
    ...list(
      failures,
      `${counted(failures.length, 'photo', 'photos')} gave no face and count as not recognised:`,
      failureText,
    ),
  ].join('\n');
}
