/** The address is the state of the window: `#/people/12?sort=name`. Back, forward and reload therefore work. */
import { useMemo, useSyncExternalStore } from 'react';

export interface Address {
  /** The screen's name; empty: none is named. */
  screen: string;
  /** What follows it, such as the id of what is shown. */
  path: readonly string[];
  query: URLSearchParams;
}

const listeners = new Set<() => void>();
const tell = () => {
  for (const listener of listeners) listener();
};
// Links, back and forward; what `go` does is told by itself.
addEventListener('popstate', tell);

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Takes an address apart. @param hash as `location.hash`. */
export function parseAddress(hash: string): Address {
  const [path = '', query] = hash.replace(/^#\/?/, '').split('?', 2);
  const [screen = '', ...rest] = path.split('/').map(decodePart);
  return { screen, path: rest, query: new URLSearchParams(query) };
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // Written by hand, and wrong.
    return part;
  }
}

/** An address as a link's `href`. @param query undefined and empty values are left out. */
export function href(
  screen: string,
  path: readonly (string | number)[] = [],
  query: Readonly<Record<string, string | undefined>> = {},
): string {
  const parts = [screen, ...path].map((part) => encodeURIComponent(part)).join('/');
  const given = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return `#/${parts}${given.length > 0 ? `?${new URLSearchParams(given)}` : ''}`;
}

/** Goes to an address. @param replace leaves no step to go back to: for what changes with every key. */
export function go(address: string, { replace = false } = {}): void {
  if (address === location.hash) return;
  if (replace) history.replaceState(null, '', address);
  else history.pushState(null, '', address);
  tell();
}

/** The address, as it changes. */
export function useAddress(): Address {
  const hash = useSyncExternalStore(listen, () => location.hash);
  return useMemo(() => parseAddress(hash), [hash]);
}

/** How one value stands in the address. Its default is not written there. */
export interface QueryPart<T> {
  read(text: string | null): T;
  /** Undefined: the default. */
  write(value: T): string | undefined;
}

/** Values that a screen may keep in its address. */
export const query = {
  text: (): QueryPart<string> => ({ read: (text) => text ?? '', write: (value) => value || undefined }),
  flag: (): QueryPart<boolean> => ({
    read: (text) => text === '1',
    write: (value) => (value ? '1' : undefined),
  }),
  /** A number, such as an id; null without one. */
  number: (): QueryPart<number | null> => ({
    read: (text) => (text !== null && text !== '' && Number.isFinite(Number(text)) ? Number(text) : null),
    write: (value) => value?.toString(),
  }),
  /** Numbers, such as those that are selected or compared. */
  numbers: (): QueryPart<readonly number[]> => ({
    read: (text) => (text ? text.split('.').map(Number).filter(Number.isFinite) : []),
    write: (values) => (values.length > 0 ? values.join('.') : undefined),
  }),
  /** Words without a comma, such as tags. */
  texts: (): QueryPart<readonly string[]> => ({
    read: (text) => (text === null ? [] : text.split(',')),
    write: (values) => (values.length > 0 ? values.join(',') : undefined),
  }),
  /** One of a few; the first is the default. */
  oneOf: <const T extends string>(...options: readonly [T, ...T[]]): QueryPart<T> => ({
    read: (text) => options.find((option) => option === text) ?? options[0],
    write: (value) => (value === options[0] ? undefined : value),
  }),
};

/** State that lies in an address's query. @param parts made of `query`. */
export function readQuery<P extends Readonly<Record<string, unknown>>>(
  parts: P & { readonly [K in keyof P]: P[K] extends QueryPart<infer T> ? QueryPart<T> : never },
  from: URLSearchParams,
): Values<P> {
  const read = Object.entries(parts as unknown as Parts).map(([name, part]) => [
    name,
    part.read(from.get(name)),
  ]);
  return Object.fromEntries(read) as Values<P>;
}

type Parts = Readonly<Record<string, QueryPart<never>>>;
type Values<P> = { readonly [K in keyof P]: P[K] extends QueryPart<infer T> ? T : never };

/**
 * State of a screen that lies in the address's query.
 * @param parts made of `query`, once, outside of the component.
 * @returns the values, and what changes some of them: a step to go back to, but with `replace`.
 */
export function useQueryState<P extends Readonly<Record<string, unknown>>>(
  parts: P & { readonly [K in keyof P]: P[K] extends QueryPart<infer T> ? QueryPart<T> : never },
): [Values<P>, (change: Partial<Values<P>>, options?: { replace?: boolean }) => void] {
  const { query: now } = useAddress();
  const values = useMemo(() => readQuery(parts, now), [parts, now]);
  const change = useMemo(
    () => (change: Partial<Values<P>>, options?: { replace?: boolean }) => {
      const { screen, path, query } = parseAddress(location.hash);
      const texts: Record<string, string | undefined> = Object.fromEntries(query);
      for (const [name, value] of Object.entries(change)) {
        texts[name] = (parts as unknown as Parts)[name]!.write(value as never);
      }
      go(href(screen, path, texts), options);
    },
    [parts],
  );
  return [values, change];
}
