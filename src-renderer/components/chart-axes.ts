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
export const verticalAxisWidth = 52;
export const margin = { top: 8, right: 20, bottom: 4, left: 0 };
export const angleAxis = {
  type: 'number',
  domain: [0, 180],
  ticks: [0, 30, 60, 90, 120, 150, 180],
  tickFormatter: (angle: number) => `${angle}°`,
  stroke: 'var(--quiet)',
  interval: 0,
} as const;
