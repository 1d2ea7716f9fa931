/** Six people on a circle: their class centres as rays, and photos that lie around them. */
export function StoryPicture() {
  const people = Array.from({ length: 6 }, (_, i) => (i * Math.PI) / 3 + 0.3);
  const at = (angle: number, radius: number) => ({
    x: (60 + radius * Math.cos(angle)).toFixed(1),
    y: (50 - radius * Math.sin(angle)).toFixed(1),
  });
  return (
    <svg viewBox="0 3 120 94" aria-hidden="true">
      <circle cx="60" cy="50" r="40" fill="none" stroke="currentColor" strokeOpacity="0.25" />
      {people.map((angle, i) => {
        const end = at(angle, 40);
        const colour = `var(--curve-${i + 1})`;
        return (
          <g key={angle} stroke={colour} fill={colour}>
            <line x1="60" y1="50" x2={end.x} y2={end.y} strokeOpacity="0.55" strokeWidth="1.5" />
            {[-0.22, -0.1, 0.04, 0.15, 0.26].map((by, j) => {
              const { x, y } = at(angle + by, 40 + ((7 * (i + 3 * j)) % 5) - 2);
              return <circle key={by} cx={x} cy={y} r="1.7" stroke="none" />;
            })}
            <circle cx={end.x} cy={end.y} r="3.4" stroke="var(--surface)" strokeWidth="1.2" />
          </g>
        );
      })}
    </svg>
  );
}
