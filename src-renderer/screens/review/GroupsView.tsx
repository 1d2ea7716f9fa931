import type { FaceGroup } from '../../../src-shared/contract/index.ts';
import { mediaUrl } from '../../../src-shared/contract/index.ts';
import { useMessages } from '../../app/language.tsx';
import { GroupStage } from './GroupStage.tsx';
import { QueueStrip } from './QueueStrip.tsx';
import { ReviewState } from './ReviewState.tsx';
import styles from './review.module.css';
import { usePeople } from './usePeople.ts';
import { useQueue } from './useQueue.ts';
import { useReviewList } from './useReviewList.ts';

const keyOf = ({ id }: FaceGroup) => String(id);
const none: readonly FaceGroup[] = [];

/** Groups of faces without a name, the largest first: each is named in one go. */
export function GroupsView() {
  const { review: words } = useMessages();
  const { nameOf } = usePeople();
  const list = useReviewList('review.groups', { faces: 4 });
  const all = list.data?.groups ?? none;
  const queue = useQueue(all, keyOf);
  const { items, index, current } = queue;
  if (current === undefined) return <ReviewState view="groups" {...list} />;
  return (
    <div className={styles.view}>
      <GroupStage key={current.id} group={current} {...{ queue }} />
      <QueueStrip
        label={words.views.groups}
        count={items.length}
        total={(list.data?.total ?? 0) - (all.length - items.length)}
        {...{ index }}
        onGo={queue.goTo}
        onMore={list.more}
        nameOf={(i) => {
          const { size, likely } = items[i]!;
          return words.groupTile(size, likely && nameOf(likely.personId));
        }}
        renderTile={(i) => <GroupTile group={items[i]!} />}
      />
    </div>
  );
}

function GroupTile({ group: { faceIds, size } }: { group: FaceGroup }) {
  return (
    <div className={styles.groupTile} data-faces={Math.min(4, faceIds.length)}>
      {faceIds.slice(0, faceIds.length < 4 ? 1 : 4).map((id) => (
        <img key={id} src={mediaUrl.chip(id)} alt="" loading="lazy" draggable={false} />
      ))}
      <span className={styles.size}>{size}</span>
    </div>
  );
}
