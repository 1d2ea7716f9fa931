/** How a face of a gallery scores, as if it were a new photo. */

/** What a face's two scores are. */
export interface FaceScores {
  /** Cosine with the mean of its own person's other faces: what a photo of somebody enrolled looks like. Null if there are none. */
  genuine: number | null;
  /** Cosine with the nearest other person: what a stranger's best match looks like. Null if there is nobody else. */
  impostor: number | null;
}

/** A face's scores, and the other person whom the impostor score is with. */
export interface ScoredFace extends FaceScores {
  rival: number | null;
}
