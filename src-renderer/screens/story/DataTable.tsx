import { useMessages } from '../../app/language.tsx';
import { Disclosure } from '../../components/Disclosure.tsx';
import { Table } from '../../components/Table.tsx';

interface DataTableProps {
  /** What the table is of, if a figure has several. */
  title?: string;
  columns: readonly string[];
  /** A row's first cell names it. */
  rows: readonly (readonly string[])[];
}

/** A figure's data as numbers, for whoever cannot see it or wants to cite it. */
export function DataTable({ title, columns, rows }: DataTableProps) {
  const { story: words } = useMessages();
  return (
    <Disclosure title={title ?? words.table}>
      <Table {...{ columns }}>
        {rows.map(([name, ...cells]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {cells.map((cell, i) => (
              <td key={columns[i + 1]}>{cell}</td>
            ))}
          </tr>
        ))}
      </Table>
    </Disclosure>
  );
}
