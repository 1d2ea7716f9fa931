import type { Normalisation } from './input.ts';

/** Of dlib's training pictures, which face-api's networks for landmarks and features were trained or converted with. */
export const meanColour: Normalisation = { mean: [122.782, 117.001, 104.298], scale: 1 / 255 };
