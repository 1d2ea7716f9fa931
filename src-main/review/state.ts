/** All that waits for a decision, as of one state of the library. */
import type { Suggestion } from '../../src-shared/contract/index.ts';

export interface ReviewState {
  /** Ids of faces in rising order; the largest group first. */
  groups: readonly (readonly number[])[];
  /** The likeliest first. */
  suggestions: readonly Omit<Suggestion, 'nearestFaceId' | 'probability'>[];
  /** The worst first. */
  doubts: readonly FaceDoubt[];
}

/** A doubt without the faces that show it. */
export interface FaceDoubt {
  faceId: number;
  personId: number;
  /** Cosine with the mean of the person's other faces; null: there are none. */
  own: number | null;
  /** The person whom it is nearer to; null: it is like nobody. */
  other: { personId: number; cosine: number } | null;
  /** That the name is wrong; null: too few faces are known to say. */
  probability: number | null;
}

/** What is still open of a face. */
export interface Open {
  /** Whether it has no name. */
  isUnnamed(faceId: number): boolean;
  /** Whether a face without a name may be this person. */
  canBe(faceId: number, personId: number): boolean;
  /** Whether its name is still the same, and nobody has decided about it. */
  isDoubted(doubt: FaceDoubt): boolean;
}

/** What is left of a state after some of it has been decided. */
export function stillOpen({ groups, suggestions, doubts }: ReviewState, open: Open): ReviewState {
  return {
    groups: groups
      .map((faceIds) => faceIds.filter(open.isUnnamed))
      .filter(({ length }) => length > 1)
      .sort((a, b) => b.length - a.length || a[0]! - b[0]!),
    suggestions: suggestions.filter(
      ({ faceId, personId }) => open.isUnnamed(faceId) && open.canBe(faceId, personId),
    ),
    doubts: doubts.filter(open.isDoubted),
  };
}
