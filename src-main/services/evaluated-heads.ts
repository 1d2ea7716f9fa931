/** What the parts of an evaluation hand to each other. */
import type { FoundSearch } from '../../src-shared/recognition/index.ts';
import type { Steps } from '../../src-shared/steps.ts';

/** A head and what it makes of the faces that are evaluated. */
export interface EvaluatedHead {
  dim: number;
  /** Whether it is the built-in backbone's own, of which more is known. */
  isPretrained: boolean;
  /** Of length one, in the order of the faces. */
  embeddings: readonly Float32Array[];
}

/** A part of the work that tells how far it has come, from 0 to 1. */
export type Tell = (share: number) => void;

/** One draw, searched with one head. */
export interface DrawnSearch {
  /** Places of the faces. */
  enrolled: readonly number[];
  probes: readonly number[];
  strangers: readonly number[];
  /** Searches for the probes and the strangers, in their order. */
  known: readonly FoundSearch[];
  unknown: readonly FoundSearch[];
}

/** Does all of the work, and tells how far it has come. */
export function toldSteps<T>(steps: Steps<T>, tell: Tell): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    tell(value);
  }
}
