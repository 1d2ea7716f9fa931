/** Counts changes by which the same photo gives other features: what is kept under another number is computed anew. */
export const visionVersion = 4;

/**
 * Counts changes of what a feature is of a chip: 1, the backbone's; 2, the mean of the chip's and of its mirror image's.
 * Features of two versions must not be compared.
 */
export const featureVersion = 2;
