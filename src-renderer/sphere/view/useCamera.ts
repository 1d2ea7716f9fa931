import { useCallback, useEffect, useRef, useState } from 'react';
import type { CameraPosition } from '../picture.ts';
import { between } from './camera.ts';

/** Milliseconds on the way to another view. */
const flight = 600;

export interface MovingCamera {
  camera: CameraPosition;
  /** Moves at once; ends a flight. */
  move(update: (before: CameraPosition) => CameraPosition): void;
  /** Flies there; jumps for those who want no motion. */
  fly(to: Partial<CameraPosition>): void;
}

/** Where the sphere is looked at from. Several views may share one. */
export function useCamera(): MovingCamera {
  const [camera, setCamera] = useState<CameraPosition>({ yaw: 0, pitch: 0, zoom: 1 });
  const now = useRef(camera);
  const frame = useRef(0);
  const set = useCallback((next: CameraPosition) => {
    now.current = next;
    setCamera(next);
  }, []);
  const move = useCallback(
    (update: (before: CameraPosition) => CameraPosition) => {
      cancelAnimationFrame(frame.current);
      set(update(now.current));
    },
    [set],
  );
  const fly = useCallback(
    (to: Partial<CameraPosition>) => {
      cancelAnimationFrame(frame.current);
      const from = now.current;
      const goal = { ...from, ...to };
      if (matchMedia('(prefers-reduced-motion: reduce)').matches) return set(goal);
      const started = performance.now();
      const step = (time: number) => {
        const share = Math.max(0, Math.min(1, (time - started) / flight));
        set(between(from, goal, share));
        if (share < 1) frame.current = requestAnimationFrame(step);
      };
      frame.current = requestAnimationFrame(step);
    },
    [set],
  );
  useEffect(() => () => cancelAnimationFrame(frame.current), []);
  return { camera, move, fly };
}
