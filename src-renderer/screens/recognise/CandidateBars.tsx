import { type Match, mediaUrl } from '../../../src-shared/contract/index.ts';
import { useMessages } from '../../app/language.tsx';
import styles from './recognise.module.css';

/** Cosine at which a bar begins: below it faces have nothing in common that could be seen. */
const least = 0.5;

const shareOf = (cosine: number) => Math.max(0, Math.min(1, (cosine - least) / (1 - least)));

/** The nearest people as bars of similarity, with the line over which somebody is known. */
export function CandidateBars({ match, threshold }: { match: Match; threshold: number }) {
  const { recognise: words } = useMessages();
  return (
    <ol className={styles.candidates}>
      {match.candidates.map(({ personId, name, cosine, nearestFaceId }, i) => (
        <li key={personId}>
          <img src={mediaUrl.chip(nearestFaceId)} alt="" width={28} height={28} loading="lazy" />
          <span className={styles.candidate}>{name}</span>
          <span className={`${styles.cosine} tabular`} title={words.similarity}>
            {cosine.toFixed(2)}
          </span>
          <span className={styles.track} aria-hidden>
            <span
              className={styles.fill}
              data-known={(match.known && i === 0) || undefined}
              style={{ width: `${100 * shareOf(cosine)}%` }}
            />
            <span className={styles.mark} style={{ left: `${100 * shareOf(threshold)}%` }} />
          </span>
        </li>
      ))}
    </ol>
  );
}
