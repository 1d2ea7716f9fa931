import type { StepLine } from './StepChart.tsx';

/** Rows of a table at most: some lines have hundreds of points. */
const mostRows = 40;

/** Lines as the rows of a table: a step, and each line's value there; empty if a line has no such step. */
export function stepRows(lines: readonly StepLine[], text: (value: number) => string): string[][] {
  const steps = [...new Set(lines.flatMap(({ points }) => points.map(({ step }) => step)))].sort(
    (a, b) => a - b,
  );
  const every = Math.ceil(steps.length / mostRows);
  // The last step always has a row: it is what a run ends with.
  const ends = new Set(lines.map(({ points }) => points.at(-1)?.step));
  return steps
    .filter((step, i) => i % every === 0 || ends.has(step))
    .map((step) => [
      String(step),
      ...lines.map(({ points }) => {
        const point = points.find((one) => one.step === step);
        return point === undefined ? '' : text(point.value);
      }),
    ]);
}
