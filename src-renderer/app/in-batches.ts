/**
 * Hands items on in batches, all of one in the same task, so that React draws once for all of them: a server's events
 * come many to a task, and drawing after each of hundreds a second holds the window up for as long as they last.
 *
 * @param take takes each item, in order.
 * @param pause least time from one batch to the next, in milliseconds; the first item after a longer one goes on at once.
 */
export function inBatches<T>(take: (item: T) => void, pause: number): (item: T) => void {
  let waiting: T[] = [];
  let lastAt = Number.NEGATIVE_INFINITY;

  function handOn(): void {
    const batch = waiting;
    waiting = [];
    for (const item of batch) {
      try {
        take(item);
      } catch (error) {
        // A listener that fails is reported, and stops no other.
        reportError(error);
      }
    }
    // Drawing is over before the next task begins: its time is no part of the pause.
    lastAt = performance.now();
  }

  return (item) => {
    waiting.push(item);
    if (waiting.length === 1) setTimeout(handOn, lastAt + pause - performance.now());
  };
}
