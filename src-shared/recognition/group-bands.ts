/** Groups of faces by a number: bands with names that need no language. */

interface Band {
  name: string;
  /** From (included). */
  from: number;
}

const bands = {
  /** Of the rating, 0 to 1. */
  quality: [
    { name: '0–0.5', from: 0 },
    { name: '0.5–0.7', from: 0.5 },
    { name: '0.7–1', from: 0.7 },
  ],
  /** How far the face is turned to a side, in degrees. */
  pose: [
    { name: '0–15°', from: 0 },
    { name: '15–35°', from: 15 },
    { name: '35–90°', from: 35 },
  ],
  /** Years at the photo; children change fastest, and networks fail them most. */
  age: [
    { name: '0–4', from: 0 },
    { name: '5–12', from: 5 },
    { name: '13–17', from: 13 },
    { name: '18–39', from: 18 },
    { name: '40–59', from: 40 },
    { name: '60+', from: 60 },
  ],
} as const satisfies Record<string, readonly Band[]>;

/** What every library knows of its faces; all else are columns of tables. */
export const groupingKinds = ['quality', 'pose', 'age'] as const;
export type GroupingKind = (typeof groupingKinds)[number];

/** In the order of their numbers. */
export const bandNames = (kind: GroupingKind): string[] => bands[kind].map(({ name }) => name);

/** @returns null below the first band, as an age before birth. */
export function bandOf(kind: GroupingKind, value: number): string | null {
  return bands[kind].findLast(({ from }) => value >= from)?.name ?? null;
}
