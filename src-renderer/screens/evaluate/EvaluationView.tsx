import { useMemo } from 'react';
import type { KeptEvaluation } from '../../../src-shared/contract/index.ts';
import { useMessages } from '../../app/language.tsx';
import { Segments } from '../../components/Segments.tsx';
import { Confusions } from './Confusions.tsx';
import styles from './evaluate.module.css';
import type { EvaluateState, SetState } from './evaluate-address.ts';
import { facesById } from './faces.tsx';
import { GroupsPanel } from './GroupsPanel.tsx';
import { HardList } from './HardList.tsx';
import { LostPanel } from './LostPanel.tsx';
import { PairsPanels } from './PairsPanels.tsx';
import { RanksPanel } from './RanksPanel.tsx';
import { ScorePanels } from './ScorePanels.tsx';
import { SearchPanels } from './SearchPanels.tsx';

interface EvaluationViewProps {
  kept: KeptEvaluation;
  state: EvaluateState;
  set: SetState;
}

/** Everything that an evaluation found: curves and tables of all heads, then what those of one head are made of. */
export function EvaluationView({ kept, state, set }: EvaluationViewProps) {
  const { evaluate: words } = useMessages();
  const { heads, search, pairs, people } = kept.result;
  const faces = useMemo(() => facesById(kept), [kept]);
  // The last is what one wants to know about; the first is what it is compared with.
  const head = Math.min(state.head ?? heads.length - 1, heads.length - 1);
  const isHoldout = kept.settings.protocol === 'holdout';
  const Search = isHoldout ? RanksPanel : SearchPanels;
  // Without strangers a search has no scores to show.
  const source = search === null || isHoldout ? 'pairs' : pairs === null ? 'search' : state.source;
  const figures = (source === 'search' ? search : pairs)?.heads[head];
  const opening = { head, faces, open: state.open, set };
  const ofSearch = search?.heads[head] ?? null;
  return (
    <div className={styles.view}>
      <ul className={styles.trained}>
        {'unseen' in kept.settings && kept.settings.unseen && <li>{words.unseenOnly}</li>}
        {heads.map(({ id, name, trainedOn }) => (
          <li key={id} data-seen={(trainedOn?.people ?? 0) > 0 || undefined}>
            {trainedOn === null
              ? words.trainedUnknown(name)
              : words.trainedOn(name, trainedOn.people, people, trainedOn.faces)}
          </li>
        ))}
      </ul>
      <LostPanel {...{ kept }} />
      {search && <Search {...{ heads, search }} {...opening} />}
      {pairs ? (
        <PairsPanels {...{ heads, pairs }} {...opening} curve={state.curve} />
      ) : (
        kept.settings.protocol !== 'folders' && <p>{words.noPairs}</p>
      )}
      <div className={styles.choices}>
        {heads.length > 1 && (
          <Segments
            label={words.details}
            value={String(head)}
            options={heads.map(({ name }, i) => [String(i), name] as const)}
            onChange={(place) => set({ head: Number(place), cell: [] }, { replace: true })}
          />
        )}
        {search && pairs && !isHoldout && (
          <Segments
            label={words.source}
            value={source}
            options={(['search', 'pairs'] as const).map((one) => [one, words.sources[one]] as const)}
            onChange={(source) => set({ source }, { replace: true })}
          />
        )}
      </div>
      {kept.result.groups === null && 'by' in kept.settings && kept.settings.by !== null && (
        <p>{words.groupsNone}</p>
      )}
      {kept.result.groups && <GroupsPanel {...{ heads }} {...opening} groups={kept.result.groups} />}
      {figures && <ScorePanels {...{ source, figures }} {...opening} />}
      <div className={styles.pair}>
        {ofSearch && <Confusions confusions={ofSearch.confusions} {...{ faces, set }} cell={state.cell} />}
        <HardList
          search={ofSearch}
          pairs={pairs?.heads[head] ?? null}
          {...{ faces, set }}
          list={state.list}
        />
      </div>
    </div>
  );
}
