/**
 * What a training setting is. One value says everything about it; the schema of a spec, the form, the options of the
 * command line and docs/TRAINING.md are derived from it. `index.ts` lists them.
 */
import type { Text } from '../text.ts';

interface Described {
  /** The name of its field in the form. */
  title: Text;
  /** A sentence on what it does. */
  help: Text;
  /** The option of `tammes train`, for example `--lr`. */
  flag: `--${string}`;
  /** The part of the form that shows it. */
  part: FormPart;
  /** When it has an effect; absent: always. */
  when?: Condition;
}

/** The parts of the form, in order. */
export const formParts = ['loss', 'head', 'training', 'optimiser', 'photos', 'judging'] as const;
export type FormPart = (typeof formParts)[number];

/** When a setting has an effect, which depends on other settings and on the loss. */
export interface Condition {
  /** A few words, for example "MLP". */
  title: Text;
  /** @param value the value of a setting, by its path. */
  holds(value: (path: string) => unknown, loss: LossTraits): boolean;
}

/** What settings depend on in a loss. */
export interface LossTraits {
  hasCentres: boolean;
  comparesSamples: boolean;
  /** See `Loss`; not with a regulariser. */
  canSampleClasses: boolean;
}

/** A number, or null for "off". */
export interface NumberSetting<T extends number | null = number | null> extends Described, Bounds {
  kind: 'number';
  default: T;
  /** Whether it can be left empty, which is null and means "off". */
  isOptional: boolean;
  /** What null means, if not "off". */
  empty?: Text;
  unit?: Text;
}

/** What a number may be. Exactly one lower bound, and one upper bound at most. */
export interface Bounds {
  /** At least this. */
  min?: number;
  /** More than this. */
  above?: number;
  /** At most this. */
  max?: number;
  /** Less than this. */
  below?: number;
  /** Only whole numbers. */
  whole?: boolean;
}

/** One of a few values. */
export interface ChoiceSetting<T extends string | number = string | number> extends Described {
  kind: 'choice';
  default: T;
  options: readonly Choice<T>[];
}

export interface Choice<T extends string | number = string | number> {
  value: T;
  title: Text;
  help?: Text;
}

/** On or off. The option of one that is on by default turns it off, for example `--no-refit`. */
export interface SwitchSetting extends Described {
  kind: 'switch';
  default: boolean;
}

export type Setting = NumberSetting | ChoiceSetting | SwitchSetting;

/** A setting that is a number. */
export function number(setting: Omit<NumberSetting<number>, 'kind' | 'isOptional'>): NumberSetting<number> {
  return { kind: 'number', isOptional: false, ...setting };
}

/** A setting that is a number or null, which means "off"; off unless asked for. */
export function optionalNumber(
  setting: Omit<NumberSetting, 'kind' | 'isOptional' | 'default'>,
): NumberSetting {
  return { kind: 'number', isOptional: true, default: null, ...setting };
}

/** A setting with a few values. */
export function choice<const T extends string | number>(
  setting: Omit<ChoiceSetting<T>, 'kind' | 'default'> & { default: NoInfer<T> },
): ChoiceSetting<T> {
  return { kind: 'choice', ...setting };
}

/** A setting that is on or off; off unless asked for. */
export function onOff(
  setting: Omit<SwitchSetting, 'kind' | 'default'> & { default?: boolean },
): SwitchSetting {
  return { kind: 'switch', default: false, ...setting };
}
