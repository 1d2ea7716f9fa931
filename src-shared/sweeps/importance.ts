/** How much each setting of a sweep matters. */
import type { SettingValue } from '../contract/index.ts';

export interface ScoredCandidate {
  /** By name; absent where the candidate has no such setting. */
  settings: Readonly<Record<string, SettingValue>>;
  score: number;
}

/** Values drawn from a range are put into so many groups of equal size. */
const groups = 4;

/**
 * The share of the variance of the scores that each setting explains by itself: between its values, corrected for what groups of pure
 * chance would explain (ω², Hays 1963), so that a setting with many values is not preferred. The settings' shares do not add up to one:
 * the rest is how they work together, and chance.
 *
 * @returns the largest first; empty if the scores do not differ.
 */
export function importanceOf(candidates: readonly ScoredCandidate[]): { setting: string; share: number }[] {
  const names = [...new Set(candidates.flatMap(({ settings }) => Object.keys(settings)))];
  return names
    .flatMap((setting) => {
      const having = candidates.filter(({ settings }) => Object.hasOwn(settings, setting));
      const share = explained(having.map(({ settings, score }) => ({ value: settings[setting]!, score })));
      return share === null ? [] : [{ setting, share }];
    })
    .sort((a, b) => b.share - a.share);
}

/** @returns null if nothing can be said: every candidate has a value of its own, or all scores are the same. */
function explained(scored: readonly { value: SettingValue; score: number }[]): number | null {
  const parts = [...Map.groupBy(scored, groupOf(scored)).values()];
  const freedom = scored.length - parts.length;
  const all = mean(scored.map(({ score }) => score));
  const total = scored.reduce((sum, { score }) => sum + (score - all) ** 2, 0);
  if (parts.length < 2 || freedom < 1 || total < 1e-12) return null;
  const between = parts.reduce(
    (sum, part) => sum + part.length * (mean(part.map(({ score }) => score)) - all) ** 2,
    0,
  );
  const chance = (total - between) / freedom;
  return Math.max(0, (between - (parts.length - 1) * chance) / (total + chance));
}

/** Few values stand for themselves, many numbers for their neighbours, too. */
function groupOf(scored: readonly { value: SettingValue }[]): (one: { value: SettingValue }) => SettingValue {
  const values = [...new Set(scored.map(({ value }) => value))];
  const numbers = values.filter((value) => typeof value === 'number').sort((a, b) => a - b);
  if (numbers.length < values.length || numbers.length <= 2 * groups) return ({ value }) => value;
  const place = new Map(
    numbers.map((value, i) => [value as SettingValue, Math.floor((groups * i) / numbers.length)]),
  );
  return ({ value }) => place.get(value)!;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
