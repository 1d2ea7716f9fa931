/** Entries whose names are paths, as `head/weight`. */
/** The entries whose name begins with a prefix, without it. */
export function entriesUnder<T>(entries: Readonly<Record<string, T>>, prefix: string): Record<string, T> {
  return Object.fromEntries(
    Object.entries(entries)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, value]) => [name.slice(prefix.length), value]),
  );
}

/** The entries whose name does not begin with a prefix. */
export function entriesOutside<T>(entries: Readonly<Record<string, T>>, prefix: string): Record<string, T> {
  return Object.fromEntries(Object.entries(entries).filter(([name]) => !name.startsWith(prefix)));
}

export function prefixed<T>(prefix: string, entries: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(entries).map(([name, value]) => [prefix + name, value]));
}

/** What a function makes of each entry, by its name. */
export function mapped<T, U>(entries: Readonly<Record<string, T>>, make: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(entries).map(([name, value]) => [name, make(value)]));
}
