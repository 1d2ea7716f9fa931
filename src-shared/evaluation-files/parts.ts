/** The parts of an evaluation that have the same figures: a search, and pairs. */
import type { KeptEvaluation } from '../contract/index.ts';
import type { HeadFigures } from './figures.ts';

/** Of each part its rates' name, and the figures beside them. */
const parts = [
  { part: 'search', atRate: 'DIR', others: ['top1', 'top5', 'eer'] },
  { part: 'pairs', atRate: 'TAR', others: ['auc', 'eer', 'accuracy'] },
] as const;

export interface Part {
  part: 'search' | 'pairs';
  atRate: string;
  others: readonly ('top1' | 'top5' | 'auc' | 'eer' | 'accuracy')[];
  heads: readonly HeadFigures[];
  differences: readonly HeadFigures[];
}

/** Those that the evaluation has. */
export function partsOf({ result }: KeptEvaluation): Part[] {
  return parts.flatMap((one) => {
    const found = result[one.part];
    return found === null ? [] : [{ ...one, heads: found.heads, differences: found.differences }];
  });
}
