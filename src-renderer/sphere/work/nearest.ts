import type { Spread } from '../../../src-shared/contract/index.ts';
import type { NearestCentres } from '../picture.ts';

export function nearestOf(nearest: Spread['nearest']): NearestCentres {
  return {
    index: Int32Array.from(nearest, ({ index }) => index),
    angle: Float64Array.from(nearest, ({ angle }) => angle),
  };
}
