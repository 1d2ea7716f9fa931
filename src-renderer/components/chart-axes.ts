/** A box that hides as little of the curves as it can. */
export const tooltip = {
  contentStyle: {
    background: 'var(--surface)',
    border: '1px solid var(--line)',
    borderRadius: 'var(--radius)',
    padding: '0.3rem 0.5rem',
    fontSize: '0.8rem',
    lineHeight: 1.3,
  },
  itemStyle: { padding: 0 },
  isAnimationActive: false,
} as const;

/** What the two charts of angles share, so that one lies exactly above the other. */
export const verticalAxisWidth = 68;
export const margin = { top: 8, right: 20, bottom: 20, left: 4 };
export const angleAxis = {
  type: 'number',
  domain: [0, 180],
  ticks: [0, 30, 60, 90, 120, 150, 180],
  tickFormatter: (angle: number) => `${angle}°`,
  stroke: 'var(--quiet)',
  interval: 0,
} as const;

/** How far across the drawing of a chart with this margin and width of its vertical axis a point of the window lies: 0 at its left edge, 1 at its right. */
export function shareAcross(
  x: number,
  { left, width }: { left: number; width: number },
  { left: before, right: after } = margin,
  axisWidth = verticalAxisWidth,
): number {
  const start = before + axisWidth;
  return (x - left - start) / (width - start - after);
}

/**
 * The ends of an axis of shares that cannot be more than `most`, such as 100 %: at full tens about what is shown. The chart's own would
 * go beyond.
 */
export function shareEnds(most: number): [(least: number) => number, (greatest: number) => number] {
  return [
    (least) => Math.max(0, Math.min(most - 10, 10 * Math.floor(least / 10))),
    (greatest) => Math.min(most, 10 * Math.floor(greatest / 10) + 10),
  ];
}

/** A horizontal axis' name, below it. */
export const below = { position: 'bottom', offset: 2, fill: 'var(--quiet)' } as const;
/** A vertical axis' name, on its left. */
export const beside = {
  angle: -90,
  position: 'insideLeft',
  style: { textAnchor: 'middle' },
  fill: 'var(--quiet)',
} as const;
