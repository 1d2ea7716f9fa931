/** The score of the Tammes game: the smallest angle beside the best known. */
import { useMemo } from 'react';
import { type Place, scoreOf } from '../../../../src-shared/story/index.ts';
import { useMessages } from '../../../app/language.tsx';
import { Numbers } from '../Numbers.tsx';
import styles from '../story.module.css';

/** Shares of the optimum beyond which it is reached: by hand nobody sees more digits. */
const reached = 0.9999;

/** Smallest angle, best known angle, and the share that is reached. */
export function GameScore({ places }: { places: readonly Place[] }) {
  const { story, sphere } = useMessages();
  const { game: words } = story;
  const { optimum, ratio, smallestAngle, smallestPair } = useMemo(() => scoreOf(places), [places]);
  return (
    <>
      <Numbers
        label={words.score}
        rows={[
          [
            sphere.smallest,
            `${smallestAngle.toFixed(2)}°`,
            words.closest(String(smallestPair[0] + 1), String(smallestPair[1] + 1)),
          ],
          [
            words.best,
            `${optimum.angle.toFixed(2)}°`,
            `${optimum.source}, ${sphere.statuses[optimum.status]}`,
          ],
          [words.share, story.percent(Number((100 * ratio).toFixed(2)))],
        ]}
      />
      <meter className={styles.share} aria-label={words.share} min={0} max={1} value={Math.min(1, ratio)} />
      <p role="status" className={styles.twoLines}>
        {ratio > reached ? words.reached : words.hint}
      </p>
    </>
  );
}
