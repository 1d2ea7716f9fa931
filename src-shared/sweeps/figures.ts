import type { Gain } from '../contract/index.ts';
import { normal } from '../interval.ts';

/** Half of a gain's 95 % interval, in points. */
export const plusMinus = ({ error }: Gain): string => `± ${(100 * normal * error).toFixed(1)}`;
