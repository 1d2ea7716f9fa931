import { type CurveProps, type CurveRow, thinned } from './curves.ts';
import { RowChoice, Table } from './Table.tsx';

/** The table behind a chart: what the rows say, with the ends of each interval. */
export function CurveTable({ title, x, rows, series, format, opening }: CurveProps) {
  const headOf = (value: number) => {
    const text = (x.format ?? String)(value);
    return opening?.canOpen(value) ? (
      <RowChoice expanded={opening.open === value} onClick={() => opening.onToggle(value)}>
        {text}
      </RowChoice>
    ) : (
      text
    );
  };
  return (
    <Table label={title} columns={[x.name, ...series.map(({ name }) => name)]}>
      {thinned(rows).map((row) => (
        <tr key={row[x.key]}>
          <td>{headOf(row[x.key]!)}</td>
          {series.map(({ key, band }) => {
            const value = row[key];
            return (
              <td key={key}>
                {value === null || value === undefined ? '–' : format(value)}
                {band && endsOf(row, band, format)}
              </td>
            );
          })}
        </tr>
      ))}
    </Table>
  );
}

/** The interval behind a value, in brackets. */
function endsOf(row: CurveRow, band: readonly [string, string], format: (value: number) => string): string {
  const [low, high] = band.map((end) => row[end]);
  if (low === null || low === undefined || high === null || high === undefined) return '';
  return ` (${format(low)} – ${format(high)})`;
}
