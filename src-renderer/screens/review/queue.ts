/** What waits, one after the other: where one is in it, and what comes next. Items are named by keys. */

/** Index of what is shown: that of the key; if that has gone, of what took the place it had. -1: nothing waits. */
export function placeOf(keys: readonly string[], at: string, before: number): number {
  const found = keys.indexOf(at);
  return found >= 0 ? found : Math.min(before, keys.length - 1);
}

/** What is shown after a decision about one: the next, at the end the one before; empty: nothing is left. */
export function afterDecision(keys: readonly string[], decided: string): string {
  const index = keys.indexOf(decided);
  return keys[index + 1] ?? keys[index - 1] ?? '';
}

/** What was decided here, and whether the list has been without it since. */
export type Decided = Map<string, boolean>;

/**
 * What an undo has brought back. Notes what has gone, and forgets what was brought back or never went.
 * @param pending about which a decision is being stored.
 */
export function broughtBack(
  decided: Decided,
  keys: readonly string[],
  pending: ReadonlySet<string>,
): string | null {
  const there = new Set(keys);
  let back: string | null = null;
  for (const [key, hadGone] of decided) {
    if (!there.has(key)) decided.set(key, true);
    else if (!pending.has(key)) {
      decided.delete(key);
      if (hadGone) back = key;
    }
  }
  return back;
}
