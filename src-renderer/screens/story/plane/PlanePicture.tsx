import type { CSSProperties } from 'react';
import type { PlaneFrame } from '../../../../src-shared/story/index.ts';
import { useMessages } from '../../../app/language.tsx';
import styles from '../story.module.css';
import { extentOf } from './classes.ts';

interface PlanePictureProps {
  frame: PlaneFrame | null;
  /** Only directions: each point on a circle. */
  onCircle: boolean;
  label: string;
}

/** Ten colours, evenly about the wheel. */
const hueOf = (digit: number) => ({ '--hue': 36 * digit }) as CSSProperties;

/** Half the picture's side, in its own units. */
const half = 100;
/** Points on the circle, and the ends of what shows the learned centres. */
const radius = 84;

/** Held-out digits in the plane, each drawn as what it is, and the learned centres as rays. */
export function PlanePicture({ frame, onCircle, label }: PlanePictureProps) {
  const { story: words } = useMessages();
  const extent = frame ? extentOf(frame.points) : 1;
  const placed = (point: ArrayLike<number>, length: number): [x: number, y: number] => {
    const scale = onCircle ? length / (Math.hypot(point[0]!, point[1]!) || 1) : (0.95 * half) / extent;
    return [scale * point[0]!, -scale * point[1]!];
  };
  return (
    <svg className={styles.plane} viewBox="-104 -104 208 208" role="img" aria-label={label}>
      <rect className={styles.frame} x={-half} y={-half} width={2 * half} height={2 * half} />
      <line className={styles.grid} x1={-half} x2={half} y1="0" y2="0" />
      <line className={styles.grid} y1={-half} y2={half} x1="0" x2="0" />
      {onCircle && <circle className={styles.grid} r={radius} />}
      {frame?.centres.map((centre, digit) => {
        const length = Math.hypot(centre[0]!, centre[1]!) || 1;
        const [x, y] = [(half * centre[0]!) / length, (-half * centre[1]!) / length];
        return (
          <line
            key={digit}
            className={`${styles.ray} ${styles.digit}`}
            style={hueOf(digit)}
            x1="0"
            y1="0"
            x2={x}
            y2={y}
          />
        );
      })}
      {frame?.points.map((point, i) => {
        const digit = frame.labels[i]!;
        const [x, y] = placed(point, radius);
        return (
          <text
            key={i}
            className={styles.digit}
            style={hueOf(digit)}
            x={x}
            y={y}
            textAnchor="middle"
            dominantBaseline="central"
          >
            {digit}
          </text>
        );
      })}
      {frame === null && (
        <text data-scale x="0" y="-6" textAnchor="middle">
          {words.noRuns}
        </text>
      )}
      {frame && !onCircle && (
        <text data-scale x={half - 2} y={half - 4} textAnchor="end">
          ±{Number(extent.toPrecision(3))}
        </text>
      )}
    </svg>
  );
}
