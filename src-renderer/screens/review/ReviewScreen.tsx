import { Button, Progress, SegmentedControl } from '@mantine/core';
import { useMemo } from 'react';
import { type Action, useActions } from '../../app/actions.ts';
import { query, useQueryState } from '../../app/address.ts';
import { useCompareFaces } from '../../app/compare-faces.ts';
import { useCall } from '../../app/data.ts';
import { useMessages } from '../../app/language.tsx';
import { Screen } from '../../components/Screen.tsx';
import { DoubtfulView } from './DoubtfulView.tsx';
import { GroupsView } from './GroupsView.tsx';
import styles from './review.module.css';
import { SuggestionsView } from './SuggestionsView.tsx';
import { TwoNamesView } from './TwoNamesView.tsx';
import { type ReviewView, reviewViews } from './views.ts';

const parts = { view: query.oneOf(...reviewViews), person: query.number(), at: query.text() };

const views = {
  groups: GroupsView,
  suggestions: SuggestionsView,
  doubtful: DoubtfulView,
  twoNames: TwoNamesView,
};

/** What waits for a decision: faces without a name in groups and by person, and names that may be wrong. */
export default function ReviewScreen() {
  const { screens, review: words } = useMessages();
  const [{ view }, set] = useQueryState(parts);
  const { data: counts } = useCall('review.counts', undefined);
  const View = views[view];
  // Few libraries have such photos.
  const offered = reviewViews.filter((one) => one !== 'twoNames' || one === view || counts?.twoNames);
  const actions = useMemo(
    () =>
      reviewViews.map(
        (view, i): Action => ({
          id: `review-${view}`,
          group: 'screen',
          label: words.views[view],
          keys: String(i + 1),
          run: () => set({ view, person: null, at: '' }),
        }),
      ),
    [words, set],
  );
  useActions(actions);
  const share = counts?.progress ?? null;
  return (
    <Screen
      title={screens.review}
      usesHead
      fill
      tools={
        <SegmentedControl
          aria-label={words.viewOf}
          value={view}
          onChange={(view) => set({ view: view as ReviewView, person: null, at: '' })}
          data={offered.map((view) => ({
            value: view,
            label: (
              <span className={styles.tab}>
                {words.views[view]}
                {counts?.[view] != null && <b className="tabular">{counts[view]}</b>}
              </span>
            ),
          }))}
        />
      }
      notice={<Comparing {...{ share }} stopped={counts?.stopped ?? false} />}
    >
      <View />
    </Screen>
  );
}

/** How far the comparing of faces has come, which can be cancelled; once it was, what begins it again. */
function Comparing({ share, stopped }: { share: number | null; stopped: boolean }) {
  const { review: words, common } = useMessages();
  const compare = useCompareFaces();
  if (share === null && !stopped) return null;
  return (
    <div className={styles.progress}>
      <span role="status">
        {share === null ? words.stoppedTitle : words.comparing(Math.floor(100 * share))}
      </span>
      {share === null ? <span /> : <Progress value={100 * share} aria-label={words.comparingTitle} />}
      <Button variant="default" size="compact-sm" onClick={() => compare(share === null)}>
        {share === null ? words.compareAgain : common.cancel}
      </Button>
    </div>
  );
}
