import type { Box } from '../../contract/index.ts';

/** A face that was found; the box in pixels of the picture. */
export interface Detection {
  box: Box;
  /** 0..1. */
  score: number;
}

/** Share of two boxes' union that both cover. */
export function intersectionOverUnion(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  if (width <= 0 || height <= 0) return 0;
  const both = width * height;
  return both / (a.width * a.height + b.width * b.height - both);
}

/**
 * Keeps the best of boxes that show the same face.
 * @param most that are kept. @param threshold of the intersection over union, above which a box is dropped.
 * @returns best first.
 */
export function nonMaxSuppression(found: readonly Detection[], most: number, threshold: number): Detection[] {
  const selected: Detection[] = [];
  for (const candidate of found.toSorted((a, b) => b.score - a.score)) {
    if (selected.length === most) break;
    if (selected.every(({ box }) => intersectionOverUnion(box, candidate.box) <= threshold))
      selected.push(candidate);
  }
  return selected;
}
