import type { Head } from './head.ts';
import type { StoredTensor } from './safetensors.ts';

/**
 * A head part of the way from another to itself: weights (1 - a) W₀ + a W (Wortsman et al. 2022, "Robust fine-tuning of
 * zero-shot models", CVPR). For linear heads, and for MLPs beside a linear layer, that is also where the embeddings are:
 * (1 - a) e₀ + a e, before they are brought to length one. An MLP's hidden layer stays as it is and its share of the
 * embedding shrinks, which is the same.
 *
 * @param from linear, of the same size: the head that training started from.
 * @param share a, from 0, which is `from` itself, to 1, which is `to`.
 * @returns a head without class centres, as they belong to `to` alone, unless `share` is 1.
 */
export function partOfTheWay(from: Head, to: Head, share: number): Head {
  if (share === 1) return to;
  const { weight, bias, skipWeight, ...hidden } = to.weights;
  const start = from.weights.weight!;
  const offset = blended(from.weights.bias, bias, share);
  if (hidden.hiddenWeight === undefined) {
    return {
      ...to,
      centres: null,
      weights: { weight: blended(start, weight, share)!, ...(offset && { bias: offset }) },
    };
  }
  const weights = {
    ...hidden,
    weight: blended(undefined, weight, share)!,
    bias: offset!,
    skipWeight: blended(start, skipWeight, share)!,
  };
  return { ...to, centres: null, weights };
}

/** (1 - a) from + a to; what is absent is zero. */
function blended(
  from: StoredTensor | undefined,
  to: StoredTensor | undefined,
  share: number,
): StoredTensor | undefined {
  const { shape } = to ?? from ?? { shape: null };
  if (shape === null) return undefined;
  const values = new Float32Array(shape.reduce((product, side) => product * side, 1));
  for (let i = 0; i < values.length; i++) {
    values[i] = (1 - share) * (from?.values[i] ?? 0) + share * (to?.values[i] ?? 0);
  }
  return { shape, values };
}
