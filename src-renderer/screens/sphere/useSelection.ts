import { useCallback, useMemo, useState } from 'react';
import type { SphereViewState, Spot } from '../../sphere/picture.ts';
import { type MovingCamera, useCamera } from '../../sphere/view/useCamera.ts';

export interface Selection {
  selected: readonly number[];
  isolated: boolean;
  /** @param add to what is selected, or takes out of it, rather than in its place. Null selects nothing. */
  select(index: number | null, add?: boolean): void;
  isolate(isolated: boolean): void;
  hover(spot: Spot | null): void;
}

/** Which centres are selected, and how the sphere is looked at. */
export function useSelection(): { selection: Selection; view: SphereViewState; camera: MovingCamera } {
  const [selected, setSelected] = useState<readonly number[]>([]);
  const [isolated, isolate] = useState(false);
  const [hovered, hover] = useState<Spot | null>(null);
  const moving = useCamera();
  const { camera } = moving;
  const select = useCallback((index: number | null, add = false) => {
    if (index === null) setSelected((before) => (before.length === 0 || add ? before : []));
    else setSelected((before) => (add ? toggled(before, index) : [index]));
  }, []);
  const view = useMemo(
    () => ({ camera, selected, hovered, isolated }),
    [camera, selected, hovered, isolated],
  );
  const selection = useMemo(
    () => ({ selected, isolated, select, isolate, hover }),
    [selected, isolated, select],
  );
  return { selection, view, camera: moving };
}

function toggled(list: readonly number[], index: number): readonly number[] {
  return list.includes(index) ? list.filter((other) => other !== index) : [...list, index];
}
