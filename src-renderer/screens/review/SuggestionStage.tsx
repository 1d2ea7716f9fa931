import { Button } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { type Input, mediaUrl, type Suggestion } from '../../../src-shared/contract/index.ts';
import { bridge } from '../../app/bridge.ts';
import { useCall } from '../../app/data.ts';
import { useMessages } from '../../app/language.tsx';
import { Decisions } from './Decisions.tsx';
import { FacePicture, PhotoOf } from './FacePicture.tsx';
import { Likelihood } from './Likelihood.tsx';
import { Question } from './Question.tsx';
import styles from './review.module.css';
import { usePeople } from './usePeople.ts';
import type { Queue } from './useQueue.ts';

interface SuggestionStageProps {
  suggestion: Suggestion;
  queue: Queue<Suggestion>;
  /** How many wait for the same person, and what shows them alone; null: they are. */
  ofPerson: { count: number; show(): void } | null;
}

/** Faces of the person that are shown beside the nearest one. */
const others = 5;

/** A face beside the nearest one of whom it may be: yes, no, or somebody else. */
export function SuggestionStage({ suggestion, queue, ofPerson }: SuggestionStageProps) {
  const { review: words } = useMessages();
  const { nameOf } = usePeople();
  const { faceId, personId, nearestFaceId, probability, sure } = suggestion;
  const name = nameOf(personId);
  const { data: faces } = useCall('library.faces', {
    personId,
    sort: 'rating',
    descending: true,
    limit: others + 1,
  });
  const more = (faces?.faces ?? []).filter(({ id }) => id !== nearestFaceId).slice(0, others);
  const give = (to: Input<'people.moveFaces'>['to']) =>
    queue.decide((allowTwice) => bridge.call('people.moveFaces', { faceIds: [faceId], to, allowTwice }));
  return (
    <div className={styles.stage}>
      <section className={styles.answer}>
        <span className={styles.chip} data-sure={sure || undefined}>
          {sure ? words.sure : words.unsure}
        </span>
        <Question>{words.isThis(name)}</Question>
        <div className={styles.pair}>
          <FacePicture {...{ faceId }}>{words.thisFace}</FacePicture>
          <FacePicture faceId={nearestFaceId}>{words.mostLike(name)}</FacePicture>
        </div>
        <Likelihood {...{ name, probability, sure }} />
        <p className={styles.note}>{words.remembered}</p>
      </section>
      <section className={styles.picture}>
        <PhotoOf {...{ faceId }} />
        {more.length > 0 && (
          <>
            <h3 className={styles.small}>{words.othersOf(name)}</h3>
            <div className={styles.others}>
              {more.map(({ id, photoName }) => (
                <img key={id} src={mediaUrl.chip(id)} alt={photoName} width={80} height={80} />
              ))}
            </div>
          </>
        )}
        {ofPerson !== null && ofPerson.count > 1 && (
          <Button variant="subtle" size="compact-sm" onClick={ofPerson.show}>
            {words.allOf(name, ofPerson.count)}
          </Button>
        )}
      </section>
      <Decisions
        decisions={[
          {
            id: 'yes',
            label: words.yes,
            icon: IconCheck,
            keys: 'Y',
            variant: 'filled',
            run: () => give({ personId }),
          },
          {
            id: 'no',
            label: words.no,
            icon: IconX,
            keys: 'N',
            run: () => queue.decide(() => bridge.call('people.reject', { faceIds: [faceId], personId })),
          },
        ]}
        onSkip={queue.skip}
        without={[personId]}
        onPick={(name) => give({ name })}
      />
    </div>
  );
}
