/** What the table says of a run, and its orders. */
import { type HeadInfo, type Run, runName } from '../../../src-shared/contract/index.ts';

export const runOrders = ['newest', 'loss', 'unseen', 'trained'] as const;
export type RunOrder = (typeof runOrders)[number];

export interface RunRow {
  run: Run;
  name: string;
  head: HeadInfo | undefined;
  /** Seconds; null while it runs, or if its end is not known. */
  seconds: number | null;
  /** DIR at FAR 1 % of people never seen, and of those trained on; null without a figure. */
  unseen: number | null;
  trained: number | null;
}

/** The rows in an order; without a figure last. */
export function runRows(runs: readonly Run[], heads: readonly HeadInfo[], order: RunOrder): RunRow[] {
  const rows = runs.map((run) => {
    const head = heads.find(({ id }) => id === run.headId);
    const figure = (part: 'unseen' | 'trained') => head?.verdict?.[part].figure?.value ?? null;
    return {
      run,
      name: runName(run),
      head,
      seconds: run.finishedAt ? (Date.parse(run.finishedAt) - Date.parse(run.startedAt)) / 1000 : null,
      unseen: figure('unseen'),
      trained: figure('trained'),
    };
  });
  const newest = (a: RunRow, b: RunRow) => b.run.id - a.run.id;
  const byFigure = (key: 'unseen' | 'trained') => (a: RunRow, b: RunRow) =>
    (b[key] ?? -1) - (a[key] ?? -1) || newest(a, b);
  const orders: Readonly<Record<RunOrder, (a: RunRow, b: RunRow) => number>> = {
    newest,
    loss: (a, b) => a.run.spec.loss.localeCompare(b.run.spec.loss) || newest(a, b),
    unseen: byFigure('unseen'),
    trained: byFigure('trained'),
  };
  return rows.sort(orders[order]);
}

/** The colour that a run has everywhere, one of eight by its number. */
export function runColour(runId: number): string {
  return `var(--curve-${((runId - 1) % 8) + 1})`;
}
