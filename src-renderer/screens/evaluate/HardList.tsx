import type { EvaluationResult } from '../../../src-shared/contract/index.ts';
import { useMessages } from '../../app/language.tsx';
import { Panel } from '../../components/Panel.tsx';
import { Segments } from '../../components/Segments.tsx';
import styles from './evaluate.module.css';
import type { EvaluateState, SetState } from './evaluate-address.ts';
import { type FacesById, useNameOf } from './faces.tsx';
import { type PairItem, PairItems } from './PairItems.tsx';

interface HardListProps {
  /** Null: there is none. */
  search: NonNullable<EvaluationResult['search']>['heads'][number] | null;
  pairs: NonNullable<EvaluationResult['pairs']>['heads'][number] | null;
  faces: FacesById;
  list: EvaluateState['list'];
  set: SetState;
}

/** The pairs that are hardest, or the searches that failed, each with both faces. */
export function HardList({ search, pairs, faces, list, set }: HardListProps) {
  const { evaluate: words } = useMessages();
  const nameOf = useNameOf(faces);
  const kinds = (['different', 'same'] as const).map((kind) =>
    (pairs?.[kind] ?? []).map(
      ({ a, b, score }): PairItem => ({
        key: `${kind} ${a} ${b}`,
        faces: [a, b],
        score,
        text: words.hard[kind],
      }),
    ),
  );
  // By turns, so that both kinds are seen.
  const hardest: PairItem[] = kinds[0]!
    .flatMap((one, i) => [one, ...kinds[1]!.slice(i, i + 1)])
    .concat(kinds[1]!.slice(kinds[0]!.length));
  const failures: PairItem[] = (search?.failures ?? []).map(({ face, found, kind, score }) => ({
    key: `${kind} ${face} ${found}`,
    faces: [face, found],
    score,
    text: words.failed[kind](nameOf(found)),
  }));
  const shown = search !== null && (list === 'failures' || pairs === null) ? 'failures' : 'hardest';
  const items = shown === 'failures' ? failures : hardest;
  return (
    <Panel
      title={words[shown]}
      tools={
        search !== null &&
        pairs !== null && (
          <Segments
            label={words.list}
            bare
            value={shown}
            options={[
              ['hardest', words.hardest],
              ['failures', words.failures],
            ]}
            onChange={(list) => set({ list }, { replace: true })}
          />
        )
      }
    >
      {items.length === 0 && (
        <p className={styles.note}>{shown === 'failures' ? words.noFailures : words.noPairs}</p>
      )}
      <PairItems label={words[shown]} {...{ items, faces }} />
    </Panel>
  );
}
