import type { Paper } from '../../../src-shared/losses/index.ts';
import type { Claim, Verdict } from '../../../src-shared/story/index.ts';

interface Result {
  figure: number;
  title: string;
  source: Paper;
  seeds: readonly number[];
  backend: string;
  device: string;
  /** What the figure shows, as plain data. */
  data: object;
  claims: readonly (Omit<Claim, 'text' | 'quantity'> & {
    text: string;
    quantity: string;
    verdict: Verdict;
  })[];
}

const verdicts: Record<Verdict, string> = {
  holds: 'holds',
  contradicted: 'DOES NOT HOLD',
  undecided: 'undecided',
};

/** A figure's claims for people. */
export function claimsText({ figure, title, source, claims }: Result): string {
  return [
    `Figure ${figure}: ${title} (${source.authors.split(',')[0]} ${source.year})`,
    ...claims.flatMap(({ text, quantity, unit, value, interval, seeds, expected, verdict }) => [
      `  ${verdicts[verdict]}: ${text}`,
      `    ${quantity}: ${digits(value)}${unit}${interval ? ` [${interval.map(digits).join(', ')}], ${seeds.length} seeds` : ''}; expected ${expected.relation} ${expected.bound}${unit}`,
    ]),
  ].join('\n');
}

const digits = (value: number) => Number(value.toPrecision(4)).toString();
