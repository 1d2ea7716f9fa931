import { useCallback, useEffect, useRef } from 'react';

/**
 * A double click opens the item of its first click. That click may lay out the screen anew, so that the second one hits another item, or
 * what has opened beside the grid.
 * @returns what is to be told of each click on an item.
 */
export function useOpenedFirst(onOpen: ((id: number) => void) | undefined): (id: number) => void {
  const first = useRef<number | null>(null);
  const open = useRef(onOpen);
  open.current = onOpen;
  useEffect(() => {
    const click = (event: MouseEvent) => {
      // The system counts clicks that follow each other at one place.
      if (event.detail < 2) first.current = null;
      else if (first.current !== null) {
        event.stopPropagation();
        event.preventDefault();
      }
    };
    const doubleClick = (event: MouseEvent) => {
      if (first.current === null) return;
      event.stopPropagation();
      open.current?.(first.current);
      first.current = null;
    };
    document.addEventListener('click', click, true);
    document.addEventListener('dblclick', doubleClick, true);
    return () => {
      document.removeEventListener('click', click, true);
      document.removeEventListener('dblclick', doubleClick, true);
    };
  }, []);
  return useCallback((id) => {
    if (open.current) first.current = id;
  }, []);
}
