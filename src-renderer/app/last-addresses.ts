/** Where each screen was when it was left: its filters, tabs and heads are as they were when one comes back. */
import { useLayoutEffect, useRef } from 'react';
import { href, parseAddress } from './address.ts';
import { SharedState, useSharedState } from './shared-state.ts';

/** Dialogs that an address opens: whoever leaves a screen has left them. */
const dialogs = ['export', 'data'];

/** As long as the window is open; by the screen's name. */
const left = new SharedState<ReadonlyMap<string, string>>(new Map());

/**
 * Keeps the address of each screen that is left; belongs into the shell.
 * @param screen that is shown, at `address`. @param library that is open; another one has other people and heads, so all is forgotten.
 */
export function useKeptAddresses(screen: string, address: string, library: string | undefined): void {
  const before = useRef({ screen, address });
  useLayoutEffect(() => {
    const last = before.current;
    before.current = { screen, address };
    if (last.screen !== screen)
      left.change((addresses) => new Map(addresses).set(last.screen, withoutDialogs(last.address)));
  }, [screen, address]);
  const known = useRef(library);
  useLayoutEffect(() => {
    if (library === undefined || known.current === library) return;
    if (known.current !== undefined) left.change(() => new Map());
    known.current = library;
  }, [library]);
}

function withoutDialogs(address: string): string {
  const { screen, path, query } = parseAddress(address);
  for (const name of dialogs) query.delete(name);
  return href(screen, path, Object.fromEntries(query));
}

/** Where a link to a screen leads: to where it was left; that to the screen that is shown, to its start. */
export function addressOf(screen: string, shown: string): string {
  return linkOf(left.get(), screen, shown);
}

/** As `addressOf`, as it changes. */
export function useAddressOf(screen: string, shown: string): string {
  return linkOf(useSharedState(left), screen, shown);
}

function linkOf(addresses: ReadonlyMap<string, string>, screen: string, shown: string): string {
  return screen === shown ? href(screen) : (addresses.get(screen) ?? href(screen));
}
