/** Geometry of the sphere's picture, without a canvas. */
import type { Point3 } from '../../src-shared/sphere/index.ts';

/** Points along the shortest way over the sphere from one unit vector to another, both included. */
export function greatCircle(from: Point3, to: Point3, steps = 24): Point3[] {
  const cosine = Math.max(-1, Math.min(1, from[0] * to[0] + from[1] * to[1] + from[2] * to[2]));
  const angle = Math.acos(cosine);
  const sine = Math.sin(angle);
  return Array.from({ length: steps + 1 }, (_, i): Point3 => {
    const t = i / steps;
    // Coinciding and opposite points have no one shortest way: a straight line stands for it.
    const [a, b] = sine < 1e-6 ? [1 - t, t] : [Math.sin((1 - t) * angle) / sine, Math.sin(t * angle) / sine];
    return [a * from[0] + b * to[0], a * from[1] + b * to[1], a * from[2] + b * to[2]];
  });
}

/** A turn of the sphere: radians about the vertical axis, then up or down. */
export interface Turn {
  yaw: number;
  pitch: number;
}

/** Where a point lies after a turn; z > 0 faces the viewer. */
export function turned([x, y, z]: Point3, { yaw, pitch }: Turn): Point3 {
  const [sinYaw, cosYaw] = [Math.sin(yaw), Math.cos(yaw)];
  const [sinPitch, cosPitch] = [Math.sin(pitch), Math.cos(pitch)];
  const x1 = cosYaw * x + sinYaw * z;
  const z1 = cosYaw * z - sinYaw * x;
  return [x1, cosPitch * y - sinPitch * z1, sinPitch * y + cosPitch * z1];
}

/** The turn that brings the middle of the points to the front. */
export function facing(points: readonly Point3[]): Turn {
  const sum: Point3 = [0, 0, 0];
  for (const point of points) for (let k = 0; k < 3; k++) sum[k]! += point[k]!;
  const [x, y, z] = sum;
  return { yaw: -Math.atan2(x, z), pitch: Math.atan2(y, Math.hypot(x, z)) };
}

/** Colour from narrow (warm) to wide (cool), as a hue in degrees. */
export function hueOf(angle: number, smallest: number, largest: number): number {
  const share = largest > smallest ? (angle - smallest) / (largest - smallest) : 1;
  return 20 + 190 * share;
}

/** A label wanted on the picture, in pixels. */
export interface Label {
  x: number;
  y: number;
  text: string;
  /** Nearer ones are placed first. */
  depth: number;
}

const letterWidth = 7;
const lineHeight = 14;

/** Which labels can be shown without overlapping: the nearest first. Indices into `labels`. */
export function placeLabels(labels: readonly Label[]): Set<number> {
  const placed: { left: number; right: number; y: number }[] = [];
  const shown = new Set<number>();
  const order = labels.map((_, i) => i).sort((a, b) => labels[b]!.depth - labels[a]!.depth);
  for (const i of order) {
    const { x, y, text } = labels[i]!;
    const box = { left: x, right: x + letterWidth * text.length, y };
    const free = placed.every(
      (other) => Math.abs(other.y - y) > lineHeight || other.left > box.right || other.right < box.left,
    );
    if (free) {
      placed.push(box);
      shown.add(i);
    }
  }
  return shown;
}
