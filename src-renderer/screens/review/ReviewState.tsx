import { IconCircleCheck, IconHourglass, IconPlayerPause } from '@tabler/icons-react';
import { go, href } from '../../app/address.ts';
import { useCall } from '../../app/data.ts';
import { useMessages } from '../../app/language.tsx';
import { EmptyState, ErrorState, LoadingSkeleton } from '../../components/states.tsx';
import { type ReviewView, reviewViews } from './views.ts';

interface ReviewStateProps {
  view: ReviewView;
  /** Whose suggestions alone are shown. */
  person?: string | undefined;
  data: { progress: number | null } | undefined;
  error: unknown;
}

/** In the place of a view in which nothing waits: why, and what does elsewhere. */
export function ReviewState({ view, person, data, error }: ReviewStateProps) {
  const { review: words } = useMessages();
  const { data: counts } = useCall('review.counts', undefined);
  if (error) return <ErrorState {...{ error }} />;
  if (!data) return <LoadingSkeleton shape="panel" />;
  if (data.progress !== null) {
    return (
      <EmptyState icon={IconHourglass} title={words.comparingTitle}>
        {words.comparingHelp}
      </EmptyState>
    );
  }
  if (counts?.stopped) {
    return (
      <EmptyState icon={IconPlayerPause} title={words.stoppedTitle}>
        {words.stoppedHelp}
      </EmptyState>
    );
  }
  const elsewhere = reviewViews.find((one) => one !== view && counts?.[one]);
  const action = person
    ? { label: words.allSuggestions, onClick: () => go(href('review', [], { view })) }
    : elsewhere
      ? {
          label: words.goOn(words.views[elsewhere], counts![elsewhere]!),
          onClick: () => go(href('review', [], { view: elsewhere })),
        }
      : { label: words.toLibrary, onClick: () => go(href('library')) };
  const alone = counts?.groups === 0 ? counts.unnamed : 0;
  return (
    <EmptyState icon={IconCircleCheck} title={words.nothing} {...{ action }}>
      {person ? words.emptyFor(person) : words.empty[view]}
      {view === 'groups' && alone > 0 && ` ${words.alone(alone)}`}
    </EmptyState>
  );
}
