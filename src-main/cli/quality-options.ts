import type { Command } from 'commander';
import {
  type LeftOut,
  parseInput,
  type QualityLimits,
  qualityLimits,
} from '../../src-shared/contract/index.ts';
import { counted } from '../../src-shared/counted.ts';
import { flawsInEnglish } from '../../src-shared/errors/index.ts';
import { number } from './settings.ts';

/** The values of the options below. */
export interface QualityOptions {
  minSize?: number;
  minSharpness?: number;
  minExposure?: number;
  maxYaw?: number;
  maxPitch?: number;
  minScore?: number;
  minQuality?: number;
  anyQuality?: boolean;
}

const defaults = qualityLimits.parse({});

/** Adds the options that say which faces are good enough. */
export function addQualityOptions(command: Command): Command {
  const option = (flags: string, help: string, byDefault: number) =>
    command.option(flags, `${help} (default: ${byDefault})`, number);
  option('--min-size <pixels>', 'leave out faces smaller than this', defaults.size);
  option('--min-sharpness <number>', 'leave out faces less sharp than this', defaults.sharpness);
  option('--min-exposure <share>', 'leave out faces exposed worse than this, 0 to 1', defaults.exposure);
  option('--max-yaw <degrees>', 'leave out faces turned further to a side than this', defaults.yaw);
  option('--max-pitch <degrees>', 'leave out faces turned further up or down than this', defaults.pitch);
  option('--min-score <share>', 'leave out faces with a lower detector score', defaults.score);
  option('--min-quality <share>', 'leave out faces with a lower combined quality', defaults.overall);
  return command.option('--any-quality', 'leave no face out');
}

/** The limits that options name; null for none. @throws TammesError 'bad-input' for a value out of range. */
export function limitsOf(options: QualityOptions): QualityLimits | null {
  if (options.anyQuality) return null;
  const { minSize, minSharpness, minExposure, maxYaw, maxPitch, minScore, minQuality } = options;
  return parseInput(
    qualityLimits,
    {
      size: minSize,
      sharpness: minSharpness,
      exposure: minExposure,
      yaw: maxYaw,
      pitch: maxPitch,
      score: minScore,
      overall: minQuality,
    },
    'Limits of quality',
  );
}

/** For example "12 of 340 faces left out: 9 too small, 3 turned away"; empty if no face is. */
export function poorFacesText({ faces, leftOut, reasons }: LeftOut): string {
  if (leftOut === 0) return '';
  const counts = reasons.map(({ reason, faces: count }) => `${count} ${flawsInEnglish[reason]}`);
  return `${leftOut} of ${counted(faces, 'face', 'faces')} left out: ${counts.join(', ')}`;
}
