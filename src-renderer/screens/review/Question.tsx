import { type ReactNode, useLayoutEffect, useRef } from 'react';

/** What is asked. It takes the focus if what had it has gone with the last decision. */
export function Question({ children }: { children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <h2 ref={heading} tabIndex={-1}>
      {children}
    </h2>
  );
}
