/** Colour and dashes of each style: whoever cannot tell the colours apart has the dashes. */
const dashes = ['', '10 4', '2 3', '10 3 2 3', '18 5', '5 3', '14 3 2 3 2 3', '1 5'];

export function lineOf(style: number) {
  return { stroke: `var(--curve-${style + 1})`, strokeDasharray: dashes[style]!, strokeWidth: 2.5 };
}

/** A piece of a curve's line. */
export function Swatch({ style }: { style: number }) {
  return (
    <svg style={{ flex: 'none', verticalAlign: 'middle' }} width="36" height="12" aria-hidden="true">
      <line x1="1" x2="35" y1="6" y2="6" {...lineOf(style)} />
    </svg>
  );
}
