import type { Messages } from '../app/messages/en.ts';

/** A length of time in words. */
export function lengthOf(seconds: number, { common }: Messages): string {
  const whole = Math.max(1, Math.round(seconds));
  return whole < 60 ? common.seconds(whole) : common.minutes(Math.floor(whole / 60), whole % 60);
}

/** Remaining seconds in words. */
export function formatDuration(seconds: number, messages: Messages): string {
  return messages.common.remaining(lengthOf(seconds, messages));
}

/**
 * Seconds that the rest will take at the pace so far; null before there is one.
 * @param elapsed seconds since work began. @param done units done since then. @param left units to do.
 */
export function remainingSeconds(elapsed: number, done: number, left: number): number | null {
  return done === 0 ? null : (elapsed / done) * left;
}
