import { useMessages } from '../../app/language.tsx';
import { DataTable } from './DataTable.tsx';
import type { StepLine } from './StepChart.tsx';
import { stepRows } from './step-rows.ts';

interface StepTableProps {
  lines: readonly StepLine[];
  /** A value as text. */
  text: (value: number) => string;
}

/** The lines of a `StepChart` as numbers: a row a step. */
export function StepTable({ lines, text }: StepTableProps) {
  const { story: words } = useMessages();
  return <DataTable columns={[words.step, ...lines.map(({ name }) => name)]} rows={stepRows(lines, text)} />;
}
