import type { CSSProperties } from 'react';
import type { Box } from '../../src-shared/contract/index.ts';

/** Where a box lies on the picture, in per cent. What a detector found may go beyond the edges. */
export function boxStyle(box: Box, { width, height }: { width: number; height: number }): CSSProperties {
  const percent = (at: number, size: number) => 100 * Math.min(1, Math.max(0, at / size));
  const [left, top] = [percent(box.x, width), percent(box.y, height)];
  return {
    left: `${left}%`,
    top: `${top}%`,
    width: `${percent(box.x + box.width, width) - left}%`,
    height: `${percent(box.y + box.height, height) - top}%`,
  };
}
