import type { EvaluationInfo } from '../../../src-shared/contract/index.ts';
import { ends, percent } from '../../../src-shared/evaluation-files/index.ts';
import { useLanguage, useMessages } from '../../app/language.tsx';
import { Panel } from '../../components/Panel.tsx';
import { RowChoice, Table } from '../../components/Table.tsx';

interface KeptListProps {
  all: readonly EvaluationInfo[];
  shown: number | null;
  onShow(evaluationId: number): void;
}

/** All evaluations that are kept, with the figure of each head that one cites. */
export function KeptList({ all, shown, onShow }: KeptListProps) {
  const { evaluate: words } = useMessages();
  const { language } = useLanguage();
  return (
    <Panel title={words.kept} detail={all.length}>
      <Table label={words.kept} columns={words.keptColumns}>
        {all.map(({ id, name, at, settings, people, heads }) => (
          <tr key={id} aria-selected={id === shown} className="tabular">
            <td>
              <RowChoice onClick={() => onShow(id)}>{name}</RowChoice>
            </td>
            <td>{new Date(at).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' })}</td>
            <td>{words.protocols[settings.protocol]}</td>
            <td>{people.toLocaleString(language)}</td>
            <td>
              {settings.protocol === 'holdout' && <div className="quiet">{words.first}</div>}
              {heads.map(({ name, at1 }, i) => (
                <div key={`${i} ${name}`}>
                  {name} {at1 === null ? words.tooFew : <strong>{percent(at1.value)}</strong>}{' '}
                  {at1 !== null && <span className="quiet">{ends(at1)}</span>}
                </div>
              ))}
            </td>
          </tr>
        ))}
      </Table>
    </Panel>
  );
}
