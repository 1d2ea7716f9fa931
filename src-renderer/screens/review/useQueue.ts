import { useEffect, useMemo, useRef, useState } from 'react';
import type { Changed } from '../../../src-shared/contract/index.ts';
import { query, useQueryState } from '../../app/address.ts';
import { bridge } from '../../app/bridge.ts';
import { useChange, type Work } from '../../app/changes.ts';
import { afterDecision, broughtBack, type Decided, placeOf } from './queue.ts';
import { useListsAnew } from './useReviewList.ts';

const parts = { at: query.text() };

export interface Queue<T> {
  /** What waits, without what is being decided. */
  items: readonly T[];
  /** Of what is shown; -1: nothing waits. */
  index: number;
  current: T | undefined;
  goTo(index: number): void;
  /** Shows the next one, and the first after the last. */
  skip(): void;
  /** Stores a decision about what is shown, and shows the next at once; if it is refused or asked about, comes back. */
  decide(work: Work<Changed>): void;
}

/**
 * Goes through what waits. Which one is shown lies in the address; what an undo brings back is shown again.
 * @param all as the library answers. @param keyOf must keep its identity.
 */
export function useQueue<T>(all: readonly T[], keyOf: (item: T) => string): Queue<T> {
  const [{ at }, set] = useQueryState(parts);
  const [pending, setPending] = useState<ReadonlySet<string>>(new Set());
  const listsAnew = useListsAnew();
  const change = useChange();
  const items = useMemo(() => all.filter((item) => !pending.has(keyOf(item))), [all, pending, keyOf]);
  const keys = useMemo(() => items.map(keyOf), [items, keyOf]);
  const before = useRef(0);
  const index = placeOf(keys, at, before.current);
  const decided = useRef<Decided>(new Map());
  const show = (key: string) => set({ at: key }, { replace: true });

  useEffect(() => {
    before.current = Math.max(0, index);
  }, [index]);
  useEffect(() => {
    const back = broughtBack(decided.current, all.map(keyOf), pending);
    if (back !== null) set({ at: back }, { replace: true });
  }, [all, pending, keyOf, set]);

  async function decide(key: string, work: Work<Changed>) {
    const comeBack = () => {
      setPending((before) => new Set([...before].filter((one) => one !== key)));
      show(key);
    };
    const answer = await change((allowTwice) => {
      setPending((before) => new Set([...before, key]));
      show(afterDecision(keys, key));
      return work(allowTwice);
    }, comeBack);
    if (answer === null) return comeBack();
    decided.current.set(key, false);
    await listsAnew();
    // Who takes it back at once leaves no answer without it.
    const { redo } = await bridge.call('journal.state', undefined).catch(() => ({ redo: null }));
    if (redo !== null && redo.id === answer.entryId) decided.current.set(key, true);
    setPending((before) => new Set([...before].filter((one) => one !== key)));
  }

  return {
    items,
    index,
    current: items[index],
    goTo: (index) => show(keys[index] ?? ''),
    skip: () => show(keys[(index + 1) % keys.length] ?? ''),
    decide: (work) => {
      const key = keys[index];
      if (key !== undefined) void decide(key, work);
    },
  };
}
