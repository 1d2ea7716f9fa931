import type { SweepInfo } from '../../../../src-shared/contract/index.ts';
import { useLanguage, useMessages } from '../../../app/language.tsx';
import { lengthOf } from '../../../components/duration.ts';
import { Panel } from '../../../components/Panel.tsx';
import { RowChoice, Table } from '../../../components/Table.tsx';

interface SweepListProps {
  all: readonly SweepInfo[];
  shown: number | null;
  onShow(sweepId: number): void;
}

/** All sweeps that are kept. */
export function SweepList({ all, shown, onShow }: SweepListProps) {
  const messages = useMessages();
  const { sweeps: words, runs } = messages;
  const { language } = useLanguage();
  return (
    <Panel title={words.all} detail={all.length}>
      <Table label={words.all} columns={words.columns}>
        {all.map(({ id, startedAt, status, plan, trials, seconds }) => (
          <tr key={id} aria-selected={id === shown} className="tabular">
            <td>
              <RowChoice onClick={() => onShow(id)}>{words.name(id)}</RowChoice>
            </td>
            <td>
              {new Date(startedAt).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' })}
            </td>
            <td>{runs.statuses[status]}</td>
            <td>{words.methods[plan.method]}</td>
            <td>{words.progress(trials.done, trials.total)}</td>
            <td>{seconds === 0 ? '–' : lengthOf(seconds, messages)}</td>
          </tr>
        ))}
      </Table>
    </Panel>
  );
}
