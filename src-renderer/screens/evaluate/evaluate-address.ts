/** What the screen shows, as it lies in the address. */
import { query } from '../../app/address.ts';

export const evaluateParts = {
  /** The evaluation that is looked at; without one, the newest. */
  evaluation: query.number(),
  /** The head whose details are shown, by its place. */
  head: query.number(),
  /** The evaluation that it is compared with, and the heads of it and of the other one, by their places. */
  with: query.number(),
  pair: query.numbers(),
  curve: query.oneOf('roc', 'det'),
  source: query.oneOf('search', 'pairs'),
  list: query.oneOf('hardest', 'failures'),
  /** Row and column of the table of confusions. */
  cell: query.numbers(),
  // What is evaluated next; without a value, what is usual.
  protocol: query.oneOf('open-set', 'pairs'),
  name: query.text(),
  heads: query.numbers(),
  unknown: query.number(),
  each: query.number(),
  draws: query.number(),
  /** Only people whom no head was trained on. */
  unseen: query.flag(),
  /** What groups are formed by; empty: none are. */
  by: query.text(),
};

type ValueOf<P> = P extends { read(text: string | null): infer T } ? T : never;
export type EvaluateState = {
  readonly [K in keyof typeof evaluateParts]: ValueOf<(typeof evaluateParts)[K]>;
};
export type SetState = (change: Partial<EvaluateState>, options?: { replace?: boolean }) => void;

/** What is usual: half of the people are strangers. */
export const usual = { unknown: 50, each: 2, draws: 10 } as const;
