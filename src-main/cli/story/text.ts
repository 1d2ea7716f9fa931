import { z } from 'zod';
import { paper } from '../../../src-shared/losses/index.ts';
import type { Verdict } from '../../../src-shared/story/index.ts';

/** What `tammes story` says of a figure. */
export const checkedFigure = z.object({
  figure: z.int(),
  title: z.string(),
  source: paper,
  seeds: z.array(z.int()).readonly(),
  backend: z.string(),
  device: z.string(),
  /** What the figure shows, as plain data: each figure has its own. */
  data: z.looseObject({}),
  claims: z.array(
    z.object({
      text: z.string(),
      quantity: z.string(),
      unit: z.enum(['°', '']),
      value: z.number(),
      interval: z.tuple([z.number(), z.number()]).readonly().nullable(),
      seeds: z.array(z.int()).readonly(),
      values: z.array(z.number()).readonly(),
      expected: z.object({ relation: z.enum(['below', 'above']), bound: z.number() }),
      holds: z.boolean(),
      verdict: z.enum(['holds', 'contradicted', 'undecided']),
    }),
  ),
});
type Result = z.infer<typeof checkedFigure>;

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
