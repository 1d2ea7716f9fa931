import { IconArrowRight, IconCheck, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { type Doubt, type Input, mediaUrl } from '../../../src-shared/contract/index.ts';
import { bridge } from '../../app/bridge.ts';
import { useLanguage, useMessages } from '../../app/language.tsx';
import { type Decision, Decisions } from './Decisions.tsx';
import { FacePicture, PhotoOf } from './FacePicture.tsx';
import { percentOf } from './likelihood.ts';
import { Question } from './Question.tsx';
import { QueueStrip } from './QueueStrip.tsx';
import { ReviewState } from './ReviewState.tsx';
import styles from './review.module.css';
import { usePeople } from './usePeople.ts';
import { type Queue, useQueue } from './useQueue.ts';
import { useReviewList } from './useReviewList.ts';

const keyOf = ({ faceId }: Doubt) => String(faceId);
const none: readonly Doubt[] = [];

/** Faces that are nearer to another person than to their own, or like nobody: the likeliest wrong names first. */
export function DoubtfulView() {
  const { review: words } = useMessages();
  const { language } = useLanguage();
  const { nameOf } = usePeople();
  const list = useReviewList('review.doubtful', {});
  const all = list.data?.doubts ?? none;
  const queue = useQueue(all, keyOf);
  const { items, index, current } = queue;
  if (current === undefined) return <ReviewState view="doubtful" {...list} />;
  return (
    <div className={styles.view}>
      <DoubtStage key={keyOf(current)} doubt={current} {...{ queue }}>
        {list.data?.expected != null && (
          <p className={styles.note}>
            {words.expectedWrong(
              list.data.expected.toLocaleString(language, { maximumFractionDigits: 0 }),
              list.data.total.toLocaleString(language),
            )}
          </p>
        )}
      </DoubtStage>
      <QueueStrip
        label={words.views.doubtful}
        count={items.length}
        total={(list.data?.total ?? 0) - (all.length - items.length)}
        {...{ index }}
        onGo={queue.goTo}
        onMore={list.more}
        nameOf={(i) => {
          const { personId, other } = items[i]!;
          return other === null
            ? words.isThis(nameOf(personId))
            : words.doubtTile(nameOf(personId), nameOf(other.personId));
        }}
        renderTile={(i) => (
          <img src={mediaUrl.chip(items[i]!.faceId)} alt="" loading="lazy" draggable={false} />
        )}
      />
    </div>
  );
}

interface DoubtStageProps {
  doubt: Doubt;
  queue: Queue<Doubt>;
  /** What holds for all doubts. */
  children: ReactNode;
}

/** The face between the nearest ones of its own person and of the other, if there is one. */
function DoubtStage({ doubt, queue, children }: DoubtStageProps) {
  const { review: words } = useMessages();
  const { nameOf } = usePeople();
  const { faceId, personId, own, other, probability } = doubt;
  const name = nameOf(personId);
  const otherName = other && nameOf(other.personId);
  const give = (to: Input<'people.moveFaces'>['to']) =>
    queue.decide((allowTwice) => bridge.call('people.moveFaces', { faceIds: [faceId], to, allowTwice }));
  const reject = () => queue.decide(() => bridge.call('people.reject', { faceIds: [faceId], personId }));
  const mend: Decision =
    other === null
      ? { id: 'reject', label: words.notName(name), icon: IconX, keys: 'N', variant: 'filled', run: reject }
      : {
          id: 'move',
          label: words.move(nameOf(other.personId)),
          icon: IconArrowRight,
          keys: 'M',
          variant: 'filled',
          run: () => give({ personId: other.personId }),
        };
  return (
    <div className={styles.stage}>
      <section className={styles.answer}>
        <span className={styles.chip}>
          {other === null || otherName === null
            ? words.unlike(name)
            : other.sameShot
              ? words.twoNames(otherName)
              : words.nearer(otherName)}
          {probability !== null && ` · ${words.wrongWith(percentOf(probability))}`}
        </span>
        <Question>{otherName === null ? words.isThis(name) : words.doubtQuestion(name, otherName)}</Question>
        <p className={styles.note}>{words.keepHelp}</p>
        {children}
      </section>
      <section className={styles.picture}>
        <div className={styles.three}>
          {own === null ? (
            <p className={styles.note}>{words.noOther(name)}</p>
          ) : (
            <Near name={name} side={own} />
          )}
          <FacePicture {...{ faceId }}>
            <strong>{words.thisFace}</strong>
            <span>{words.labelled(name)}</span>
          </FacePicture>
          {other && <Near name={nameOf(other.personId)} side={other} />}
        </div>
        <PhotoOf {...{ faceId }} />
      </section>
      <Decisions
        decisions={[
          mend,
          {
            id: 'keep',
            label: words.keep(name),
            icon: IconCheck,
            keys: 'K',
            run: () => queue.decide(() => bridge.call('review.keep', { faceId })),
          },
        ]}
        onSkip={queue.skip}
        without={[personId]}
        onPick={(name) => give({ name })}
      />
    </div>
  );
}

/** A person's face that is most like the doubted one. */
function Near({ name, side }: { name: string; side: NonNullable<Doubt['other']> }) {
  const { review: words } = useMessages();
  return (
    <FacePicture faceId={side.nearestFaceId}>
      <strong>{name}</strong>
      <span className="tabular">{words.similarity(side.cosine.toFixed(2))}</span>
      {side.sameShot && <span>{words.sameShot}</span>}
    </FacePicture>
  );
}
