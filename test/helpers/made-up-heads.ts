/** Heads of every kind, with numbers that are the same each time. */
import type { Head } from '../../src-shared/training/index.ts';

/** @param size.hidden width of the hidden layer; absent: a linear head. @param size.classes class centres; absent: none. */
export function madeUpHead({
  dim = 16,
  hidden,
  skip = false,
  bias = true,
  classes,
}: {
  dim?: number;
  hidden?: number;
  skip?: boolean;
  bias?: boolean;
  classes?: number;
}): Head {
  const width = 256;
  let at = 0;
  const tensor = (...shape: number[]) => ({
    shape,
    values: Float32Array.from(
      { length: shape.reduce((product, length) => product * length, 1) },
      () => 0.2 * Math.sin(7 * ++at),
    ),
  });
  return {
    kind: hidden === undefined ? 'linear' : 'mlp',
    dim,
    weights: {
      ...(hidden !== undefined && { hiddenWeight: tensor(width, hidden), hiddenBias: tensor(hidden) }),
      weight: tensor(hidden ?? width, dim),
      ...((bias || hidden !== undefined) && { bias: tensor(dim) }),
      ...(skip && { skipWeight: tensor(width, dim) }),
    },
    centres: classes === undefined ? null : tensor(classes, dim),
    people: Array.from({ length: classes ?? 2 }, (_, i) => `Person ${i + 1}`),
  };
}
