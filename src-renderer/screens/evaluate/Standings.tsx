import { IconTrendingDown, IconTrendingUp } from '@tabler/icons-react';
import type { CurvePoint, Estimate, EvaluationResult } from '../../../src-shared/contract/index.ts';
import { standingBy } from '../../../src-shared/recognition/index.ts';
import { useMessages } from '../../app/language.tsx';
import styles from './evaluate.module.css';

interface StandingsProps {
  heads: EvaluationResult['heads'];
  /** Where nobody is a stranger there are no rates, and heads are judged by who comes first. */
  differences: readonly { points: readonly CurvePoint[]; top1?: Estimate }[];
}

/** The rate that heads are judged at. */
const judgedRate = 0.01;

/** What each head is worth beside the first, at a glance. */
export function Standings({ heads, differences }: StandingsProps) {
  const { evaluate: words } = useMessages();
  if (differences.length === 0) return null;
  return (
    <div className={styles.standings}>
      {differences.map(({ points, top1 }, i) => {
        const { id, name, trainedOn } = heads[i + 1]!;
        const at = points.length === 0 ? top1 : points.find(({ rate }) => rate === judgedRate);
        const standing =
          at === undefined ? 'unknown' : standingBy({ difference: at.value, interval: at.interval }, 1);
        const Icon = standing === 'better' ? IconTrendingUp : standing === 'worse' ? IconTrendingDown : null;
        const whom =
          words.ofWhom[trainedOn === null ? 'outside' : trainedOn.people === 0 ? 'unseen' : 'seen'];
        return (
          <span key={id} className={styles.standing} data-side={standing}>
            {Icon && <Icon size={14} stroke={1.75} aria-hidden />}
            {words.standings[standing](name, whom)}
          </span>
        );
      })}
    </div>
  );
}
