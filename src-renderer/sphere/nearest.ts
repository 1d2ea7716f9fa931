import type { Spread } from '../../src-shared/contract/index.ts';
import type { Nearest } from './picture.ts';

export function nearestOf(nearest: Spread['nearest']): Nearest {
  return {
    index: Int32Array.from(nearest, ({ index }) => index),
    angle: Float64Array.from(nearest, ({ angle }) => angle),
  };
}
