import { Button } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import type { EvaluationConfusions } from '../../../src-shared/contract/index.ts';
import { go, href } from '../../app/address.ts';
import { useMessages } from '../../app/language.tsx';
import { Panel } from '../../components/Panel.tsx';
import styles from './evaluate.module.css';
import type { EvaluateState, SetState } from './evaluate-address.ts';
import { FaceLink, type FacesById, useNameOf } from './faces.tsx';

interface ConfusionsProps {
  confusions: EvaluationConfusions;
  faces: FacesById;
  cell: EvaluateState['cell'];
  set: SetState;
}

/** Who is taken for whom among those who are most often: a row for who is on the photo, a column for who came first. */
export function Confusions(props: ConfusionsProps) {
  const { confusions, cell } = props;
  const { evaluate: words } = useMessages();
  const chosen = confusions.cells.find(({ row, column }) => row === cell[0] && column === cell[1]);
  return (
    <Panel
      title={words.confusions}
      detail={confusions.people.length > 0 ? words.confusionsDetail : undefined}
    >
      {confusions.people.length === 0 ? (
        <p className={styles.note}>{words.noConfusions}</p>
      ) : (
        <div className={styles.confusions}>
          <Matrix {...props} />
          <div className={styles.cellFaces} aria-live="polite">
            {chosen === undefined ? (
              <p className="quiet">{words.chooseCell}</p>
            ) : (
              <CellFaces {...props} chosen={chosen} />
            )}
          </div>
        </div>
      )}
    </Panel>
  );
}

function Matrix({ confusions, faces, cell: chosen, set }: ConfusionsProps) {
  const { evaluate: words } = useMessages();
  const nameOf = useNameOf(faces);
  const { people, searches, cells } = confusions;
  const head = (face: number) => (
    <span title={nameOf(face)}>
      {faces.has(face) && <img src={faces.get(face)!.picture} alt="" width={22} height={22} loading="lazy" />}
      <span className="visually-hidden">{nameOf(face)}</span>
    </span>
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so that the keyboard must reach it.
    <div className={styles.matrixScroll} tabIndex={0}>
      <table className={styles.matrix} aria-label={words.confusions}>
        <thead>
          <tr>
            <td>
              <span className="visually-hidden">
                {words.row}, {words.column}
              </span>
            </td>
            {people.map((face) => (
              <th key={face} scope="col">
                {head(face)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {people.map((face, row) => (
            <tr key={face}>
              <th scope="row">{head(face)}</th>
              {people.map((other, column) => {
                const cell = cells.find((one) => one.row === row && one.column === column);
                const share = (cell?.count ?? 0) / Math.max(1, searches[row]!);
                const isChosen = chosen[0] === row && chosen[1] === column;
                // From a tint that is seen to the full colour.
                const strength = cell === undefined ? 0 : Math.round(18 + 82 * share);
                const background = `color-mix(in srgb, var(--accent) ${strength}%, var(--hover))`;
                if (cell === undefined || row === column) {
                  const label = words.own(nameOf(face), cell?.count ?? 0, searches[row]!);
                  return (
                    <td key={other}>
                      <span className={styles.cell} style={{ background }} title={cell && label}>
                        <span className="visually-hidden">{cell?.count ?? 0}</span>
                      </span>
                    </td>
                  );
                }
                return (
                  <td key={other}>
                    <button
                      type="button"
                      className={styles.cell}
                      style={{ background }}
                      aria-pressed={isChosen}
                      aria-label={words.cell(nameOf(face), nameOf(other), cell.count, searches[row]!)}
                      title={words.cell(nameOf(face), nameOf(other), cell.count, searches[row]!)}
                      onClick={() => set({ cell: isChosen ? [] : [row, column] }, { replace: true })}
                    />
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface CellFacesProps extends ConfusionsProps {
  chosen: EvaluationConfusions['cells'][number];
}

/** The faces behind a cell, in pairs: the one that was searched for, and that which came first. */
function CellFaces({ confusions, faces, chosen }: CellFacesProps) {
  const { evaluate: words } = useMessages();
  const nameOf = useNameOf(faces);
  const { row, column, count, faces: pairs } = chosen;
  const both = [row, column].map((place) => confusions.people[place]!);
  const people = both.flatMap((face) => faces.get(face)?.personId ?? []);
  return (
    <>
      <p>{words.cell(nameOf(both[0]!), nameOf(both[1]!), count, confusions.searches[row]!)}</p>
      <div className={styles.facePairs}>
        {pairs.map(([face, found]) => (
          <span key={`${face} ${found}`} className={styles.facePair}>
            <FaceLink id={face} {...{ faces }} />
            <FaceLink id={found} {...{ faces }} />
          </span>
        ))}
      </div>
      {people.length === 2 && (
        <Button
          variant="default"
          leftSection={<IconEye size={16} stroke={1.75} aria-hidden />}
          onClick={() => go(href('library', [], { person: people.join('.') }))}
        >
          {words.look}
        </Button>
      )}
    </>
  );
}
