/** How `tammes evaluate --templates` prints what it found. */
import type { EvaluatedTemplates, TemplatesEvaluation } from '../../../src-shared/contract/index.ts';
import { counted } from '../../../src-shared/counted.ts';
import { duration, table } from '../output.ts';
import { failureText, intervalText, list, percent } from './text.ts';

const tooFew = 'too few people';

export function templatesText(result: TemplatesEvaluation): string {
  const { pairs, heads, differences, failures, failedPairs } = result;
  return [
    listsText(result),
    `${counted(pairs.same, 'pair', 'pairs')} of the same and ${pairs.different} of different people; ${counted(result.people, 'person is', 'people are')} in pairs of the same.`,
    '',
    table([
      ['head', 'figure', 'value', '95 % interval', 'threshold'],
      ...heads.flatMap(({ head, auc, eer, trueAccept }) => [
        ...trueAccept.map((figure) => [
          head,
          `TAR at FAR ${figure.falseAccept}`,
          percent(figure.value),
          intervalText(figure, tooFew),
          figure.threshold?.toFixed(3) ?? 'none',
        ]),
        [head, 'AUC', percent(auc.value), intervalText(auc, tooFew), ''],
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
              `TAR at FAR ${difference.falseAccept}`,
              percent(difference.value),
              intervalText(difference, tooFew),
            ]),
          ]),
        ]),
    '',
    'Intervals are over people: templates that pairs of one person join are one person.',
    ...list(
      failures,
      `${counted(failures.length, 'photo', 'photos')} gave no face, and ${lostText(result.lostTemplates, failedPairs)}:`,
      failureText,
    ),
    `${duration(result.seconds)}.`,
  ].join('\n');
}

/** What an evaluation that is kept says of its templates. */
export function templatesLines({ lost, rejected, ...lists }: EvaluatedTemplates): string[] {
  return [listsText(lists), ...(lost === 0 ? [] : [`${lostText(lost, rejected)}.`])];
}

type Lists = Pick<EvaluatedTemplates, 'photos' | 'media' | 'templates' | 'unpaired'>;

const listsText = ({ photos, media, templates, unpaired }: Lists) =>
  `${counted(photos, 'photo', 'photos')} of ${counted(media, 'medium', 'media')} in ${counted(templates, 'template', 'templates')}, of which ${unpaired} are in no pair.`;

const lostText = (templates: number, { same, different }: EvaluatedTemplates['rejected']) =>
  `${counted(templates, 'template has', 'templates have')} no face at all; ${same} same and ${different} different pairs count as rejected`;
