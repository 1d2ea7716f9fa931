import { useCallback, useEffect, useRef, useState } from 'react';
import type { CameraPosition, MapPosition } from '../picture.ts';
import { between } from './camera.ts';
import { mapBetween } from './map-camera.ts';

/** Milliseconds on the way to another view. */
const flight = 600;

export interface Moving<Position> {
  camera: Position;
  /** Whether it is on the way to another view. */
  isFlying: boolean;
  /** Moves at once; ends a flight. */
  move(update: (before: Position) => Position): void;
  /** Flies there; jumps for those who want no motion. */
  fly(to: Partial<Position>): void;
}

export type MovingCamera = Moving<CameraPosition>;

/** Where the sphere is looked at from. Several views may share one. */
export const useCamera = () => useMoving<CameraPosition>({ yaw: 0, pitch: 0, zoom: 1 }, between);

/** What of a map is looked at. */
export const useMapCamera = () => useMoving<MapPosition>({ x: 0, y: 0, zoom: 1 }, mapBetween);

/** @param way from one position to another at a share of it; the same function each time. */
function useMoving<Position>(
  first: Position,
  way: (from: Position, to: Position, share: number) => Position,
): Moving<Position> {
  const [camera, setCamera] = useState(first);
  const [isFlying, setFlying] = useState(false);
  const now = useRef(camera);
  const frame = useRef(0);
  const set = useCallback((next: Position) => {
    now.current = next;
    setCamera(next);
  }, []);
  const move = useCallback(
    (update: (before: Position) => Position) => {
      cancelAnimationFrame(frame.current);
      setFlying(false);
      set(update(now.current));
    },
    [set],
  );
  const fly = useCallback(
    (to: Partial<Position>) => {
      cancelAnimationFrame(frame.current);
      const from = now.current;
      const goal = { ...from, ...to };
      if (matchMedia('(prefers-reduced-motion: reduce)').matches) return set(goal);
      setFlying(true);
      const started = performance.now();
      const step = (time: number) => {
        const share = Math.max(0, Math.min(1, (time - started) / flight));
        set(way(from, goal, share));
        if (share < 1) frame.current = requestAnimationFrame(step);
        else setFlying(false);
      };
      frame.current = requestAnimationFrame(step);
    },
    [set, way],
  );
  useEffect(() => () => cancelAnimationFrame(frame.current), []);
  return { camera, isFlying, move, fly };
}
