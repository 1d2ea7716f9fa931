import { InvalidArgumentError } from 'commander';

/** Values of `--set name=value`, collected. */
export type Settings = Record<string, number | string>;

/** A commander parser for an option that may be repeated. */
export function addSetting(text: string, settings: Settings): Settings {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('Write it as name=value.');
  const value = text.slice(at + 1);
  const asNumber = Number(value);
  return { ...settings, [text.slice(0, at)]: value !== '' && Number.isFinite(asNumber) ? asNumber : value };
}

/** A commander parser for a number. */
export function number(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value)) return value;
  throw new InvalidArgumentError('This is no number.');
}
