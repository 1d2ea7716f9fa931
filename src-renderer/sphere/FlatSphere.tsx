import { useMessages } from '../app/language.tsx';
import { greatCircle, hueOf, type Label, placeLabels, type Turn, turned } from './geometry.ts';
import type { SpherePicture } from './picture.ts';

interface FlatSphereProps {
  picture: SpherePicture;
  turn: Turn;
  zoom: number;
  selected: number | null;
  onSelect(index: number): void;
}

const radius = 200;

/** The same sphere as a drawing, for windows without WebGL. */
export function FlatSphere({ picture, turn, zoom, selected, onSelect }: FlatSphereProps) {
  const { sphere: words } = useMessages();
  const { points, names, nearest } = picture;
  const angles = nearest.map(({ angle }) => angle);
  const [smallest, largest] = [Math.min(...angles), Math.max(...angles)];
  const spots = points.map((point) => turned(point, turn));
  const labels = spots.map(
    ([x, y, z], i): Label => ({
      x: radius * zoom * x + 8,
      y: -radius * zoom * y + 4,
      text: names[i]!,
      depth: z,
    }),
  );
  const shown = placeLabels(
    labels.map((label) => (label.depth < 0 ? { ...label, x: 1e6 * (2 + label.depth) } : label)),
  );
  const side = 2.2 * radius;
  return (
    <>
      <svg viewBox={`${-side / 2} ${-side / 2} ${side} ${side}`} aria-hidden="true">
        <circle r={radius * zoom} fill="none" stroke="var(--line)" />
        {nearest.map(({ index, angle }, i) => {
          const path = greatCircle(points[i]!, points[index]!).map((point) => turned(point, turn));
          const text = path.map(
            ([x, y]) => `${(radius * zoom * x).toFixed(1)},${(-radius * zoom * y).toFixed(1)}`,
          );
          return (
            <polyline
              key={names[i]}
              points={text.join(' ')}
              fill="none"
              strokeWidth={2}
              stroke={`hsl(${hueOf(angle, smallest, largest)} 70% 50%)`}
              opacity={path[12]![2] < 0 ? 0.2 : 0.9}
            />
          );
        })}
        {spots.map(([x, y, z], i) => (
          <circle
            key={names[i]}
            cx={radius * zoom * x}
            cy={-radius * zoom * y}
            r={i === selected ? 8 : 5}
            fill={i === selected ? 'var(--second)' : 'var(--accent)'}
            opacity={z < 0 ? 0.25 : 1}
            onPointerUp={(event) => {
              event.stopPropagation();
              onSelect(i);
            }}
          />
        ))}
        {labels.map(
          ({ x, y, text, depth }, i) =>
            depth >= 0 &&
            shown.has(i) && (
              <text key={text} x={x} y={y} fontSize={13} fill="var(--text)">
                {text}
              </text>
            ),
        )}
      </svg>
      <small style={{ position: 'absolute', left: 12, bottom: 8 }}>{words.flat}</small>
    </>
  );
}
