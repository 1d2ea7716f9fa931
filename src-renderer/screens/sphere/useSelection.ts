import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { SphereViewState, Spot } from '../../sphere/picture.ts';
import type { LassoMode } from '../../sphere/view/lasso.ts';
import { type MovingCamera, useCamera } from '../../sphere/view/useCamera.ts';
import { mostInAddress, useSphereAddress } from './sphere-address.ts';
import { taken, toggled } from './taken.ts';

export interface Selection {
  selected: readonly number[];
  isolated: boolean;
  /** Whether a drag draws a lasso rather than moves the picture. */
  isLasso: boolean;
  /** @param add to what is selected, or takes out of it, rather than in its place. Null selects nothing. */
  select(index: number | null, add?: boolean): void;
  /** Takes several into the selection, in its place, or out of it. */
  take(indices: readonly number[], mode: LassoMode): void;
  isolate(isolated: boolean): void;
  setLasso(isLasso: boolean): void;
  hover(spot: Spot | null): void;
}

/**
 * Which centres are selected, as the address remembers it, and how the sphere is looked at.
 * @param count of centres, undefined until it is known: an address may name others.
 */
export function useSelection(count: number | undefined): {
  selection: Selection;
  view: SphereViewState;
  camera: MovingCamera;
} {
  const [{ chosen }, set] = useSphereAddress();
  const [wanted, setSelected] = useState<readonly number[]>(chosen);
  const selected = useMemo(
    () => wanted.filter((i) => Number.isInteger(i) && i >= 0 && i < (count ?? 0)),
    [wanted, count],
  );
  const [isolated, isolate] = useState(false);
  const [isLasso, setLasso] = useState(false);
  const [hovered, hover] = useState<Spot | null>(null);
  const moving = useCamera();
  const { camera } = moving;
  const written = useRef(chosen.join());
  useEffect(() => {
    // Somebody went to an address with others.
    if (chosen.join() === written.current) return;
    written.current = chosen.join();
    setSelected(chosen);
  }, [chosen]);
  useEffect(() => {
    if (count === undefined) return;
    const kept = selected.length > mostInAddress ? [] : selected;
    written.current = kept.join();
    set({ chosen: kept }, { replace: true });
  }, [count, selected, set]);
  const select = useCallback((index: number | null, add = false) => {
    if (index === null) setSelected((before) => (before.length === 0 || add ? before : []));
    else setSelected((before) => (add ? toggled(before, index) : [index]));
  }, []);
  const take = useCallback((indices: readonly number[], mode: LassoMode) => {
    setSelected((before) => taken(before, indices, mode));
  }, []);
  const view = useMemo(
    () => ({ camera, selected, hovered, isolated }),
    [camera, selected, hovered, isolated],
  );
  const selection = useMemo(
    () => ({ selected, isolated, isLasso, select, take, isolate, setLasso, hover }),
    [selected, isolated, isLasso, select, take],
  );
  return { selection, view, camera: moving };
}
