import { useMessages } from '../../app/language.tsx';
import { likelihoodOf, percentOf } from './likelihood.ts';
import styles from './review.module.css';

interface LikelihoodProps {
  name: string;
  /** Null: not known. */
  probability: number | null;
  sure?: boolean;
}

/** How likely it is that a face is somebody's: in words, in percent, and as a bar. */
export function Likelihood({ name, probability, sure = false }: LikelihoodProps) {
  const { review: words } = useMessages();
  const percent = percentOf(probability);
  return (
    <div className={styles.likelihood}>
      <div className={styles.likelihoodWords}>
        <strong>{words.likely[likelihoodOf(probability, sure)](name)}</strong>
        {percent && <span className="tabular">{percent}</span>}
      </div>
      {probability !== null && (
        <>
          <meter className="visually-hidden" min={0} max={1} value={probability}>
            {`${words.probability(name)}: ${percent}`}
          </meter>
          <div className={styles.bar} aria-hidden>
            <div style={{ left: `${100 * Math.min(0.995, Math.max(0.005, probability))}%` }} />
          </div>
          <div className={styles.barEnds} aria-hidden>
            <span>{words.somebodyElse}</span>
            <span>{name}</span>
          </div>
        </>
      )}
    </div>
  );
}
