import { IconArrowRight, IconCheck } from '@tabler/icons-react';
import { mediaUrl, type TwoNames } from '../../../src-shared/contract/index.ts';
import { bridge } from '../../app/bridge.ts';
import { useMessages } from '../../app/language.tsx';
import { type Decision, Decisions } from './Decisions.tsx';
import { FacePicture, PhotoOf } from './FacePicture.tsx';
import { Question } from './Question.tsx';
import { QueueStrip } from './QueueStrip.tsx';
import { ReviewState } from './ReviewState.tsx';
import styles from './review.module.css';
import { type Queue, useQueue } from './useQueue.ts';
import { useReviewList } from './useReviewList.ts';

const keyOf = ({ faceId }: TwoNames) => String(faceId);
const none: readonly TwoNames[] = [];

/** Photos whose files lie under the names of several people: one of the names is right at most. */
export function TwoNamesView() {
  const { review: words } = useMessages();
  const list = useReviewList('review.twoNames', {});
  const all = list.data?.photos ?? none;
  const queue = useQueue(all, keyOf);
  const { items, index, current } = queue;
  if (current === undefined) return <ReviewState view="twoNames" {...list} />;
  return (
    <div className={styles.view}>
      <TwoNamesStage key={keyOf(current)} photo={current} {...{ queue }} />
      <QueueStrip
        label={words.views.twoNames}
        count={items.length}
        total={(list.data?.total ?? 0) - (all.length - items.length)}
        {...{ index }}
        onGo={queue.goTo}
        onMore={list.more}
        nameOf={(i) => words.doubtTile(items[i]!.own.name, items[i]!.others[0]!.name)}
        renderTile={(i) => (
          <img src={mediaUrl.chip(items[i]!.faceId)} alt="" loading="lazy" draggable={false} />
        )}
      />
    </div>
  );
}

/** The face between a face of each person whose name its files have. */
function TwoNamesStage({ photo, queue }: { photo: TwoNames; queue: Queue<TwoNames> }) {
  const { review: words } = useMessages();
  const { faceId, own, others } = photo;
  const give = (to: { personId: number } | { name: string }) =>
    queue.decide((allowTwice) => bridge.call('people.moveFaces', { faceIds: [faceId], to, allowTwice }));
  const moves = others.map(
    ({ name, personId }, i): Decision => ({
      id: `move-${i}`,
      label: words.move(name),
      icon: IconArrowRight,
      ...(i === 0 && { keys: 'M' }),
      run: () => give(personId === null ? { name } : { personId }),
    }),
  );
  const keep: Decision = {
    id: 'keep',
    label: words.keep(own.name),
    icon: IconCheck,
    keys: 'K',
    run: () => queue.decide(() => bridge.call('review.keep', { faceId })),
  };
  return (
    <div className={styles.stage}>
      <section className={styles.answer}>
        <span className={styles.chip}>{words.underTwoNames}</span>
        <Question>{words.doubtQuestion(own.name, others.map(({ name }) => name).join(', '))}</Question>
        <p className={styles.note}>{words.twoNamesHelp}</p>
        <ul className={styles.files}>
          {[own, ...others].map(({ name, paths }) => (
            <li key={name}>
              <strong>{name}</strong> {paths.join(', ')}
            </li>
          ))}
        </ul>
      </section>
      <section className={styles.picture}>
        <div className={styles.three}>
          <Known {...own} />
          <FacePicture {...{ faceId }}>
            <strong>{words.thisFace}</strong>
            <span>{words.labelled(own.name)}</span>
          </FacePicture>
          {others.map((other) => (
            <Known key={other.name} {...other} />
          ))}
        </div>
        <PhotoOf {...{ faceId }} />
      </section>
      <Decisions
        decisions={[keep, ...moves]}
        onSkip={queue.skip}
        without={[own.personId]}
        onPick={(name) => give({ name })}
      />
    </div>
  );
}

/** Another face of a person, or a word that there is none. */
function Known({ name, faceId }: TwoNames['others'][number]) {
  const { review: words } = useMessages();
  if (faceId === null) return <p className={styles.note}>{words.noOther(name)}</p>;
  return (
    <FacePicture {...{ faceId }}>
      <strong>{name}</strong>
    </FacePicture>
  );
}
