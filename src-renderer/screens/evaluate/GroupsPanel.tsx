import type { EvaluationResult, GroupsResult } from '../../../src-shared/contract/index.ts';
import { gapSentence, plainPercent } from '../../../src-shared/evaluation-files/index.ts';
import { useMessages } from '../../app/language.tsx';
import { Panel } from '../../components/Panel.tsx';
import { RowChoice, Table } from '../../components/Table.tsx';
import styles from './evaluate.module.css';
import type { SetState } from './evaluate-address.ts';
import type { FacesById } from './faces.tsx';
import { OpenedGroup } from './OpenedGroup.tsx';
import { openKey } from './opened.ts';
import { Share } from './RateTable.tsx';

interface GroupsPanelProps {
  heads: EvaluationResult['heads'];
  groups: GroupsResult;
  /** The head whose figures are shown, by its place. */
  head: number;
  faces: FacesById;
  open: string;
  set: SetState;
}

/** How a head fares with groups of faces at one threshold for all, and how far the groups lie apart. */
export function GroupsPanel({ heads, groups, head, faces, open, set }: GroupsPanelProps) {
  const { evaluate: words } = useMessages();
  const { rows, unknown } = groups;
  const { rate, groups: shares, trueAcceptGap, falseAcceptGap } = groups.heads[head]!;
  const opened = rows.findIndex((_, g) => open === openKey.group(g));
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
          {rows.map(({ name, people, faces: count, same, different, pairPeople, photos, notFound }, g) => (
            <tr key={name} className="tabular">
              <th scope="row">
                <RowChoice
                  expanded={g === opened}
                  onClick={() => set({ open: g === opened ? '' : openKey.group(g) }, { replace: true })}
                >
                  {name}
                </RowChoice>
              </th>
              <td>{people}</td>
              <td>{count}</td>
              <td>
                <Share figure={shares[g]!.trueAccept} />
                <div className="quiet">{words.ofPairs(same, pairPeople?.same ?? null)}</div>
              </td>
              <td>
                <Share figure={shares[g]!.falseAccept} />
                <div className="quiet">{words.ofPairs(different, pairPeople?.different ?? null)}</div>
              </td>
              {withPhotos && (
                <td>
                  <Share figure={notFound} />
                  {photos && <div className="quiet">{words.ofPhotos(photos.all)}</div>}
                </td>
              )}
            </tr>
          ))}
        </Table>
      </div>
      {opened >= 0 && (
        <OpenedGroup
          head={heads[head]!.name}
          by={groups.by}
          row={rows[opened]!}
          failed={shares[opened]!.failed}
          {...{ faces }}
          onClose={() => set({ open: '' }, { replace: true })}
        />
      )}
      <ul className={styles.gaps}>
        <Gap what="TAR" gap={trueAcceptGap} {...{ rows }} />
        <Gap what="FAR" gap={falseAcceptGap} {...{ rows }} />
        {withPhotos && <Gap what={words.notFound} gap={groups.notFoundGap} {...{ rows }} />}
      </ul>
      <p className={styles.note}>
        {words.openGroup} {words.groupsHelp(plainPercent(100 * rate))}{' '}
        {unknown > 0 && words.groupsUnknown(unknown)}
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
