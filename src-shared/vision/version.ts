/** Counts changes by which the same photo gives other features: what is kept under another number is computed anew. */
export const visionVersion = 3;
