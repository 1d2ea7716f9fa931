/** Counts changes after which the same photo gives other features: those stored with another number are computed again. */
export const visionVersion = 4;

/**
 * Counts changes of what a feature is of a chip: 1, the backbone's; 2, the mean of the chip's and of its mirror image's.
 * Features of two versions must not be compared.
 */
export const featureVersion = 2;

/** Versions from here on are of backbones that people have brought. */
const firstOfOthers = 1000;

/** The version of features of a backbone. @param backboneId 0: the built-in one. */
export function versionOfBackbone(backboneId: number): number {
  return backboneId === 0 ? featureVersion : firstOfOthers + backboneId;
}

/** The backbone that features of a version are of; 0: the built-in one. */
export function backboneOfVersion(version: number): number {
  return version < firstOfOthers ? 0 : version - firstOfOthers;
}
