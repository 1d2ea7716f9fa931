import { counted } from '../../src-shared/counted.ts';

/** The warning about faces with features of an older version; empty if there are none. */
export function outdatedLines(outdated: number): string[] {
  if (outdated === 0) return [];
  return [
    `${counted(outdated, 'face has', 'faces have')} features of an older version of Tammes, which cannot be compared with new ones: tammes reread --features updates them.`,
  ];
}
