import type { Head } from './head.ts';
import { part } from './names.ts';
import type { Run } from './run.ts';
import type { Weights } from './safetensors.ts';
import { foldBatchNorm, foldIn } from './standardise.ts';

/**
 * A run's tensors as a head for features as they are stored.
 * @param tensors `head/…` and `loss/…`, as `Session.result` has them.
 */
export function headFrom({ spec, people, standardisation }: Run, tensors: Record<string, Weights>): Head {
  const { hiddenMean, hiddenVariance, ...trained } = part(tensors, 'head/');
  const plain = hiddenMean
    ? foldBatchNorm(trained, { hiddenMean, hiddenVariance: hiddenVariance! })
    : trained;
  const weights = foldIn(plain, standardisation);
  const { centres = null } = part(tensors, 'loss/');
  return { kind: spec.head.kind, dim: spec.head.dim, weights, centres, people };
}
