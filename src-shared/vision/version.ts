/** Counts changes after which the same photo gives other features: those stored with another number are computed again. */
export const visionVersion = 4;

/**
 * Counts changes of what a feature is of a chip: 1, the backbone's; 2, the mean of the chip's and of its mirror image's.
 * Features of two versions must not be compared.
 */
export const featureVersion = 2;
