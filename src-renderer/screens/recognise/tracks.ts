/** Faces before the camera from picture to picture: boxes that do not jump, and names that do not flicker. */
import type { Box, DescribedFace, Match } from '../../../src-shared/contract/index.ts';
import { intersectionOverUnion } from '../../../src-shared/vision/index.ts';

export interface Track {
  id: number;
  /** Smoothed. */
  box: Box;
  /** Mean of the last features, unit length not needed: heads scale it. */
  feature: readonly number[];
  /** What the feature is; absent: the built-in backbone's. */
  featureVersion?: number | undefined;
  /** The match of that mean; undefined before the first answer. */
  match: Match | undefined;
  /** Pictures in a row on which it was not found. */
  missed: number;
}

/** How much of the new box, and of the new feature, is taken with each picture. */
const pace = 0.5;
const featurePace = 0.3;
/** Boxes that overlap this much are of one face. */
const leastOverlap = 0.3;
/** Pictures for which a face that was not found stays. */
const mostMissed = 3;

/** The tracks after another picture. @param lastId the largest id so far. */
export function follow(tracks: readonly Track[], faces: readonly DescribedFace[], lastId: number): Track[] {
  const free = new Set(tracks);
  let id = lastId;
  const found = faces.map((face): Track => {
    const best = [...free]
      .map((track) => ({ track, overlap: intersectionOverUnion(track.box, face.box) }))
      .sort((a, b) => b.overlap - a.overlap)[0];
    // Features of two backbones have no mean.
    const isSame = best?.track.featureVersion === face.featureVersion;
    if (best === undefined || !isSame || best.overlap < leastOverlap) {
      const { box, feature, featureVersion } = face;
      return { id: ++id, box, feature, featureVersion, match: undefined, missed: 0 };
    }
    free.delete(best.track);
    const { track } = best;
    return {
      ...track,
      box: blend(track.box, face.box),
      feature: track.feature.map((value, i) => value + featurePace * (face.feature[i]! - value)),
      missed: 0,
    };
  });
  const waiting = [...free]
    .map((track) => ({ ...track, missed: track.missed + 1 }))
    .filter(({ missed }) => missed <= mostMissed);
  return [...found, ...waiting];
}

function blend(before: Box, now: Box): Box {
  const mix = (a: number, b: number) => a + pace * (b - a);
  return {
    x: mix(before.x, now.x),
    y: mix(before.y, now.y),
    width: mix(before.width, now.width),
    height: mix(before.height, now.height),
  };
}
