import { counted } from '../../src-shared/counted.ts';

/** What to say of faces with features of an older version; nothing where there are none. */
export function outdatedLines(outdated: number): string[] {
  if (outdated === 0) return [];
  return [
    `An older version of Tammes has described ${counted(outdated, 'face', 'faces')}, which cannot be compared with those of this one: tammes reread --features brings them up to date.`,
  ];
}
