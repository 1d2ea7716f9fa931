/** A heatmap of the angles of all pairs: nothing of it is projected. */
import { useQuery } from '@tanstack/react-query';
import { type PointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useMessages } from '../../app/language.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { colourOf, css } from '../../sphere/drawing/appearance.ts';
import { type AngleTable, mostInTable } from '../../sphere/work/angle-table.ts';
import { matrixOf } from '../../sphere/work/rows.ts';
import { sphereWorker } from '../../sphere/work/sphere-worker.ts';
import styles from './AngleMap.module.css';
import type { Selection } from './useSelection.ts';

interface AngleMapProps {
  /** Unit vectors. */
  centres: readonly (readonly number[])[];
  names: readonly string[];
  selection: Selection;
}

/** Names beside the rows can be read up to this many. */
const mostNames = 45;

/** All angles, with people who lie close to each other side by side. A click selects the two of a cell. */
export function AngleMap({ centres, names, selection }: AngleMapProps) {
  const { sphere: words } = useMessages();
  const fits = centres.length <= mostInTable;
  const { data, error } = useQuery({
    queryKey: ['sphere.angles', centres],
    queryFn: () => sphereWorker().angles(matrixOf(centres)),
    enabled: fits,
  });
  if (!fits) return <p className={styles.said}>{words.tooManyAngles(mostInTable)}</p>;
  if (error) return <ErrorNote error={error} />;
  if (data === undefined) return null;
  return <Heatmap table={data} {...{ names, selection }} />;
}

interface HeatmapProps extends Omit<AngleMapProps, 'centres'> {
  table: AngleTable;
}

function Heatmap({ table: { angles, order }, names, selection }: HeatmapProps) {
  const { sphere: words } = useMessages();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [pair, setPair] = useState<readonly [number, number] | null>(null);
  const count = order.length;
  const [least, most] = useMemo(() => rangeOf(angles), [angles]);
  useEffect(() => paint(canvas.current!, angles, order, [least, most]), [angles, order, least, most]);

  const pairAt = ({ currentTarget, clientX, clientY }: PointerEvent<HTMLElement>) => {
    const { left, top, width, height } = currentTarget.getBoundingClientRect();
    const at = (share: number) => order[Math.max(0, Math.min(count - 1, Math.floor(share * count)))]!;
    return [at((clientY - top) / height), at((clientX - left) / width)] as const;
  };
  const choose = ([a, b]: readonly [number, number]) => {
    selection.select(a);
    if (a !== b) selection.select(b, true);
  };
  const stops = [0, 0.25, 0.5, 0.75, 1].map((share) => css(colourOf(share, 0, 1)));
  return (
    <div>
      <div className={styles.map}>
        {count <= mostNames && (
          <ol className={styles.names} aria-hidden="true">
            {Array.from(order, (index) => (
              <li key={index} data-selected={selection.selected.includes(index) || undefined}>
                {names[index]}
              </li>
            ))}
          </ol>
        )}
        <canvas
          ref={canvas}
          className={styles.canvas}
          role="img"
          aria-label={words.anglesPicture}
          data-testid="angles"
          onPointerMove={(event) => setPair(pairAt(event))}
          onPointerLeave={() => setPair(null)}
          onPointerUp={(event) => choose(pairAt(event))}
        />
      </div>
      <p className={styles.said} aria-live="polite">
        {pair === null || pair[0] === pair[1]
          ? words.anglesHelp
          : words.measured(names[pair[0]]!, names[pair[1]]!, angles[pair[0] * count + pair[1]]!.toFixed(2))}
      </p>
      <div className={styles.legend}>
        <span>{words.angle}</span>
        <span>{least.toFixed(1)}°</span>
        <span
          className={styles.scale}
          style={{ background: `linear-gradient(to right, ${stops.join(', ')})` }}
        />
        <span>{most.toFixed(1)}°</span>
      </div>
    </div>
  );
}

/** Of different people; 0 is each to themselves. */
function rangeOf(angles: Float32Array): [number, number] {
  let [least, most] = [180, 0];
  for (const angle of angles) {
    if (angle === 0) continue;
    least = Math.min(least, angle);
    most = Math.max(most, angle);
  }
  return [Math.min(least, most), most];
}

/** A pixel a pair; each to themselves stays clear. */
function paint(
  canvas: HTMLCanvasElement,
  angles: Float32Array,
  order: Int32Array,
  [least, most]: readonly [number, number],
): void {
  const count = order.length;
  canvas.width = count;
  canvas.height = count;
  const context = canvas.getContext('2d')!;
  const image = context.createImageData(count, count);
  for (let row = 0; row < count; row++) {
    for (let column = 0; column < count; column++) {
      if (row === column) continue;
      const angle = angles[order[row]! * count + order[column]!]!;
      const [red, green, blue] = colourOf(angle, least, most);
      image.data.set([255 * red, 255 * green, 255 * blue, 255], 4 * (row * count + column));
    }
  }
  context.putImageData(image, 0, 0);
}
