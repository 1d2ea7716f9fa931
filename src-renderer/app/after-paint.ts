import { useEffect, useState } from 'react';

/**
 * Whether something that is ready has been painted: what follows is asked then, behind the pictures that the paint has asked for. The
 * main process answers one after another.
 */
export function useAfterPaint(isReady: boolean): boolean {
  const [isPainted, setPainted] = useState(false);
  useEffect(() => {
    if (!isReady) return setPainted(false);
    // In the first frame it is laid out, and pictures are asked for; the next comes after that.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => setPainted(true));
    });
    return () => cancelAnimationFrame(frame);
  }, [isReady]);
  return isReady && isPainted;
}
