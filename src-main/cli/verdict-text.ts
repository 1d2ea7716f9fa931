/** A verdict as the command line prints it. */
import type { HeadVerdict } from '../../src-shared/contract/index.ts';
import { counted } from '../../src-shared/counted.ts';
import { adviceWords, judgedWords, noVerdictWords, standingWords } from '../../src-shared/verdict-words.ts';
import { table } from './output.ts';

/** A few words, for a list of heads. */
export function verdictWord(verdict: HeadVerdict | null): string {
  return verdict === null ? noVerdictWords.en : standingWords[verdict.standing].en;
}

/** For whom the head was judged, its figures beside the pretrained head's, and the advice. */
export function verdictText(verdict: HeadVerdict | null): string {
  if (verdict === null) return 'No verdict: nobody was kept out to judge the head by.';
  const rows = (['trained', 'unseen', 'strangers'] as const).map((part) => {
    const { standing, figure, counts } = verdict[part];
    const words = [judgedWords[part].en, standingWords[standing].en];
    if (figure === null || counts === null) return [...words, '–', '–', '–'];
    return [
      ...words,
      `${points(figure.value)} (${points(figure.base)})`,
      `${figure.interval === null ? 'no interval' : figure.interval.map(signed).join(' to ')}`,
      `${counted(counts.people, 'person', 'people')}, ${counted(counts.strangers, 'stranger', 'strangers')}`,
    ];
  });
  return [
    `Share of the way from the pretrained head: ${verdict.share}. Verdict: ${standingWords[verdict.standing].en}.`,
    table([
      ['judged for', 'it is', '% (pretrained)', '95 % interval of the difference', 'judged by'],
      ...rows,
    ]),
    adviceWords[verdict.advice].en,
  ].join('\n');
}

const points = (share: number) => (100 * share).toFixed(1);
const signed = (share: number) => `${share < 0 ? '−' : '+'}${points(Math.abs(share))}`;
