import type { Setting } from './setting.ts';

/** What a setting that was left empty means, in English. */
export function emptyText(setting: Setting): string {
  return (setting.kind === 'number' && setting.empty?.en) || 'off';
}

/** What a setting may be, in English: for example "linear, mlp" or "more than 0, at most 10". */
export function boundsText(setting: Setting): string {
  if (setting.kind === 'switch') return 'on, off';
  if (setting.kind === 'choice') return setting.options.map(({ value }) => value).join(', ');
  const { min, above, max, below, whole } = setting;
  const range =
    min !== undefined && max !== undefined
      ? `${min} to ${max}`
      : [
          min !== undefined && `at least ${min}`,
          above !== undefined && `more than ${above}`,
          max !== undefined && `at most ${max}`,
          below !== undefined && `less than ${below}`,
        ]
          .filter((part) => part !== false)
          .join(', ');
  return `${whole ? 'whole number, ' : ''}${range}`;
}
