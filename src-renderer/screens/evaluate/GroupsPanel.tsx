import type { EvaluationResult, GroupsResult } from '../../../src-shared/contract/index.ts';
import { useMessages } from '../../app/language.tsx';
import { Panel } from '../../components/Panel.tsx';
import { Table } from '../../components/Table.tsx';
import styles from './evaluate.module.css';
import { gapSentence, plainPercent } from './figures.ts';
import { Share } from './RateTable.tsx';

interface GroupsPanelProps {
  heads: EvaluationResult['heads'];
  groups: GroupsResult;
  /** The head whose figures are shown, by its place. */
  head: number;
}

/** How a head fares with groups of faces at one threshold for all, and how far the groups lie apart. */
export function GroupsPanel({ heads, groups, head }: GroupsPanelProps) {
  const { evaluate: words } = useMessages();
  const { rows, unknown } = groups;
  const { rate, groups: shares, trueAcceptGap, falseAcceptGap } = groups.heads[head]!;
  const withPhotos = rows.some(({ photos }) => photos !== null);
  const title = words.groupsTitle(words.groupings(groups.by), heads[head]!.name);
  return (
    <Panel title={title} detail={words.overPeople}>
      <div className={styles.rates}>
        <Table
          label={title}
          columns={[
            words.group,
            words.groupPeople,
            words.groupFaces,
            'TAR',
            'FAR',
            ...(withPhotos ? [words.notFound] : []),
          ]}
        >
          {rows.map(({ name, people, faces, notFound }, g) => (
            <tr key={name} className="tabular">
              <th scope="row">{name}</th>
              <td>{people}</td>
              <td>{faces}</td>
              <td>
                <Share figure={shares[g]!.trueAccept} />
              </td>
              <td>
                <Share figure={shares[g]!.falseAccept} />
              </td>
              {withPhotos && (
                <td>
                  <Share figure={notFound} />
                </td>
              )}
            </tr>
          ))}
        </Table>
      </div>
      <ul className={styles.gaps}>
        <Gap what="TAR" gap={trueAcceptGap} {...{ rows }} />
        <Gap what="FAR" gap={falseAcceptGap} {...{ rows }} />
        {withPhotos && <Gap what={words.notFound} gap={groups.notFoundGap} {...{ rows }} />}
      </ul>
      <p className={styles.note}>
        {words.groupsHelp(plainPercent(100 * rate))} {unknown > 0 && words.groupsUnknown(unknown)}
      </p>
    </Panel>
  );
}

function Gap({
  what,
  gap,
  rows,
}: { what: string; gap: GroupsResult['notFoundGap'] } & Pick<GroupsResult, 'rows'>) {
  const { evaluate: words } = useMessages();
  return <li>{gapSentence(words, what, gap, rows)}</li>;
}
