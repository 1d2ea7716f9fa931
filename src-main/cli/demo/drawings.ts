import type { Output } from '../../../src-shared/contract/index.ts';
import { escapeHtml } from '../../../src-shared/escape-html.ts';
import type { Point3 } from '../../../src-shared/sphere/index.ts';

interface Line {
  name: string;
  values: readonly number[];
}

const width = 420;
const height = 220;
const margin = { left: 34, right: 90, top: 10, bottom: 24 };
const colours = ['var(--a)', 'var(--b)'];

/** A chart of values by epoch, from zero up. */
export function curve(lines: readonly Line[]): string {
  const top = 10 * Math.ceil(Math.max(...lines.flatMap(({ values }) => values), 1) / 10);
  const count = Math.max(...lines.map(({ values }) => values.length));
  const x = (i: number) => margin.left + ((width - margin.left - margin.right) * i) / Math.max(1, count - 1);
  const y = (value: number) => height - margin.bottom - (height - margin.top - margin.bottom) * (value / top);
  const grid = [0, 0.5, 1].map((share) => {
    const at = y(share * top).toFixed(1);
    return `<line x1="${margin.left}" x2="${width - margin.right}" y1="${at}" y2="${at}" stroke="var(--line)"/>
<text x="${margin.left - 6}" y="${Number(at) + 4}" text-anchor="end">${share * top}</text>`;
  });
  const drawn = lines.map(({ name, values }, i) => {
    const points = values.map((value, k) => `${x(k).toFixed(1)},${y(value).toFixed(1)}`).join(' ');
    const end = y(values.at(-1) ?? 0);
    return `<polyline points="${points}" fill="none" stroke="${colours[i]}" stroke-width="2"/>
<text x="${width - margin.right + 6}" y="${(end + 4).toFixed(1)}">${escapeHtml(name)}</text>`;
  });
  return `<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="training curve">${grid.join('')}${drawn.join('')}
<text x="${width - margin.right}" y="${height - 6}" text-anchor="end">epoch ${count}</text></svg>`;
}

const radius = 150;

/** The class centres on the sphere seen from the front; those behind are pale. Lines join nearest neighbours. */
export function sphereDrawing({ names, spread }: Output<'sphere.spread'>, points: readonly Point3[]): string {
  const at = (i: number) => {
    const [x, y, z] = points[i]!;
    return { x: radius * (1.05 + x * 0.95), y: radius * (1.05 - y * 0.95), front: z >= 0 };
  };
  const edges = spread.nearest.map(({ index }, i) => {
    const [a, b] = [at(i), at(index)];
    const opacity = a.front && b.front ? 0.8 : 0.25;
    return `<line x1="${a.x.toFixed(1)}" y1="${a.y.toFixed(1)}" x2="${b.x.toFixed(1)}" y2="${b.y.toFixed(1)}" stroke="var(--b)" opacity="${opacity}"/>`;
  });
  const dots = names.map((name, i) => {
    const { x, y, front } = at(i);
    const label = front
      ? `<text x="${(x + 5).toFixed(1)}" y="${(y + 4).toFixed(1)}">${escapeHtml(name)}</text>`
      : '';
    return `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${front ? 4 : 3}" fill="var(--a)" opacity="${front ? 1 : 0.3}"/>${label}`;
  });
  const side = 2.1 * radius;
  return `<svg viewBox="0 0 ${side} ${side}" width="${side}" height="${side}" role="img" aria-label="class centres on the sphere">
<circle cx="${side / 2}" cy="${side / 2}" r="${radius}" fill="none" stroke="var(--line)"/>${edges.join('')}${dots.join('')}</svg>`;
}
