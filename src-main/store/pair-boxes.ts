/** Which boxes frame the same face. */
import type { Box } from '../../src-shared/contract/index.ts';
import { intersectionOverUnion } from '../../src-shared/vision/index.ts';

/** Of two detectors' boxes around one face: they frame it differently, and neighbours hardly overlap. */
const sameFace = 0.2;

export function isSameFace(a: Box, b: Box): boolean {
  return intersectionOverUnion(a, b) > sameFace;
}

/** Pairs boxes that frame the same face, those that overlap most first. @returns places in both lists. */
export function pairBoxes(first: readonly Box[], second: readonly Box[]): [number, number][] {
  const couples = first
    .flatMap((a, i) => second.map((b, k) => ({ i, k, overlap: intersectionOverUnion(a, b) })))
    .filter(({ overlap }) => overlap > sameFace)
    .sort((a, b) => b.overlap - a.overlap);
  const [firsts, seconds] = [new Set<number>(), new Set<number>()];
  const pairs: [number, number][] = [];
  for (const { i, k } of couples) {
    if (firsts.has(i) || seconds.has(k)) continue;
    firsts.add(i);
    seconds.add(k);
    pairs.push([i, k]);
  }
  return pairs;
}
