import { Button, Select } from '@mantine/core';
import { IconChecks } from '@tabler/icons-react';
import { useState } from 'react';
import { mediaUrl, type Suggestion } from '../../../src-shared/contract/index.ts';
import { query, useQueryState } from '../../app/address.ts';
import { useMessages } from '../../app/language.tsx';
import { ConfirmSure } from './ConfirmSure.tsx';
import { QueueStrip } from './QueueStrip.tsx';
import { ReviewState } from './ReviewState.tsx';
import styles from './review.module.css';
import { SuggestionStage } from './SuggestionStage.tsx';
import { usePeople } from './usePeople.ts';
import { useQueue } from './useQueue.ts';
import { useReviewList } from './useReviewList.ts';

const parts = { person: query.number(), at: query.text() };

/** Another person may be suggested for the same face after a refusal. */
const keyOf = ({ faceId, personId }: Suggestion) => `${faceId}-${personId}`;
const none: readonly Suggestion[] = [];

/** Names of some people that are offered at once. */
const offered = 100;

/** Faces without a name, and whose they may be: of everybody or of one person. */
export function SuggestionsView() {
  const [{ person }, set] = useQueryState(parts);
  return <OfPerson key={person} {...{ person }} onPerson={(person) => set({ person, at: '' })} />;
}

interface OfPersonProps {
  person: number | null;
  onPerson(person: number | null): void;
}

function OfPerson({ person, onPerson }: OfPersonProps) {
  const { review: words } = useMessages();
  const { nameOf } = usePeople();
  const list = useReviewList('review.suggestions', person === null ? {} : { personId: person });
  const all = list.data?.suggestions ?? none;
  const queue = useQueue(all, keyOf);
  const { items, index, current } = queue;
  const [confirming, setConfirming] = useState(false);
  const people = list.data?.people ?? [];
  const chosen = people.find(({ personId }) => personId === person);
  return (
    <div className={styles.view}>
      <div className={styles.filter}>
        <Select
          aria-label={words.person}
          placeholder={words.everybody}
          searchable
          clearable
          limit={offered}
          value={person === null ? null : String(person)}
          onChange={(value) => onPerson(value === null ? null : Number(value))}
          data={people.map(({ personId, count }) => ({
            value: String(personId),
            label: words.personCount(nameOf(personId), count),
          }))}
        />
        {chosen && chosen.sure > 0 && (
          <Button
            variant="default"
            leftSection={<IconChecks size={18} stroke={1.75} aria-hidden />}
            onClick={() => setConfirming(true)}
          >
            {words.confirmSure(chosen.sure)}
          </Button>
        )}
      </div>
      {current === undefined ? (
        <ReviewState view="suggestions" person={person === null ? undefined : nameOf(person)} {...list} />
      ) : (
        <>
          <SuggestionStage
            key={keyOf(current)}
            suggestion={current}
            {...{ queue }}
            ofPerson={
              person === null
                ? {
                    count: people.find(({ personId }) => personId === current.personId)?.count ?? 0,
                    show: () => onPerson(current.personId),
                  }
                : null
            }
          />
          <QueueStrip
            label={words.views.suggestions}
            count={items.length}
            total={(list.data?.total ?? 0) - (all.length - items.length)}
            {...{ index }}
            onGo={queue.goTo}
            onMore={list.more}
            nameOf={(i) => words.suggestionTile(nameOf(items[i]!.personId))}
            renderTile={(i) => (
              <img src={mediaUrl.chip(items[i]!.faceId)} alt="" loading="lazy" draggable={false} />
            )}
          />
        </>
      )}
      {confirming && chosen && (
        <ConfirmSure
          personId={chosen.personId}
          name={nameOf(chosen.personId)}
          count={chosen.sure}
          onClose={() => setConfirming(false)}
        />
      )}
    </div>
  );
}
