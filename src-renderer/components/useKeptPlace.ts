import { type RefObject, useLayoutEffect, useRef } from 'react';

/** How far each scroller was down when it was left. */
const places = new Map<string, number>();
/** Content may come after the scroller: so long it is waited for, in milliseconds. */
const patience = 3000;

/** A scroller that is as far down as when it was last shown. @param key names what it scrolls. */
export function useKeptPlace<E extends HTMLElement>(key: string): RefObject<E | null> {
  const scroller = useRef<E>(null);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const wanted = places.get(key) ?? 0;
    // To say so where nothing is to be done would have the page laid out at once.
    if (wanted > 0) element.scrollTop = wanted;
    // Until the content is that tall, or somebody scrolls.
    const observer = new ResizeObserver(() => {
      if (element.scrollTop < wanted) element.scrollTop = wanted;
    });
    const stop = () => observer.disconnect();
    if (wanted > 0) {
      observer.observe(element);
      for (const child of element.children) observer.observe(child);
      element.addEventListener('wheel', stop, { once: true, passive: true });
      element.addEventListener('keydown', stop, { once: true });
    }
    const timer = setTimeout(stop, patience);
    const keep = () => places.set(key, element.scrollTop);
    element.addEventListener('scroll', keep, { passive: true });
    return () => {
      stop();
      clearTimeout(timer);
      element.removeEventListener('wheel', stop);
      element.removeEventListener('keydown', stop);
      element.removeEventListener('scroll', keep);
    };
  }, [key]);
  return scroller;
}
