import { useMessages } from '../../app/language.tsx';

interface DataTableProps {
  /** What the table is of, where a figure has several. */
  title?: string;
  columns: readonly string[];
  /** A row's first cell names it. */
  rows: readonly (readonly string[])[];
}

/** A figure's data as numbers, for whoever cannot see it or wants to cite it. */
export function DataTable({ title, columns, rows }: DataTableProps) {
  const { story: words } = useMessages();
  return (
    <details className="data">
      <summary>{title ?? words.table}</summary>
      <div className="scroll">
        <table>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([name, ...cells]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                {cells.map((cell, i) => (
                  <td key={columns[i + 1]}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
