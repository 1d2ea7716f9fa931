/** What the parts of an evaluation hand to each other. */
import type { Deal, DealtPhoto, FoundSearch } from '../../src-shared/recognition/index.ts';
import type { Steps } from '../../src-shared/steps.ts';

/** A face as protocols compare it. */
export interface JudgedFace extends DealtPhoto {
  faceId: number;
  /** What tells a photo beside the library from others; without it, the number does. */
  identity?: string;
}

/** A head and what it makes of the faces that are evaluated. */
export interface EvaluatedHead {
  dim: number;
  /** Whether it is the built-in backbone's own, of which more is known. */
  isPretrained: boolean;
  /** Of length one, in the order of the faces; null: no face was found on the photo. */
  embeddings: readonly (Float32Array | null)[];
}

/** A part of the work that tells how far it has come, from 0 to 1. */
export type Tell = (share: number) => void;

/** One draw, searched with one head. */
export interface DrawnSearch extends Deal {
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
