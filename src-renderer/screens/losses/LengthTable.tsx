import { memo } from 'react';
import { useMessages } from '../../app/language.tsx';
import { Disclosure } from '../../components/Disclosure.tsx';
import { Table } from '../../components/Table.tsx';
import { angles } from './curves.ts';
import { type DrawnCurve, isSameDrawing } from './drawn-curves.ts';

/** Degrees between the rows. */
const step = 10;

/** The chart's numbers, for whoever cannot see it. */
export const LengthTable = memo(function LengthTable({ curves }: { curves: readonly DrawnCurve[] }) {
  const { losses: words } = useMessages();
  return (
    <Disclosure title={words.table}>
      <Table columns={[words.angle, ...curves.map(({ text }) => text)]}>
        {angles.map(
          (angle, i) =>
            angle % step === 0 && (
              <tr key={angle}>
                <th scope="row">{angle}°</th>
                {curves.map(({ style, heights }) => (
                  <td key={style}>{heights[i]!.toPrecision(4)}</td>
                ))}
              </tr>
            ),
        )}
      </Table>
    </Disclosure>
  );
}, isSameDrawing);
