/** The mark: twelve points on a sphere, as far apart as twelve can be. That is the icosahedron, the Tammes optimum. */

type Point = readonly [number, number, number];

const golden = (1 + Math.sqrt(5)) / 2;
const signs = [-1, 1] as const;

/** The icosahedron's corners, on the unit sphere. */
export const icosahedron: readonly Point[] = signs
  .flatMap((a) =>
    signs.flatMap((b): Point[] => [
      [0, a, b * golden],
      [a, b * golden, 0],
      [b * golden, 0, a],
    ]),
  )
  .map((point) => {
    const length = Math.hypot(...point);
    return point.map((x) => x / length) as unknown as Point;
  });

/** Seen along the axis through the middle of a face, one of whose corners points up: none hides another. */
function turned([x, y, z]: Point): Point {
  const [right, up] = [(x - y) / Math.sqrt(2), (2 * z - x - y) / Math.sqrt(6)];
  const angle = Math.atan2(-Math.sqrt(3), 2 * golden - 1);
  return [
    right * Math.cos(angle) - up * Math.sin(angle),
    up * Math.cos(angle) + right * Math.sin(angle),
    (x + y + z) / Math.sqrt(3),
  ];
}

/** The mark as SVG, 512 units wide. @param size in pixels at which it is shown: small ones have larger points and no ring. */
export function markSvg(size: number): string {
  const isSmall = size < 48;
  const radius = isSmall ? 186 : 172;
  const points = icosahedron
    .map(turned)
    .toSorted((a, b) => a[2] - b[2])
    // The back of so small a picture would be noise.
    .filter(([, , z]) => !isSmall || z > -0.5)
    .map(([x, y, z]) => {
      // A little perspective: what is near is larger.
      const near = 1 / (1 - 0.16 * z);
      const [cx, cy] = [256 + radius * 0.86 * x, 256 - radius * 0.86 * y];
      const r = (isSmall ? 40 : 23) * near ** 2;
      const opacity = z > 0 ? 1 : 0.3 + 0.35 * (1 + z);
      return `    <circle cx="${cx.toFixed(1)}" cy="${cy.toFixed(1)}" r="${r.toFixed(1)}" opacity="${opacity.toFixed(2)}"/>`;
    });
  const ring = `  <circle cx="256" cy="256" r="${radius}" fill="#fff" fill-opacity="0.1" stroke="#fff" stroke-opacity="0.45" stroke-width="9"/>\n`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512">
  <title>Tammes</title>
  <defs>
    <linearGradient id="ground" x1="0" y1="0" x2="1" y2="1">
      <stop offset="0" stop-color="#6f7ff2"/>
      <stop offset="1" stop-color="#3b3fae"/>
    </linearGradient>
  </defs>
  <rect width="512" height="512" rx="112" fill="url(#ground)"/>
${isSmall ? '' : ring}  <g fill="#fff">
${points.join('\n')}
  </g>
</svg>
`;
}
