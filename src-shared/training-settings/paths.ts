/** Settings and their values by path, for example `schedule.warmupEpochs`. */
import type { Setting } from './setting.ts';

/** Settings as a spec has them: by name, or by group and name. */
export type SettingTree = Readonly<Record<string, Setting | Readonly<Record<string, Setting>>>>;

type PathOf<T extends SettingTree> = {
  [K in keyof T & string]: T[K] extends Setting ? K : `${K}.${keyof T[K] & string}`;
}[keyof T & string];

/** All settings of a tree with their paths, in order. */
export function pathsOf<T extends SettingTree>(tree: T): readonly (Setting & { path: PathOf<T> })[] {
  const list = Object.entries(tree).flatMap(([name, entry]) =>
    isSetting(entry)
      ? [{ ...entry, path: name }]
      : Object.entries(entry).map(([inner, setting]) => ({ ...setting, path: `${name}.${inner}` })),
  );
  return list as (Setting & { path: PathOf<T> })[];
}

export function isSetting(entry: SettingTree[string]): entry is Setting {
  return typeof entry.kind === 'string';
}

/** Values of settings in the shape of a spec. */
export type Settings = Readonly<Record<string, unknown>>;

/** The value at a path; undefined if there is none. */
export function valueAt(spec: Settings, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => (value as Settings | undefined)?.[name], spec);
}

/** Values by path in the shape of a spec. */
export function nested(values: Iterable<readonly [path: string, value: unknown]>): Settings {
  const result: Record<string, unknown> = {};
  for (const [path, value] of values) {
    const [name, inner] = path.split('.') as [string, string?];
    result[name] = inner === undefined ? value : { ...(result[name] as Settings), [inner]: value };
  }
  return result;
}
