import type { Candidate, Match } from '../contract/index.ts';

/** A face of the gallery as an embedding of length one. */
export interface GalleryFace {
  faceId: number;
  embedding: Float32Array;
}

/** An enrolled person: all embeddings, and the direction of their mean. */
export interface GalleryPerson {
  personId: number;
  name: string;
  faces: GalleryFace[];
  /** Of length one. */
  mean: Float32Array;
}

/** Puts faces together into people. */
export function buildGallery(
  faces: readonly (GalleryFace & { personId: number; name: string })[],
): GalleryPerson[] {
  const byPerson = Map.groupBy(faces, ({ personId }) => personId);
  return [...byPerson].map(([personId, own]) => ({
    personId,
    name: own[0]!.name,
    faces: own.map(({ faceId, embedding }) => ({ faceId, embedding })),
    mean: meanDirection(own.map(({ embedding }) => embedding)),
  }));
}

/** Direction of the mean of unit vectors; zero where they cancel out. */
export function meanDirection(embeddings: readonly Float32Array[]): Float32Array {
  const sum = new Float32Array(embeddings[0]!.length);
  for (const embedding of embeddings) {
    for (let i = 0; i < sum.length; i++) sum[i]! += embedding[i]!;
  }
  const length = Math.hypot(...sum);
  return length === 0 ? sum : sum.map((value) => value / length);
}

/** Cosine of two vectors of length one. */
export function cosine(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return Math.max(-1, Math.min(1, sum));
}

/**
 * Ranks the people of a gallery by the cosine between the probe and each one's mean direction.
 * @param probe embedding of length one. @param threshold smallest cosine that counts as known.
 * @param limit how many candidates to keep.
 */
export function matchProbe(
  gallery: readonly GalleryPerson[],
  probe: Float32Array,
  threshold: number,
  limit: number,
): Match {
  const ranked = gallery
    .map((person) => ({ person, cosine: cosine(probe, person.mean) }))
    .sort((a, b) => b.cosine - a.cosine || a.person.personId - b.person.personId);
  const [first, second] = ranked;
  const candidates = ranked.slice(0, limit).map(({ person, cosine: toMean }): Candidate => {
    const scores = person.faces.map(({ embedding }) => cosine(probe, embedding));
    const nearestCosine = Math.max(...scores);
    return {
      personId: person.personId,
      name: person.name,
      cosine: toMean,
      nearestFaceId: person.faces[scores.indexOf(nearestCosine)]!.faceId,
      nearestCosine,
    };
  });
  return {
    known: first !== undefined && first.cosine >= threshold,
    candidates,
    margin: first && second ? first.cosine - second.cosine : null,
  };
}
