/**
 * Follows a computation to its end.
 * @param onFrame takes each frame. @returns the result; null if it was stopped.
 */
export async function runToEnd<F, R>(
  run: AsyncGenerator<F, R, undefined>,
  onFrame: (frame: F) => void,
  signal: AbortSignal,
): Promise<R | null> {
  try {
    for (;;) {
      const turn = await run.next();
      if (signal.aborted) return null;
      if (turn.done) return turn.value;
      onFrame(turn.value);
    }
  } finally {
    await run.return(undefined as R);
  }
}
