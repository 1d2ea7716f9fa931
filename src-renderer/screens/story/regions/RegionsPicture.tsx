/** The plane of two angles in which figure 2 draws decision regions. */
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import type { Boundary } from '../../../../src-shared/story/index.ts';
import { useMessages } from '../../../app/language.tsx';
import styles from '../story.module.css';
import type { Sample } from './places.ts';

interface RegionsPictureProps {
  boundary: Boundary | null;
  /** Null while its angles are none. */
  sample: Sample | null;
  label: string;
  onMove(sample: Sample): void;
}

/** Degrees are the picture's units; y grows downwards. */
const largestAngle = 180;
const ticks = [0, 30, 60, 90, 120, 150, 180];
const toText = (points: readonly (readonly [number, number])[]) =>
  points.map(([x, y]) => `${x},${largestAngle - y}`).join(' ');

/** The plane of the angles to the two centres: the regions in which a sample of each class is content. */
export function RegionsPicture({ boundary, sample, label, onMove }: RegionsPictureProps) {
  const { regions: words } = useMessages().story;
  const svg = useRef<SVGSVGElement>(null);
  const first = boundary ? outline(boundary) : [];

  function moveTo({ clientX, clientY }: PointerEvent) {
    const place = new DOMPoint(clientX, clientY).matrixTransform(svg.current!.getScreenCTM()!.inverse());
    onMove({ theta1: inside(Math.round(place.x)), theta2: inside(Math.round(largestAngle - place.y)) });
  }

  function onKeyDown(event: KeyboardEvent) {
    const steps: Record<string, [number, number]> = {
      ArrowLeft: [-1, 0],
      ArrowRight: [1, 0],
      ArrowUp: [0, 1],
      ArrowDown: [0, -1],
    };
    const step = steps[event.key];
    if (!step || sample === null) return;
    event.preventDefault();
    const by = event.shiftKey ? 10 : 1;
    onMove({
      theta1: inside(sample.theta1 + by * step[0]),
      theta2: inside(sample.theta2 + by * step[1]),
    });
  }

  return (
    // biome-ignore-start lint/a11y/noNoninteractiveTabindex: the sample is moved with keys, as the picture's name says
    // biome-ignore-start lint/a11y/noNoninteractiveElementInteractions: the sliders beside it do the same
    <svg
      ref={svg}
      className={`${styles.plane} ${styles.regions}`}
      viewBox="-30 -6 216 210"
      role="img"
      tabIndex={0}
      aria-label={label}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        moveTo(event);
      }}
      onPointerMove={(event) => event.buttons > 0 && moveTo(event)}
    >
      <rect className={styles.free} x="0" y="0" width={largestAngle} height={largestAngle} />
      <polygon className={styles.first} points={toText(first)} />
      <polygon className={styles.second} points={toText(first.map(([x, y]) => [y, x]))} />
      <line className={styles.equal} x1="0" y1={largestAngle} x2={largestAngle} y2="0" />
      <Grid />
      <text className={styles.region} x="34" y="24">
        {words.first}
      </text>
      <text className={styles.region} x="146" y="162" textAnchor="middle">
        {words.second}
      </text>
      <text x={largestAngle / 2} y={largestAngle + 19} textAnchor="middle">
        {words.theta1}
      </text>
      <text transform={`translate(-23 ${largestAngle / 2}) rotate(-90)`} textAnchor="middle">
        {words.theta2}
      </text>
      {sample && (
        <circle className={styles.sample} cx={sample.theta1} cy={largestAngle - sample.theta2} r="3.5" />
      )}
    </svg>
    // biome-ignore-end lint/a11y/noNoninteractiveTabindex: see above
    // biome-ignore-end lint/a11y/noNoninteractiveElementInteractions: see above
  );
}

/** Lines at the ticks of both axes, with their angles. */
function Grid() {
  return ticks.map((tick) => (
    <g key={tick}>
      <line className={styles.grid} x1={tick} y1="0" x2={tick} y2={largestAngle} />
      <line
        className={styles.grid}
        x1="0"
        y1={largestAngle - tick}
        x2={largestAngle}
        y2={largestAngle - tick}
      />
      <text x={tick} y={largestAngle + 9} textAnchor="middle">
        {tick}°
      </text>
      <text x="-4" y={largestAngle - tick + 2} textAnchor="end">
        {tick}°
      </text>
    </g>
  ));
}

const inside = (angle: number) => Math.max(0, Math.min(largestAngle, angle));

/** The region of class 1, from its boundary to the axis. */
function outline({ other, own }: Boundary): [number, number][] {
  const ends = other.flatMap((angle, i): [number, number][] => (own[i] === null ? [] : [[own[i]!, angle]]));
  if (ends.length === 0) return [];
  return [[0, ends[0]![1]], ...ends, [0, largestAngle]];
}
