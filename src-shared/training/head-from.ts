import type { Head } from './head.ts';
import type { PreparedRun } from './prepared-run.ts';
import type { StoredTensor } from './safetensors.ts';
import { foldBatchNorm, foldIn } from './standardise.ts';
import { entriesUnder } from './tensor-names.ts';

/**
 * A run's tensors as a head for features as they are stored.
 * @param tensors `head/…` and `loss/…`, as `Session.result` has them.
 */
export function headFrom(
  { spec, people, standardisation }: PreparedRun,
  tensors: Record<string, StoredTensor>,
): Head {
  const { hiddenMean, hiddenVariance, ...trained } = entriesUnder(tensors, 'head/');
  const plain = hiddenMean
    ? foldBatchNorm(trained, { hiddenMean, hiddenVariance: hiddenVariance! })
    : trained;
  const weights = foldIn(plain, standardisation);
  const { centres = null } = entriesUnder(tensors, 'loss/');
  return { kind: spec.head.kind, dim: spec.head.dim, weights, centres, people };
}
