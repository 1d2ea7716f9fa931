import { useCallback, useEffect, useRef, useState } from 'react';

/** Seconds that a whole run takes to play. */
const playingTime = 10;
/** Part of the way to the newest frame that is gone in each picture while a run is followed. */
const approach = 0.25;

export interface Playback {
  /** Place among the frames; between two of them in parts. */
  at: number;
  isPlaying: boolean;
  toggle(): void;
  seek(at: number): void;
}

/** Plays frames. At the newest one it follows a run that goes on. @param count of frames. */
export function usePlayback(count: number): Playback {
  const lastFrame = Math.max(0, count - 1);
  const [place, setPlace] = useState(0);
  const [mode, setMode] = useState<'following' | 'playing' | 'resting'>('following');
  const at = Math.min(place, lastFrame);
  /** When the picture before was shown; 0 while nothing moves. */
  const before = useRef(0);

  useEffect(() => {
    if (mode === 'resting' || at >= lastFrame) {
      before.current = 0;
      if (mode === 'playing') setMode('following');
      return;
    }
    const frame = requestAnimationFrame((now) => {
      const seconds = before.current === 0 ? 0 : (now - before.current) / 1000;
      before.current = now;
      const step = mode === 'playing' ? (seconds * lastFrame) / playingTime : approach * (lastFrame - at);
      // A step of nothing would not be drawn, and nothing would go on.
      setPlace(Math.min(lastFrame, at + Math.max(0.001, step)));
    });
    return () => cancelAnimationFrame(frame);
  }, [mode, at, lastFrame]);

  const seek = useCallback((next: number) => {
    setPlace(next);
    setMode('resting');
  }, []);
  const isPlaying = mode === 'playing';
  const toggle = useCallback(() => {
    if (isPlaying) return setMode('resting');
    // At the end, from the beginning again.
    setPlace((now) => (now >= lastFrame ? 0 : now));
    setMode('playing');
  }, [isPlaying, lastFrame]);
  return { at, isPlaying, toggle, seek };
}
