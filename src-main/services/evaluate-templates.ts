/** Verification of pairs of templates, as the window's: the command line waits for it. */
import type { OutsideSettings, TemplatesEvaluation } from '../../src-shared/contract/index.ts';
import { citedRates } from '../../src-shared/recognition/index.ts';
import { judge } from './judge-heads.ts';
import { describeTemplates } from './listed-templates.ts';
import type { OutsideWatch, Readers } from './outside-photos.ts';

export interface TemplatesToEvaluate {
  settings: Extract<OutsideSettings, { protocol: 'templates' }>;
  /** The first is the one that the others are compared with. */
  heads: readonly { id: number; name: string }[];
  /** Under which it is kept; null: it is not. */
  name: string | null;
}

/** Watches both parts of the work. */
export interface TemplatesWatch extends OutsideWatch {
  /** Hears the share of the pairs that are judged, from 0 to 1. */
  onJudged?: (share: number) => void;
}

/**
 * Tells pairs of templates apart with each head.
 * @throws TammesError as `describeTemplates`, or 'work-cancelled'
 */
export async function evaluateTemplates(
  readers: Readers,
  { settings, heads, name }: TemplatesToEvaluate,
  { onJudged, ...watch }: TemplatesWatch,
): Promise<TemplatesEvaluation> {
  const started = performance.now();
  const headIds = heads.map(({ id }) => id);
  const { failures, ...task } = await describeTemplates(readers, settings, watch);
  const { result } = await judge(readers.store, { headIds, ...task }, name, {
    signal: watch.signal,
    onProgress: onJudged,
  });
  const pairs = result.pairs!;
  const { lost, rejected, ...counts } = pairs.templates!;
  const isCited = ({ rate }: { rate: number }) => citedRates.some((one) => one === rate);
  return {
    protocol: 'templates',
    options: readers.options,
    ...counts,
    people: result.people,
    pairs: { same: pairs.counts.same, different: pairs.counts.different },
    heads: pairs.heads.map(({ auc, eer, points }, h) => ({
      head: heads[h]!.name,
      auc,
      eer,
      trueAccept: points
        .filter(isCited)
        .map(({ rate, value, interval, threshold }) => ({ falseAccept: rate, value, interval, threshold })),
    })),
    differences: pairs.differences.flatMap(({ points }, h) =>
      points.filter(isCited).map(({ rate, ...figure }) => ({
        ...{ head: heads[h + 1]!.name, to: heads[0]!.name },
        falseAccept: rate,
        ...figure,
      })),
    ),
    failures,
    lostTemplates: lost,
    failedPairs: rejected,
    seconds: (performance.now() - started) / 1000,
  };
}
