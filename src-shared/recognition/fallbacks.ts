import type { Fallback } from './calibration.ts';

/**
 * What is known of the pretrained head: measured on Labeled Faces in the Wild (3,896 crops of 2,130 people, features of both
 * sides), 100 people enrolled with two photos, 1,065 strangers, the mean of 20 draws. Of the photos of enrolled people 98, 93
 * and 76 % are named at these thresholds.
 */
const pretrained: Fallback = {
  thresholds: [
    { rate: 0.1, cosine: 0.934 },
    { rate: 0.01, cosine: 0.948 },
    { rate: 0.001, cosine: 0.959 },
  ],
  probability: { slope: 264, middle: 0.942 },
};

/**
 * Heads that are trained here spread people much wider, each in its way: a rough middle of those of the demo, and no
 * probability.
 */
const trained: Fallback = {
  thresholds: [
    { rate: 0.1, cosine: 0.4 },
    { rate: 0.01, cosine: 0.5 },
    { rate: 0.001, cosine: 0.6 },
  ],
  probability: null,
};

/**
 * As above, for pairs of single faces: 3,536 of one person, at most 20 a person, and 400,000 of two people, of the same crops. Of
 * those of one person 99.97, 99.4 and 94.9 % count as such at these thresholds.
 */
const pretrainedPairs: Fallback = {
  thresholds: [
    { rate: 0.1, cosine: 0.882 },
    { rate: 0.01, cosine: 0.911 },
    { rate: 0.001, cosine: 0.928 },
  ],
  probability: { slope: 219, middle: 0.912 },
};

/** What is taken for a head if its gallery has too few scores. */
export const fallbacks = { pretrained, trained };

/** The same for pairs of faces. */
export const pairFallbacks = { pretrained: pretrainedPairs, trained };
